import { setImmediate as turn } from 'node:timers/promises'

import {
  type AnalysedChunk,
  analyseChunk,
  type Chunk,
  type Language,
  makeChunks,
  plainText,
} from '../knowledge/index.ts'
import type { Version } from './document.ts'

/** What cutting needs of a version. */
export type Cuttable = Pick<Version, 'title' | 'question' | 'content'> & { readonly language: Language }

/** No lead is longer, as in a document's own text. */
const MOST_LEAD = 400
/** Chunks that are analysed before others may do something: a millisecond or two. */
const CHUNKS_A_TURN = 25

/** The chunks of a version. Of a question's answer each has the question for its lead, so that both are found. */
export function chunksOf({ title, question, content, language }: Cuttable): Chunk[] {
  const chunks = makeChunks(content ?? '', { title, language })
  if (question === null) return chunks
  const lead = plainText(question).slice(0, MOST_LEAD)
  return chunks.map((chunk) => ({
    ...chunk,
    kind: chunk.kind === 'prose' ? 'answer' : chunk.kind,
    lead: chunk.lead === '' ? lead : chunk.lead,
  }))
}

/** Cuts and analyses a version, a little at a time: a long one holds up nobody else's calls. */
export async function cutVersion(version: Cuttable): Promise<AnalysedChunk[]> {
  const analysed: AnalysedChunk[] = []
  const chunks = chunksOf(version)
  for (let at = 0; at < chunks.length; at += CHUNKS_A_TURN) {
    if (at > 0) await turn()
    for (const chunk of chunks.slice(at, at + CHUNKS_A_TURN)) analysed.push(analyseChunk(version.title, chunk))
  }
  return analysed
}
