// A question as people type it in a hurry. Pure: chance is handed in, so that the same seed makes the same variants.

/** A whole number from 0 up to, and not including, `n`. */
export type Below = (n: number) => number

export type Keyboard = 'qwerty' | 'abnt'

export interface Variants {
  /** Without its accents. */
  readonly folded: string
  /** With a typo in one or two of its longer words; the question itself when it has none. */
  readonly mistyped: string
}

/** Shorter words are left alone: with a typo they are often another word. */
const SHORTEST_MISTYPED = 5

const rows: Record<Keyboard, readonly string[]> = {
  qwerty: ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  abnt: ['qwertyuiop', 'asdfghjklç', 'zxcvbnm'],
}

export const foldAccents = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC')

/** The keys that touch this one: beside it, and above and below, where rows stand half a key further right. */
export function neighboursOf(letter: string, keyboard: Keyboard): string[] {
  const [top = '', middle = '', bottom = ''] = rows[keyboard]
  const found = (row: string, ...places: number[]): string[] => places.flatMap((place) => row[place] ?? [])
  const at = (row: string): number => row.indexOf(letter)
  if (at(top) >= 0) return [...found(top, at(top) - 1, at(top) + 1), ...found(middle, at(top) - 1, at(top))]
  if (at(middle) >= 0)
    return [
      ...found(middle, at(middle) - 1, at(middle) + 1),
      ...found(top, at(middle), at(middle) + 1),
      ...found(bottom, at(middle) - 1, at(middle)),
    ]
  if (at(bottom) >= 0)
    return [...found(bottom, at(bottom) - 1, at(bottom) + 1), ...found(middle, at(bottom), at(bottom) + 1)]
  return []
}

type Typo = (letters: readonly string[], at: number, keyboard: Keyboard, below: Below) => string[] | undefined

/** A whole kind of typo each; undefined where it would change nothing. The first letter is mostly typed right. */
const typos: readonly Typo[] = [
  function swap(letters, at) {
    const [one, other] = [letters[at] ?? '', letters[at + 1] ?? '']
    if (other === '' || one === other) return undefined
    return letters.with(at, other).with(at + 1, one)
  },
  (letters, at) => letters.toSpliced(at, 1),
  (letters, at) => letters.toSpliced(at, 0, letters[at] ?? ''),
  function neighbour(letters, at, keyboard, below) {
    const letter = letters[at] ?? ''
    const lower = letter.toLowerCase()
    const known = neighboursOf(lower, keyboard)
    const keys = known.length > 0 ? known : neighboursOf(foldAccents(lower), keyboard)
    const key = keys[below(keys.length)]
    if (key === undefined) return undefined
    return letters.with(at, letter === lower ? key : key.toUpperCase())
  },
]

function mistypeWord(word: string, keyboard: Keyboard, below: Below): string {
  const letters = Array.from(word)
  const at = 1 + below(letters.length - 1)
  const first = below(typos.length)
  const inTurn = [...typos.slice(first), ...typos.slice(0, first)]
  for (const typo of inTurn) {
    const changed = typo(letters, at, keyboard, below)
    if (changed !== undefined) return changed.join('')
  }
  return word
}

function mistype(question: string, keyboard: Keyboard, below: Below): string {
  const words = [...question.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].filter(
    ([word]) => Array.from(word).length >= SHORTEST_MISTYPED && /^\p{L}+$/u.test(word),
  )
  const chosen = new Set<number>()
  for (let wanted = Math.min(words.length, 1 + below(2)); chosen.size < wanted;) chosen.add(below(words.length))
  let typed = ''
  let upTo = 0
  for (const place of [...chosen].sort((one, other) => one - other)) {
    const match = words[place]
    if (match === undefined) continue
    typed += question.slice(upTo, match.index) + mistypeWord(match[0], keyboard, below)
    upTo = match.index + match[0].length
  }
  return typed + question.slice(upTo)
}

export function makeVariants(question: string, keyboard: Keyboard, below: Below): Variants {
  const composed = question.normalize('NFC')
  return { folded: foldAccents(composed), mistyped: mistype(composed, keyboard, below) }
}
