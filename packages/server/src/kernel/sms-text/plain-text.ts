import { septetsOf } from './gsm7.ts'
import { nameOf } from './split-sms.ts'

/** What word processors make of plain characters, and the plain ones: the meaning stays the same. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  ...pairs('“”„‟«»〝〞＂″', '"'),
  ...pairs('‘’‚‛ʼ′＇´`', "'"),
  ...pairs('‐‑‒–—―−', '-'),
  ...pairs('\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t', ' '),
  ...pairs('\u00ad\u200b\u200c\u2060\ufeff', ''),
  ...pairs('\u2028\u2029', '\n'),
  '…': '...',
}

function pairs(characters: string, replacement: string): Record<string, string> {
  return Object.fromEntries(Array.from(characters, (character) => [character, replacement]))
}

const REPLACED = new RegExp(`[${Object.keys(REPLACEMENTS).join('').replace('-', '\\-')}]`, 'gu')

/**
 * Writes typographic quotes, dashes, the ellipsis and unusual spaces as the GSM alphabet has them, and accents that stand
 * beside their letters as one with them. A text that would be UCS-2 all the same is given back as it was: nothing is
 * gained by plainer quotes.
 */
export function toPlainText(text: string): string {
  const plain = text.normalize('NFC').replace(REPLACED, (character) => REPLACEMENTS[character] ?? character)
  return Array.from(plain).every((character) => septetsOf(character) > 0) ? plain : text
}

/** A character that the GSM alphabet does not have, and what could stand in its place. */
export interface Suggestion {
  readonly character: string
  readonly codePoint: string
  /** Of its first occurrence, in characters. */
  readonly index: number
  readonly count: number
  /** Null: nothing that would mean the same to a reader. */
  readonly replacement: string | null
}

/** What makes a text UCS-2, each character once. Letters are offered without the accents that the alphabet lacks. */
export function suggestReplacements(text: string): Suggestion[] {
  const found = new Map<string, Suggestion>()
  let index = 0
  for (const character of text) {
    if (septetsOf(character) === 0) {
      const known = found.get(character)
      found.set(character, {
        character,
        codePoint: nameOf(character),
        index: known?.index ?? index,
        count: (known?.count ?? 0) + 1,
        replacement: REPLACEMENTS[character] ?? withoutAccent(character),
      })
    }
    index++
  }
  return [...found.values()]
}

function withoutAccent(character: string): string | null {
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '')
  if (bare === '') return /\p{M}/u.test(character) ? '' : null
  return bare !== character && Array.from(bare).every((each) => septetsOf(each) > 0) ? bare : null
}
