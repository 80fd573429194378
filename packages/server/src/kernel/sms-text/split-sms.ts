import { septetsOf } from './gsm7.ts'

export type SmsEncoding = 'GSM-7' | 'UCS-2'

/** The first character that the GSM alphabet does not have. */
export interface ForcedBy {
  readonly character: string
  /** As Unicode writes it, such as `U+00E7`. */
  readonly codePoint: string
  /** Characters before it. They are all of the GSM alphabet, so that it is a JavaScript index as well. */
  readonly index: number
}

export interface SmsParts {
  readonly encoding: SmsEncoding
  /** What each SMS says; one empty one for no text. */
  readonly parts: readonly string[]
  /** Why it is not GSM-7; null where it is. */
  readonly forcedBy: ForcedBy | null
  /** Septets, or UTF-16 code units, that still fit into the last SMS. */
  readonly unitsLeft: number
}

/** What one SMS holds, and the bits that each unit takes (3GPP TS 23.040, 9.2.3.24). */
const SMS_BYTES = 140
const BITS = { 'GSM-7': 7, 'UCS-2': 16 } as const

/** With a reference of 8 bits: 153 septets, or 67 units of UCS-2, are left beside it. */
const USUAL_HEADER_BYTES = 6

function unitsBeside(encoding: SmsEncoding, headerBytes: number): number {
  return Math.floor(((SMS_BYTES - headerBytes) * 8) / BITS[encoding])
}

/**
 * Characters that take one septet each, whatever stands beside them. Nearly every text is of these alone, and needs no
 * more than its length.
 */
const PLAIN = /^[A-Za-z0-9 \n@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]*$/

/** What people see as one character is kept together: a flag in two halves shows as letters. */
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

export interface SplitOptions {
  /** Of the header that joins several; 6 by default. */
  readonly headerBytes?: number
  /** UCS-2 also for a text that could be GSM-7, where the way to the carrier has no GSM-7. */
  readonly encoding?: SmsEncoding
}

/**
 * Cuts a text into SMS. No extension character, no surrogate pair and, where it fits at all, nothing that shows as one
 * character is cut in two.
 */
export function splitSms(text: string, options: SplitOptions = {}): SmsParts {
  const plain = PLAIN.test(text)
  const forcedBy = plain ? null : firstForcing(text)
  const encoding = forcedBy ? 'UCS-2' : (options.encoding ?? 'GSM-7')
  const alone = unitsBeside(encoding, 0)
  const joined = unitsBeside(encoding, options.headerBytes ?? USUAL_HEADER_BYTES)
  const measure = plain || encoding === 'UCS-2' ? lengthOf : septetsIn
  const whole = measure(text)
  if (whole <= alone) return { encoding, parts: [text], forcedBy, unitsLeft: alone - whole }
  const parts = plain ? cut(text, joined) : fill(piecesOf(text, encoding, joined), joined, measure)
  return { encoding, parts, forcedBy, unitsLeft: joined - measure(parts.at(-1) ?? '') }
}

/** The first character that makes a text UCS-2; null: there is none. */
export function findForcing(text: string): ForcedBy | null {
  return PLAIN.test(text) ? null : firstForcing(text)
}

function firstForcing(text: string): ForcedBy | null {
  let index = 0
  for (const character of text) {
    if (septetsOf(character) === 0) return { character, codePoint: nameOf(character), index }
    index++
  }
  return null
}

/** A character as Unicode names it. */
export function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

function lengthOf(text: string): number {
  return text.length
}

function septetsIn(text: string): number {
  let septets = 0
  for (const character of text) septets += septetsOf(character)
  return septets
}

function cut(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  )
}

/** What must not be cut. A cluster that fits into no SMS is cut between its characters all the same. */
function piecesOf(text: string, encoding: SmsEncoding, most: number): string[] {
  if (encoding === 'GSM-7') return Array.from(text)
  return [...graphemes.segment(text)].flatMap(({ segment }) => (segment.length > most ? Array.from(segment) : segment))
}

function fill(pieces: readonly string[], most: number, measure: (text: string) => number): string[] {
  const parts: string[] = []
  let part = ''
  let used = 0
  for (const piece of pieces) {
    const units = measure(piece)
    if (used + units > most) {
      parts.push(part)
      part = ''
      used = 0
    }
    part += piece
    used += units
  }
  return [...parts, part]
}
