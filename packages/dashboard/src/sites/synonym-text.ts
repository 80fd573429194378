/** Groups of words that mean the same, as people write them: one group on a line, the words set apart by commas. */
export const textOfSynonyms = (groups: readonly (readonly string[])[]): string =>
  groups.map((group) => group.join(', ')).join('\n')

export type ReadSynonyms =
  { readonly ok: true; readonly groups: string[][] } | { readonly ok: false; readonly problem: string }

export function readSynonyms(text: string): ReadSynonyms {
  const lines = text.split('\n').map((line, index) => ({ number: index + 1, words: wordsOf(line) }))
  const groups = lines.filter(({ words }) => words.length > 0)
  const alone = groups.find(({ words }) => words.length === 1)
  if (alone) return { ok: false, problem: `Line ${alone.number} has one word only: “${alone.words.join()}”.` }
  return { ok: true, groups: groups.map(({ words }) => words) }
}

function wordsOf(line: string): string[] {
  const words = line.split(/[,;]/).map((word) => word.trim())
  return [...new Set(words.filter((word) => word !== ''))]
}
