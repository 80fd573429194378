const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const
const LETTERS = Array.from(ROWS.join(''))

/** What is taken for a letter: keys that touch it on keyboards of the QWERTY kind, and letters that sound like it. */
const TAKEN_FOR = takenFor()

function takenFor(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>(LETTERS.map((letter) => [letter, new Set()]))
  const pair = (one: string, other: string): void => {
    found.get(one)?.add(other)
    found.get(other)?.add(one)
  }
  for (const [one = '', other = ''] of ['ae', 'ei', 'iy', 'ou', 'sz', 'sc', 'ck', 'yz', 'vw'].map((each) =>
    Array.from(each),
  ))
    pair(one, other)
  ROWS.forEach((row, at) =>
    Array.from(row).forEach((key, place) => {
      // The row below stands half a key further right.
      for (const other of [row[place + 1], ROWS[at + 1]?.[place - 1], ROWS[at + 1]?.[place]])
        if (other !== undefined) pair(key, other)
    }),
  )
  return found
}

/** A shorter word with one letter changed is mostly another word. A longer one is none that anybody types. */
const SHORTEST = 4
const LONGEST = 30

/**
 * The folded words of which this one may be a slip of the finger: two letters swapped, one too many, one too few, or a key
 * taken for its neighbour. The first letter is typed right, or swapped with the second. Another letter altogether is no slip:
 * Iceland is not Ireland.
 */
export function oneSlipFrom(word: string): string[] {
  if (word.length < SHORTEST || word.length > LONGEST) return []
  const words = new Set<string>()
  for (let at = 0; at < word.length; at++) {
    const [before, letter, next, after] = [word.slice(0, at), word[at] ?? '', word[at + 1] ?? '', word.slice(at + 1)]
    if (next !== '') words.add(before + next + letter + word.slice(at + 2))
    for (const missing of LETTERS) words.add(before + letter + missing + after)
    if (at === 0) continue
    words.add(before + after)
    for (const meant of TAKEN_FOR.get(letter) ?? []) words.add(before + meant + after)
  }
  words.delete(word)
  return [...words]
}
