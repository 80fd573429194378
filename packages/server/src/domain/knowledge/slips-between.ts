const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** Keys that touch, on keyboards of the QWERTY kind; and vowels, which people also spell by ear. */
const NEIGHBOURS = neighbours()

function neighbours(): ReadonlySet<string> {
  const pairs = new Set<string>(['ae', 'ei', 'iy', 'ou', 'sz', 'sc', 'ck', 'yz', 'wu'].flatMap((pair) => [pair, [...pair].reverse().join('')]))
  ROWS.forEach((row, at) =>
    [...row].forEach((key, place) => {
      // The row below stands half a key further right.
      const touching = [row[place + 1], ROWS[at + 1]?.[place - 1], ROWS[at + 1]?.[place]]
      for (const other of touching) if (other !== undefined) pairs.add(key + other).add(other + key)
    }),
  )
  return pairs
}

/**
 * Whether two words are one mistyped: letters left out, put in, two swapped, or a key taken for its neighbour; another
 * letter altogether is two slips (Iceland is not Ireland). One slip up to seven letters, two from eight on; a short word has
 * none, for most short words are one slip away from another.
 */
export function slipsBetween(one: string, other: string): number | null {
  const most = one.length < 4 ? 0 : one.length < 8 ? 1 : 2
  if (Math.abs(one.length - other.length) > most) return null
  // The first letter is typed right, or swapped with the second.
  if (one[0] !== other[0] && (one[0] !== other[1] || one[1] !== other[0])) return null
  const slips = distance(one, other, most)
  return slips <= most ? slips : null
}

/** Optimal string alignment distance; anything over `most` may come out as any number over it. */
function distance(one: string, other: string, most: number): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, index) => index)]
  for (let row = 1; row <= one.length; row++) {
    const line = [row]
    let least = row
    for (let column = 1; column <= other.length; column++) {
      const equal = one[row - 1] === other[column - 1]
      let value = Math.min(
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (equal ? 0 : NEIGHBOURS.has(`${one[row - 1]}${other[column - 1]}`) ? 1 : 2),
      )
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        value = Math.min(value, (beforeLast[column - 2] ?? 0) + 1)
      line.push(value)
      least = Math.min(least, value)
    }
    if (least > most) return least
    ;[beforeLast, last] = [last, line]
  }
  return last[other.length] ?? 0
}
