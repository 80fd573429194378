import { batchTable, type Connection, type Reader, type Transaction } from '../../store/index.ts'
import type { FoundChunk, Site } from './indexed-document.ts'
import { type ChunkRow, COLUMNS, type Shelves, shownOn, toChunk } from './store-search.ts'
import { bytesOf, floatsOf, signsOf, wordsOf } from './vector.ts'

const vectorTable = batchTable('knowledge_vector', {
  workspace_id: 'text',
  site_id: 'text',
  model: 'text',
  text_hash: 'text',
  signs: 'bytes',
  vector: 'bytes',
  made_at: 'time',
})

const meaningTable = batchTable('knowledge_meaning', { number: 'time', text_hash: 'text', failure: 'text' })

/** The model whose vectors there are, and whether a job makes them now. */
export interface EmbeddingState {
  readonly model: string | null
  readonly dimensions: number | null
  readonly working: boolean
}

export async function embeddingState(read: Reader): Promise<EmbeddingState> {
  const [row] = await read.all<{ model: string | null; dimensions: number | null; working: number }>(
    'select model, dimensions, working from knowledge_embedding where one = 1',
  )
  return { model: row?.model ?? null, dimensions: row?.dimensions ?? null, working: row?.working === 1 }
}

/** Begins with another model: every chunk waits again, and what the model before it made is gone. */
export async function changeModel(tx: Transaction, model: string): Promise<boolean> {
  const changed = await tx.run(
    'update knowledge_embedding set model = $1, dimensions = null where one = 1 and (model is null or model <> $2)',
    [model, model],
  )
  if (changed === 0) return false
  await tx.run(
    'update knowledge_meaning set text_hash = null, failure = null where text_hash is not null or failure is not null',
  )
  await tx.run('delete from knowledge_vector where model <> $1', [model])
  return true
}

/** True where nobody was working: whoever set it enqueues the job, in the same transaction. */
export async function setWorking(tx: Connection, working: boolean): Promise<boolean> {
  const set = 'update knowledge_embedding set working = $1 where one = 1 and working = $2'
  return (await tx.run(set, working ? [1, 0] : [0, 1])) === 1
}

/** Learnt from the first vectors; false where there are others of another length already. */
export async function learnDimensions(tx: Transaction, model: string, dimensions: number): Promise<boolean> {
  const learn =
    'update knowledge_embedding set dimensions = $1 where one = 1 and model = $2 and (dimensions is null or dimensions = $3)'
  return (await tx.run(learn, [dimensions, model, dimensions])) === 1
}

/** A chunk that waits for its vector: what of it is embedded. */
export interface WaitingChunk extends Site {
  readonly number: number
  readonly title: string
  readonly headings: readonly string[]
  readonly lead: string
  readonly text: string
}

interface WaitingRow {
  readonly number: number
  readonly workspace_id: string
  readonly site_id: string
  readonly title: string
  readonly headings: string
  readonly lead: string
  readonly body: string
}

/** Whoever's they are: as the engine's, this work is of no one workspace. What is done with each names its own. */
export async function waitingChunks(read: Reader, limit: number): Promise<WaitingChunk[]> {
  const rows = await read.all<WaitingRow>(
    `select m.number, m.workspace_id, m.site_id, c.title, c.headings, c.lead, c.body from knowledge_meaning m
     join knowledge_chunk c on c.number = m.number
     where m.text_hash is null and m.failure is null order by m.number limit $1`,
    [limit],
  )
  return rows.map(({ workspace_id: workspaceId, site_id: siteId, body: text, headings, ...row }) => ({
    ...row,
    workspaceId,
    siteId,
    text,
    headings: JSON.parse(headings) as string[],
  }))
}

export async function isAnyWaiting(read: Reader): Promise<boolean> {
  const rows = await read.all('select 1 from knowledge_meaning where text_hash is null and failure is null limit 1')
  return rows.length > 0
}

/** Of these texts, those that have a vector. */
export async function textsWithVector(
  read: Reader,
  { workspaceId, siteId, model }: Site & { readonly model: string },
  hashes: readonly string[],
): Promise<Set<string>> {
  const rows = await read.allIn<{ text_hash: string }>(
    'select text_hash from knowledge_vector where text_hash in $keys and workspace_id = $2 and site_id = $3 and model = $4',
    hashes,
    [workspaceId, siteId, model],
  )
  return new Set(rows.map(({ text_hash: hash }) => hash))
}

export interface NewVector extends Site {
  readonly hash: string
  /** Of length 1. */
  readonly vector: Float32Array
}

