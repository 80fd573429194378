import type { Connection, Reader, VectorWords } from '../../store/index.ts'
import type { NearText } from './nearest-vectors.ts'
import type { VectorSet } from './store-meaning.ts'
import { floatsOf } from './vector.ts'

/** A second column of the same vectors, in the database's own form, where it has one. */
const COLUMN = 'native_vector'

/** Whether the database can compare vectors; from then on it has a column for them. */
export async function addNativeColumn(tx: Connection, words: VectorWords): Promise<boolean> {
  if ((await tx.all(words.present)).length === 0) return false
  for (const statement of words.addColumn('knowledge_vector', COLUMN)) await tx.run(statement)
  return true
}

/** Gives some vectors that lack it their native form; returns how many they were. */
export async function fillNative(tx: Connection, words: VectorWords, limit: number): Promise<number> {
  const rows = await tx.all<{ number: number; vector: Uint8Array }>(
    `select number, vector from knowledge_vector where ${COLUMN} is null order by number limit $1`,
    [limit],
  )
  const update = `update knowledge_vector set ${COLUMN} = ${words.value('$2')} where number = $1`
  for (const { number, vector } of rows) await tx.run(update, [number, textOf(floatsOf(vector))])
  return rows.length
}

/** Exact: every vector of the site is compared, by the database. */
export async function nearestNative(
  read: Reader,
  words: VectorWords,
  { set, vector, limit }: { readonly set: VectorSet; readonly vector: Float32Array; readonly limit: number },
): Promise<NearText[]> {
  const distance = words.distance(COLUMN, '$4')
  const rows = await read.all<{ text_hash: string; distance: number }>(
    `select text_hash, ${distance} as distance from knowledge_vector
     where workspace_id = $1 and site_id = $2 and model = $3 and ${words.length(COLUMN)} = $5
     order by ${distance}, text_hash limit $6`,
    [set.workspaceId, set.siteId, set.model, textOf(vector), vector.length, limit],
  )
  return rows.map(({ text_hash: hash, distance: away }) => ({ hash, similarity: 1 - away }))
}

function textOf(vector: Float32Array): string {
  return `[${vector.join(',')}]`
}
