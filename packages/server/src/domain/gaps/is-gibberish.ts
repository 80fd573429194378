const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const RUNS = [...ROWS, ...ROWS.map((row) => Array.from(row).reverse().join(''))]

/** Keys side by side that are most of a word, or more of them than words have ("property" has four). */
const FEW_KEYS = 4
const MANY_KEYS = 5

/** Whether a folded word of letters is one that nobody says: keys struck in a row, one letter held down, no vowels. */
export function isGibberish(word: string): boolean {
  if (/(.)\1{3}/u.test(word)) return true
  // Scripts that we do not fold have no vowels that we know.
  if (!/^[a-z]+$/.test(word)) return false
  if (word.length >= 5 && !/[aeiouy]/.test(word)) return true
  if (/[^aeiouy]{7}/.test(word)) return true
  const run = longestRun(word)
  return run >= MANY_KEYS || (run >= FEW_KEYS && run / word.length > 0.75)
}

function longestRun(word: string): number {
  let longest = 0
  for (let from = 0; from < word.length; from++)
    for (let to = from + FEW_KEYS; to <= word.length; to++)
      if (RUNS.some((row) => row.includes(word.slice(from, to)))) longest = Math.max(longest, to - from)
  return longest
}