export async function addVectors(
  tx: Transaction,
  { model, madeAt }: { readonly model: string; readonly madeAt: number },
  vectors: readonly NewVector[],
): Promise<void> {
  const rows = vectors.map(({ workspaceId, siteId, hash, vector }) => ({
    workspace_id: workspaceId,
    site_id: siteId,
    model,
    text_hash: hash,
    signs: bytesOf(signsOf(vector)),
    vector: bytesOf(vector),
    made_at: madeAt,
  }))
  await tx.insertMissingRows(vectorTable, ['workspace_id', 'site_id', 'model', 'text_hash'], rows)
}

/** Says what became of chunks that waited; of those that are gone meanwhile, nothing. */
export async function settleMeanings(
  tx: Transaction,
  settled: readonly { readonly number: number; readonly hash: string | null; readonly failure: string | null }[],
): Promise<void> {
  const rows = settled.map(({ number, hash, failure }) => ({ number, text_hash: hash, failure }))
  await tx.overwriteRows(meaningTable, ['number'], rows)
}

/**
 * PostgreSQL does this by itself some time after many rows came in. Until then it takes a site's vectors for few, and looks through
 * all of them for each that is wanted: seconds.
 */
export async function lookAtVectorsAnew(tx: Transaction): Promise<void> {
  await tx.run('analyze knowledge_vector')
}

/** Vectors that are of no chunk any more and were made before; texts that come back within that time need no new one. */
export async function forgetVectors(tx: Transaction, madeBefore: number): Promise<number> {
  return tx.run(
    `delete from knowledge_vector where made_at < $1 and not exists (select 1 from knowledge_meaning m
     where m.workspace_id = knowledge_vector.workspace_id and m.site_id = knowledge_vector.site_id
       and m.text_hash = knowledge_vector.text_hash)`,
    [madeBefore],
  )
}

export interface MeaningCounts {
  readonly chunks: number
  readonly withVector: number
  readonly refused: number
}

export async function countMeanings(read: Reader, { workspaceId, siteId }: Site): Promise<MeaningCounts> {
  const [row] = await read.all<{ chunks: number; with_vector: number; refused: number }>(
    `select cast(count(*) as integer) as chunks, cast(count(text_hash) as integer) as with_vector,
       cast(count(failure) as integer) as refused
     from knowledge_meaning where workspace_id = $1 and site_id = $2`,
    [workspaceId, siteId],
  )
  return { chunks: row?.chunks ?? 0, withVector: row?.with_vector ?? 0, refused: row?.refused ?? 0 }
}

/** Vectors of one model on one site. */
export interface VectorSet extends Site {
  readonly model: string
}

/** The signs of vectors, in the order in which they came in, after `number`. */
export async function signsAfter(
  read: Reader,
  { workspaceId, siteId, model }: VectorSet,
  after: { readonly number: number; readonly limit: number },
): Promise<{ readonly number: number; readonly hash: string; readonly signs: Uint32Array }[]> {
  const rows = await read.all<{ number: number; text_hash: string; signs: Uint8Array }>(
    `select number, text_hash, signs from knowledge_vector
     where workspace_id = $1 and site_id = $2 and model = $3 and number > $4 order by number limit $5`,
    [workspaceId, siteId, model, after.number, after.limit],
  )
  return rows.map(({ number, text_hash: hash, signs }) => ({ number, hash, signs: wordsOf(signs) }))
}

export async function vectorsOf(
  read: Reader,
  { workspaceId, siteId, model }: VectorSet,
  hashes: readonly string[],
): Promise<{ readonly hash: string; readonly vector: Float32Array }[]> {
  const rows = await read.allIn<{ text_hash: string; vector: Uint8Array }>(
    'select text_hash, vector from knowledge_vector where text_hash in $keys and workspace_id = $2 and site_id = $3 and model = $4',
    hashes,
    [workspaceId, siteId, model],
  )
  return rows.map(({ text_hash: hash, vector }) => ({ hash, vector: floatsOf(vector) }))
}

/** The chunks of these shelves that say what was embedded under these hashes. */
export async function chunksOfTexts(
  read: Reader,
  shelves: Shelves,
  hashes: readonly string[],
): Promise<{ readonly hash: string; readonly chunk: FoundChunk }[]> {
  const columns = COLUMNS.map((column) => `c.${column}`).join(', ')
  const rows = await read.allIn<ChunkRow & { text_hash: string }>(
    `select m.text_hash, ${columns} from knowledge_meaning m join knowledge_chunk c on c.number = m.number
     where m.text_hash in $keys and m.workspace_id = $2 and m.site_id = $3`,
    hashes,
    [shelves.workspaceId, shelves.siteId],
  )
  const isShown = shownOn(shelves)
  return rows
    .filter((row) => shelves.shelves.includes(row.shelf) && isShown(row))
    .map((row) => ({ hash: row.text_hash, chunk: toChunk(row) }))
}
