import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import type { Reader } from '../../store/index.ts'
import type { NearChunk, SearchByMeaning } from './join-by-meaning.ts'
import type { NearestVectors } from './nearest-vectors.ts'
import type { Embedder } from './port.ts'
import { chunksOfTexts } from './store-meaning.ts'
import { unitOf } from './vector.ts'

/** A customer waits: after that, words alone find. */
const QUESTION_MS = 2 * SECOND_MS
/** After a failure nobody waits for the service again for so long. */
const LEFT_ALONE_MS = 30 * SECOND_MS
const REMEMBERED = 500
/** Texts that are looked at: those on shelves that are not shown are among them. */
const TEXTS = 200
const CHUNKS = 40
const LONGEST_QUESTION = 2_000

/** Finds chunks by what they mean, as far as the service answers in time. */
export function createSearchByMeaning(deps: {
  readonly read: Reader
  readonly clock: Clock
  readonly embedder: Embedder
  readonly nearest: NearestVectors
  readonly log: Log
}): SearchByMeaning {
  const { read, embedder, nearest, log } = deps
  const vectorOf = rememberedQuestions(deps)
  const find: SearchByMeaning = async (search) => {
    const vector = search.shelves.length === 0 ? null : await vectorOf(search.text)
    if (!vector) return []
    const { workspaceId, siteId } = search
    const texts = await nearest({ workspaceId, siteId, model: embedder.model }, vector, TEXTS)
    const similarities = new Map(texts.map(({ hash, similarity }) => [hash, similarity]))
    const chunks = await chunksOfTexts(read, search, [...similarities.keys()])
    return chunks
      .map(({ hash, chunk }): NearChunk => ({ chunk, similarity: similarities.get(hash) ?? 0 }))
      .sort((one, other) => other.similarity - one.similarity || one.chunk.number - other.chunk.number)
      .slice(0, CHUNKS)
  }
  return (search) =>
    find(search).catch((error: unknown) => {
      log.warn({ err: error }, 'embeddings.search_failed')
      return []
    })
}

/** Questions' vectors; null where the service gives none now. */
function rememberedQuestions({ embedder, clock }: { readonly embedder: Embedder; readonly clock: Clock }) {
  const known = new Map<string, Float32Array>()
  let leftAloneUntil = 0
  return async (question: string): Promise<Float32Array | null> => {
    const text = question.slice(0, LONGEST_QUESTION).toWellFormed().trim()
    if (text === '') return null
    const remembered = known.get(text)
    if (remembered) return remembered
    if (clock.monotonic() < leftAloneUntil) return null
    const outcome = await embedder.embed([text], { kind: 'question', withinMs: QUESTION_MS })
    if (outcome.kind === 'failed') {
      // A question that it refuses says nothing of others.
      const pauseMs = Math.max(LEFT_ALONE_MS, outcome.retryAfterMs ?? 0)
      if (outcome.reason !== 'refused') leftAloneUntil = clock.monotonic() + pauseMs
      return null
    }
    const [vector] = outcome.vectors
    if (!vector) return null
    const unit = unitOf(vector)
    known.set(text, unit)
    if (known.size > REMEMBERED) known.delete(known.keys().next().value as string)
    return unit
  }
}
