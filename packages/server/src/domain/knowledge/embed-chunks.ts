import { createHash } from 'node:crypto'

import type { JobResult, Jobs } from '../../engine/index.ts'
import { type Clock, repeat, type Timer } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'
import type { Store } from '../../store/index.ts'
import type { Nearest } from './choose-nearest.ts'
import type { Embedder, ModelFailure } from './port.ts'
import {
  addVectors,
  changeModel,
  embeddingState,
  forgetVectors,
  isAnyWaiting,
  learnDimensions,
  lookAtVectorsAnew,
  setWorking,
  settleMeanings,
  textsWithVector,
  type WaitingChunk,
  waitingChunks,
} from './store-meaning.ts'
import { unitOf } from './vector.ts'

export interface EmbedderDeps {
  readonly store: Store
  readonly jobs: Jobs
  readonly clock: Clock
  readonly log: Log
  /** Null: none is configured. What waits then goes on waiting. */
  readonly embedder: Embedder | null
  /** Told of new vectors. */
  readonly nearest?: Pick<Nearest, 'catchUp'>
}

const KIND = 'knowledge.embed'
const LOOK_EVERY_MS = 2 * SECOND_MS
/** As many as every service takes at once. */
const BATCH = 32
/** Then others have a turn. */
const MOST_BATCHES = 20
const BATCH_MS = 60 * SECOND_MS
/** Characters of a chunk that are embedded: models read some 512 tokens at least, and cut the rest by themselves. */
const LONGEST_TEXT = 6_000
const FIRST_WAIT_MS = 5 * SECOND_MS
const LONGEST_WAIT_MS = 5 * MINUTE_MS
/** A text that comes back within this time has its vector still. */
const KEEP_MS = 7 * DAY_MS
const MOST_FAILURE = 300
/** After so many new vectors the database is told to look at the table anew: it plans by what it knew. */
const LOOKED_AT_ANEW = 1_000

/** Gives every chunk its vector, in the background: what is new, and everything when the model is another. */
export function createEmbedding(deps: EmbedderDeps) {
  const { store, jobs, clock, log, embedder } = deps
  const stopping = new AbortController()
  const work = embedder && new Work({ ...deps, embedder, signal: stopping.signal })
  // Also without a model: a job of the time when there was one ends.
  jobs.define<object>(KIND, async () => {
    if (work) return work.run()
    await store.transaction((tx) => setWorking(tx, false))
    return 'done'
  })
  let looking: Promise<void> | null = null
  let timer: Timer | null = null
  let first = true

  const look = async (model: string): Promise<void> => {
    const { working, model: last } = await embeddingState(store.read)
    if (last !== model && (await store.transaction((tx) => changeModel(tx, model))))
      log.info({ model, before: last }, 'embeddings.model_changed')
    // Vectors of before the database could compare them; afterwards the job does it.
    if (first) await deps.nearest?.catchUp(stopping.signal)
    first = false
    if (working || !(await isAnyWaiting(store.read))) return
    await store.transaction(async (tx) => {
      if (!(await setWorking(tx, true))) return
      await jobs.enqueue(tx, [{ kind: KIND, payload: {}, dueAt: clock.now(), workspaceId: null }])
    })
  }

  return {
    /** Looks for chunks that wait, again and again. */
    start(): void {
      if (!embedder) return
      const once = (): void => {
        looking ??= look(embedder.model)
          .catch((error: unknown) => log.warn({ err: error }, 'embeddings.look_failed'))
          .finally(() => (looking = null))
      }
      timer = repeat(clock, LOOK_EVERY_MS, once)
      once()
    },
    async stop(): Promise<void> {
      timer?.cancel()
      stopping.abort()
      await looking
    },
  }
}

/** What is embedded of a chunk: what it says, with what it stands under. */
function textOf({ title, headings, lead, text }: WaitingChunk): string {
  const around = [title, ...headings, lead].filter((each) => each !== '')
  return [around.join(' › '), text].join('\n').slice(0, LONGEST_TEXT).toWellFormed()
}

