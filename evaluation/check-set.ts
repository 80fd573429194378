// Checks the evaluation set and prints what is in it: `node evaluation/check-set.ts`. Exit code 1 when something is wrong.
import { countWords, findFaults } from './find-faults.ts'
import { foldAccents } from './make-variants.ts'
import { type EvaluationSet, languages, type Question } from './evaluation-set.ts'
import { readSet } from './read-set.ts'

const folded = (word: string): string => foldAccents(word.trim().toLowerCase())

/** True when the operator's list already says that the two words of this need mean the same. */
function isCovered(need: string, synonyms: EvaluationSet['synonyms']): boolean {
  const pair = need
    .replace(/^synonym: /, '')
    .split('=')
    .map(folded)
  return synonyms.some((group) => pair.every((word) => group.map(folded).includes(word)))
}

const counts: Record<string, (question: Question, set: EvaluationSet) => boolean> = {
  questions: () => true,
  'in scope': ({ kind }) => kind === 'in-scope',
  'out of scope': ({ kind }) => kind === 'out-of-scope',
  'near misses': ({ category }) => category === 'near-miss',
  'table row': ({ traits }) => traits?.includes('table-row') ?? false,
  'look-alike': ({ traits }) => traits?.includes('look-alike') ?? false,
  'need a synonym': ({ needs }) => needs?.some((need) => need.startsWith('synonym')) ?? false,
  '… all of them listed': ({ needs }, { synonyms }) => {
    const words = needs?.filter((need) => need.startsWith('synonym')) ?? []
    return words.length > 0 && words.every((need) => isCovered(need, synonyms))
  },
  'need an inference': ({ needs }) => needs?.some((need) => need.startsWith('inference')) ?? false,
  'all lower case': ({ question }) => question === question.toLowerCase(),
  'no question mark': ({ question }) => !question.includes('?'),
  'over 15 words': ({ question }) => countWords(question) > 15,
  'under 6 words': ({ question }) => countWords(question) < 6,
}

export function summaryOf(sets: readonly EvaluationSet[]): string {
  const columns = sets.flatMap((set) =>
    (['tune', 'held-out'] as const).map((split) => ({ set, title: `${set.language} ${split}`, split })),
  )
  const rows = Object.entries(counts).map(([name, holds]) => [
    name,
    ...columns.map(({ set, split }) =>
      String(set.questions.filter((question) => question.split === split && holds(question, set)).length),
    ),
  ])
  const table = [['', ...columns.map(({ title }) => title)], ...rows].map(([name = '', ...cells]) =>
    [name.padEnd(22), ...cells.map((cell) => cell.padStart(12))].join(''),
  )
  const documents = sets.map((set) => {
    const words = [...set.documents.values()].map(countWords)
    const total = words.reduce((sum, count) => sum + count, 0)
    return `${set.language}: ${words.length} documents of ${Math.min(...words)} to ${Math.max(...words)} words, ${total} in all`
  })
  return [...documents, '', ...table].join('\n')
}

if (import.meta.main) {
  const sets = languages.map(readSet)
  const faults = sets.flatMap(findFaults)
  console.log(summaryOf(sets))
  console.log(faults.length === 0 ? '\nAll holds.' : `\n${faults.join('\n')}\n\n${faults.length} faults`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
