import type { FoundChunk } from './indexed-document.ts'
import { type Passage, scorePassage } from './score-passage.ts'
import { type Span, splitSentences } from './split-sentences.ts'
import type { WeighedQuestion } from './weigh-question.ts'

/** The sentences of a chunk, the items of a list, a whole row: what says one thing. Spans within the chunk's text. */
export function statementsOf(chunk: FoundChunk): Span[] {
  if (chunk.kind === 'row') return [{ start: 0, end: chunk.text.length }]
  if (chunk.kind !== 'list') return splitSentences(chunk.text)
  return Array.from(chunk.text.matchAll(/[^\n]*\S[^\n]*/g), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** Half of a passage's worth is that of its best statement: words that stand in two of them may have nothing to do with each other. */
export function scoreByStatement(passage: Passage, question: WeighedQuestion): Passage {
  const { chunk } = passage
  const statements = statementsOf(chunk)
  if (statements.length < 2) return passage
  // A list that has its lead-in in it says each item under it.
  const lead =
    chunk.kind === 'list' && chunk.lead === '' && /:\s*$/.test(chunk.text.slice(0, statements[0]?.end))
      ? chunk.text.slice(0, statements[0]?.end)
      : chunk.lead
  let best: Passage | undefined
  for (const { start, end } of statements) {
    const scored = scorePassage({ ...chunk, lead, text: chunk.text.slice(start, end) }, question)
    if (!best || scored.score > best.score) best = scored
  }
  if (!best) return passage
  return { ...passage, score: (passage.score + best.score) / 2, statementCoverage: best.coverage }
}
