import { batchTable, type Store, type Transaction } from '../../store/index.ts'
import type { ReceivedSet } from './join-parts.ts'

/** Where a set is kept. */
export interface SetKey {
  readonly channelId: string
  readonly reference: string
}

const setTable = batchTable('received_set', {
  channel_id: 'text',
  reference: 'text',
  total: 'integer',
  parts: 'text',
  first_at: 'time',
  done_at: 'time',
})

const MOST_TRIES = 5

interface SetRow {
  total: number
  parts: string
  first_at: number
  done_at: number | null
}

/** Holds the set until the end of the transaction, whether or not it was there; null: it was not. */
export async function holdSet(
  tx: Transaction,
  words: Store['words'],
  key: SetKey,
  now: number,
): Promise<ReceivedSet | null> {
  const row = {
    channel_id: key.channelId,
    reference: key.reference,
    total: 0,
    parts: '{}',
    first_at: now,
    done_at: null,
  }
  // Two transactions that bring parts of one message wait for each other here: one of them sees both.
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const made = await tx.insertNewRows(setTable, ['channel_id', 'reference'], [row])
    if (made.size > 0) return null
    const set = await readSet(tx, words, key)
    // Otherwise another process has given it up at this moment.
    if (set) return set
  }
  throw new Error('a set of parts comes and goes')
}

export async function readSet(tx: Transaction, words: Store['words'], key: SetKey): Promise<ReceivedSet | null> {
  const [row] = await tx.all<SetRow>(
    `select total, parts, first_at, done_at from received_set where channel_id = $1 and reference = $2 ${words.forUpdate}`,
    [key.channelId, key.reference],
  )
  if (!row) return null
  const parts = JSON.parse(row.parts) as ReceivedSet['parts']
  return { total: row.total, parts, firstAt: row.first_at, doneAt: row.done_at }
}

export async function writeSet(tx: Transaction, key: SetKey, set: ReceivedSet): Promise<void> {
  await tx.run(
    'update received_set set total = $3, parts = $4, first_at = $5, done_at = $6 where channel_id = $1 and reference = $2',
    [key.channelId, key.reference, set.total, JSON.stringify(set.parts), set.firstAt, set.doneAt],
  )
}

export async function deleteSet(tx: Transaction, key: SetKey): Promise<void> {
  await tx.run('delete from received_set where channel_id = $1 and reference = $2', [key.channelId, key.reference])
}
