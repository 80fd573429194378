import { foldText } from './fold-text.ts'

/**
 * `word`: letters. `number`: figures, as they stand. `code`: an address, a time, or letters and figures together, which
 * are never stemmed.
 */
export type TokenKind = 'word' | 'number' | 'code'

export interface Token {
  /** Folded, of letters, figures and `_` only, so that every full-text index takes it as it is. */
  readonly text: string
  readonly kind: TokenKind
  /** Where it stands: [start, end), in UTF-16 units. */
  readonly start: number
  readonly end: number
  /** A piece of the token before it that stands whole as well. */
  readonly part: boolean
}

/** Longer ones are cut: no word, and PostgreSQL takes lexemes of up to 2,046 bytes. */
const LONGEST = 48

const LETTER = String.raw`[\p{L}\p{N}\p{M}]`
const LABEL = String.raw`[\p{L}\p{N}-]{1,63}`
// Every repetition is bounded, or stands last: what does not match is given up after a few characters.
const EMAIL = String.raw`[\p{L}\p{N}._%+-]{1,64}@${LABEL}(?:\.${LABEL}){1,8}`
const ADDRESS = String.raw`(?:https?:\/\/)?(?:${LABEL}\.){1,8}\p{L}{2,63}(?:\/[^\s|<>"')\]]{0,200})?(?!${LETTER})`
const TIME = String.raw`\d{1,2}(?::|h)\d{2}(?!\d)`
const NUMBER = String.raw`\d{1,40}(?:[.,]\d{1,40}){0,8}(?!${LETTER})`
const WORD = String.raw`${LETTER}+(?:[-'’]${LETTER}+){0,6}`
const TOKEN = new RegExp(`(${EMAIL}|${ADDRESS})|(${TIME})|(${NUMBER})|(${WORD})`, 'gu')

/** Words, numbers and codes in their order; what is made of several stands whole and then in its parts. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(TOKEN)) {
    const [whole, address, time, number] = match
    const at = { start: match.index, end: match.index + whole.length }
    if (address !== undefined) push(tokens, { ...at, text: address, kind: 'code' }, pieces(address, at.start))
    else if (time !== undefined) pushTime(tokens, time, at)
    else if (number !== undefined) pushNumber(tokens, number, at)
    else push(tokens, { ...at, text: joined(whole), kind: kindOf(whole) }, pieces(whole, at.start))
  }
  return tokens
}

type Piece = Omit<Token, 'part'>

function push(tokens: Token[], whole: Piece, parts: readonly Piece[]): void {
  const text = plain(whole.text)
  if (text !== '') tokens.push({ ...whole, text, part: false })
  if (parts.length < 2) return
  for (const part of parts) {
    const folded = plain(part.text)
    if (folded !== '') tokens.push({ ...part, text: folded, part: true })
  }
}

/** 09:00, 9:00 and 9h00 are one time; a question may name the hour alone. */
function pushTime(tokens: Token[], time: string, at: { start: number; end: number }): void {
  const [hour = '', minute = ''] = time.split(/[:h]/)
  tokens.push({ ...at, text: `${Number(hour)}_${minute}`, kind: 'code', part: false })
  tokens.push({ start: at.start, end: at.start + hour.length, text: String(Number(hour)), kind: 'number', part: true })
}

/** 4.90 and 4,90 are one price, 1,000 and 1.000 and 1000 one number. */
function pushNumber(tokens: Token[], number: string, at: { start: number; end: number }): void {
  const groups = number.split(/[.,]/)
  const thousands = groups.length > 1 && groups.slice(1).every((group) => group.length === 3)
  const text = thousands ? groups.join('') : groups.join('_')
  tokens.push({ ...at, text: text.slice(0, LONGEST), kind: 'number', part: false })
  const [first = ''] = groups
  if (groups.length === 2 && !thousands)
    tokens.push({ start: at.start, end: at.start + first.length, text: first, kind: 'number', part: true })
}

/** Runs of letters and runs of figures: IP44 may be asked for as IP. */
const PIECE = /[\p{L}\p{M}]+|\p{N}+/gu

function pieces(text: string, offset: number): Piece[] {
  return Array.from(text.matchAll(PIECE), (match) => {
    const start = offset + match.index
    return { text: match[0], kind: kindOf(match[0]), start, end: start + match[0].length }
  })
}

/** Hyphens and apostrophes go: e-mail and email are one word. Addresses keep their joints. */
function joined(word: string): string {
  return word.replace(/[-'’]/g, '')
}

function kindOf(text: string): TokenKind {
  if (/^\p{N}+$/u.test(text)) return 'number'
  return /\p{N}/u.test(text) ? 'code' : 'word'
}

function plain(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST)
}
