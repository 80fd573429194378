/** The 7-bit default alphabet of SMS and its extension table. Source: 3GPP TS 23.038, 6.2.1. */

/** By septet. 0x1B is the escape to the extension table and stands for no character. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'

export const ESCAPE = 0x1b

const EXTENSION: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
}

const septetsByCharacter = new Map<string, readonly number[]>([
  ...Array.from(BASIC).flatMap((character, septet): [string, number[]][] =>
    septet === ESCAPE ? [] : [[character, [septet]]],
  ),
  ...Object.entries(EXTENSION).map(([character, septet]): [string, number[]] => [character, [ESCAPE, septet]]),
])
const extensionBySeptet = new Map(Object.entries(EXTENSION).map(([character, septet]) => [septet, character]))

/** How many septets a character takes: 1, 2 for one of the extension table, 0 where the alphabet has none for it. */
export function septetsOf(character: string): number {
  return septetsByCharacter.get(character)?.length ?? 0
}

/** One septet a byte. @throws on a character that the alphabet does not have. */
export function encodeGsm7(text: string): Buffer {
  const septets: number[] = []
  for (const character of text) {
    const own = septetsByCharacter.get(character)
    if (!own) throw new Error(`the GSM alphabet has no ${JSON.stringify(character)}`)
    septets.push(...own)
  }
  return Buffer.from(septets)
}

/**
 * Reads one septet a byte. An escape at the very end is kept, for it may belong to the next part of a long message (see
 * `joinEscapes`); one before a septet that the extension table does not know is a space, as the standard says, or that
 * septet's own character.
 */
export function decodeGsm7(septets: Uint8Array): string {
  let text = ''
  for (let at = 0; at < septets.length; at++) {
    const septet = (septets[at] as number) & 0x7f
    if (septet !== ESCAPE) text += BASIC.charAt(septet)
    else if (at === septets.length - 1) text += '\u001b'
    else {
      const next = (septets[++at] as number) & 0x7f
      text += extensionBySeptet.get(next) ?? (next === ESCAPE ? ' ' : BASIC.charAt(next))
    }
  }
  return text
}

/** Puts characters together that were cut in two between the parts of a long message. */
export function joinEscapes(text: string): string {
  return text
    .split('\u001b')
    .map((piece, index) => (index === 0 ? piece : extended(piece.charAt(0)) + piece.slice(1)))
    .join('')
}

function extended(character: string): string {
  const septets = septetsByCharacter.get(character) ?? []
  return (septets.length === 1 && extensionBySeptet.get(septets[0] as number)) || character
}