/** Names a text among a site's; 128 bits. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

type Settled = Parameters<typeof settleMeanings>[1][number]
type Vectors = Map<string, Float32Array>

class Work {
  readonly #deps: EmbedderDeps & { readonly embedder: Embedder; readonly signal: AbortSignal }
  #failures = 0
  #forgotAt: number | null = null
  #added = 0

  constructor(deps: EmbedderDeps & { readonly embedder: Embedder; readonly signal: AbortSignal }) {
    this.#deps = deps
  }

  async run(): Promise<JobResult> {
    const { store, clock, signal } = this.#deps
    for (let batch = 0; batch < MOST_BATCHES; batch++) {
      if (signal.aborted) return { again: clock.now() + SECOND_MS }
      const waiting = await waitingChunks(store.read, BATCH)
      const [first] = waiting
      if (!first) {
        await this.#finish()
        return 'done'
      }
      const chunks = waiting.filter(
        ({ workspaceId, siteId }) => workspaceId === first.workspaceId && siteId === first.siteId,
      )
      const failure = await this.#embed(chunks)
      if (this.#added >= LOOKED_AT_ANEW) await this.#lookAnew()
      await this.#deps.nearest?.catchUp(signal)
      if (failure) return { again: clock.now() + this.#waitAfter(failure) }
      this.#failures = 0
    }
    return { again: clock.now() }
  }

  async #lookAnew(): Promise<void> {
    this.#added = 0
    await this.#deps.store.transaction((tx) => lookAtVectorsAnew(tx))
  }

  async #finish(): Promise<void> {
    const { store, clock } = this.#deps
    if (this.#added > 0) await this.#lookAnew()
    const forget = this.#forgotAt === null || clock.now() - this.#forgotAt >= DAY_MS
    await store.transaction(async (tx) => {
      await setWorking(tx, false)
      if (forget) await forgetVectors(tx, clock.now() - KEEP_MS)
    })
    if (forget) this.#forgotAt = clock.now()
  }

  #waitAfter(failure: ModelFailure): number {
    const { log, embedder } = this.#deps
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** this.#failures++, LONGEST_WAIT_MS)
    if (failure.reason === 'cancelled') return SECOND_MS
    log.warn({ model: embedder.model, reason: failure.reason, detail: failure.detail }, 'embeddings.failed')
    return Math.max(waitMs, failure.retryAfterMs ?? 0)
  }

  /** Chunks of one site. A failure that is of the service and not of a text leaves them as they are. */
  async #embed(chunks: readonly WaitingChunk[]): Promise<ModelFailure | null> {
    const { store, embedder } = this.#deps
    const [{ workspaceId, siteId }] = chunks as [WaitingChunk]
    const texts = new Map(chunks.map((chunk) => [hashOf(textOf(chunk)), textOf(chunk)]))
    const known = await textsWithVector(store.read, { workspaceId, siteId, model: embedder.model }, [...texts.keys()])
    for (const hash of known) texts.delete(hash)
    const made: Vectors = new Map()
    const refused = new Map<string, string>()
    const failure = await this.#ask([...texts], made, refused)
    const settled = chunks.flatMap((chunk): Settled[] => {
      const hash = hashOf(textOf(chunk))
      if (known.has(hash) || made.has(hash)) return [{ number: chunk.number, hash, failure: null }]
      const why = refused.get(hash)
      return why === undefined ? [] : [{ number: chunk.number, hash: null, failure: why.slice(0, MOST_FAILURE) }]
    })
    return (await this.#settle({ workspaceId, siteId }, made, settled)) ?? failure
  }

  async #settle(
    site: { readonly workspaceId: string; readonly siteId: string },
    made: Vectors,
    settled: readonly Settled[],
  ): Promise<ModelFailure | null> {
    const { store, embedder, clock } = this.#deps
    const dimensions = made.values().next().value?.length
    return store.transaction(async (tx) => {
      if (dimensions !== undefined && !(await learnDimensions(tx, embedder.model, dimensions)))
        return otherLength(dimensions)
      const vectors = [...made].map(([hash, vector]) => ({ ...site, hash, vector: unitOf(vector) }))
      await addVectors(tx, { model: embedder.model, madeAt: clock.now() }, vectors)
      await settleMeanings(tx, settled)
      this.#added += vectors.length
      return null
    })
  }

  /** Where a service refuses some texts together, each is asked for alone: one that is too long keeps no other back. */
  async #ask(
    texts: readonly (readonly [hash: string, text: string])[],
    made: Vectors,
    refused: Map<string, string>,
  ): Promise<ModelFailure | null> {
    const { embedder, signal } = this.#deps
    if (texts.length === 0) return null
    const call = { kind: 'document' as const, withinMs: BATCH_MS, signal }
    const outcome = await embedder.embed(
      texts.map(([, text]) => text),
      call,
    )
    if (outcome.kind === 'embedded') {
      texts.forEach(([hash], at) => made.set(hash, outcome.vectors[at] as Float32Array))
      return null
    }
    if (outcome.reason !== 'refused') return outcome
    const [only, second] = texts
    if (only && !second) refused.set(only[0], outcome.detail)
    else
      for (const each of texts) {
        const failure = await this.#ask([each], made, refused)
        if (failure) return failure
      }
    return null
  }
}

function otherLength(dimensions: number): ModelFailure {
  const detail = `The service’s vectors have ${dimensions} numbers now, and others before. Give the model another name (POSTHORN_EMBEDDINGS_MODEL) to begin anew.`
  return { kind: 'failed', reason: 'malformed', detail, retryAfterMs: null }
}
