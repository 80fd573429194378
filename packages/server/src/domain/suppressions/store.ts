import type { SuppressionChannel, SuppressionReason } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import { batchTable, type Reader, type Transaction } from '../../store/index.ts'
import { type Mode, type Place, placeKey, type Suppression } from './suppression.ts'

interface SuppressionTables {
  suppression: {
    id: string
    workspace_id: string
    mode: Mode
    channel: SuppressionChannel
    address: string
    reason: SuppressionReason
    message_id: string | null
    expires_at: number | null
    created_at: number
  }
}

const suppressionTable = batchTable('suppression', {
  id: 'text',
  workspace_id: 'text',
  mode: 'text',
  channel: 'text',
  address: 'text',
  reason: 'text',
  message_id: 'text',
  expires_at: 'time',
  created_at: 'time',
})

function toSuppression(row: Selectable<SuppressionTables['suppression']>): Suppression {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    mode: row.mode,
    channel: row.channel,
    address: row.address,
    reason: row.reason,
    messageId: row.message_id,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
  }
}

/** Places in one statement. Few sizes, so that few statements are prepared; the rest of the room repeats a place. */
const SIZES = [1, 8, 64] as const
const MOST_PLACES = 64

/** Which of these places have an entry that holds at `now`; as `placeKey` writes them. */
export async function suppressedAmong(read: Reader, places: readonly Place[], now: number): Promise<Set<string>> {
  const found = new Set<string>()
  for (let from = 0; from < places.length; from += MOST_PLACES) {
    const some = places.slice(from, from + MOST_PLACES)
    const size = SIZES.find((each) => each >= some.length) ?? MOST_PLACES
    const filled = Array.from({ length: size }, (_, index) => some[Math.min(index, some.length - 1)])
    const values = filled.flatMap((place) =>
      place ? [place.workspaceId, place.mode, place.channel, place.address] : [],
    )
    const rows = await read.all<Selectable<SuppressionTables['suppression']>>(FIND[size], values)
    for (const row of rows.map(toSuppression))
      if (row.expiresAt === null || row.expiresAt > now) found.add(placeKey(row))
  }
  return found
}

const FIND = { 1: findOf(1), 8: findOf(8), 64: findOf(64) }

function findOf(size: number): string {
  const places = Array.from({ length: size }, (_, index) => {
    const first = 4 * index + 1
    return `($${first}, $${first + 1}, $${first + 2}, $${first + 3})`
  })
  return `select * from suppression where (workspace_id, mode, channel, address) in (values ${places.join(', ')})`
}

/** One of a workspace's lists. */
export type List = Pick<Place, 'workspaceId' | 'mode' | 'channel'>

/**
 * Writes entries of one list; returns the addresses that are new on it. An entry that holds for good stays as it is: its
 * first reason is the one that counts. One that ends is replaced.
 */
export async function insertSuppressions(
  tx: Transaction,
  list: List,
  suppressions: readonly Suppression[],
): Promise<Set<string>> {
  // Sorted, so that two transactions that write the same rows wait for each other in one direction only.
  const sorted = [...suppressions].sort((one, other) => (one.address < other.address ? -1 : 1))
  await tx.runIn(
    'delete from suppression where address in $keys and workspace_id = $2 and mode = $3 and channel = $4 and expires_at is not null',
    sorted.map(({ address }) => address),
    [list.workspaceId, list.mode, list.channel],
  )
  const inserted = await tx.insertNewRows(
    suppressionTable,
    ['workspace_id', 'mode', 'channel', 'address'],
    sorted.map((suppression) => ({
      id: suppression.id,
      workspace_id: list.workspaceId,
      mode: list.mode,
      channel: list.channel,
      address: suppression.address,
      reason: suppression.reason,
      message_id: suppression.messageId,
      expires_at: suppression.expiresAt,
      created_at: suppression.createdAt,
    })),
  )
  return new Set(sorted.filter((each) => inserted.has(placeKey(each))).map(({ address }) => address))
}

export interface SuppressionFilter extends List {
  readonly reason?: SuppressionReason | undefined
  readonly address?: string | undefined
  readonly now: number
}

/** The entries that hold now, newest first. */
export async function suppressionsOf(
  read: Reader,
  filter: SuppressionFilter,
  page: Page,
): Promise<{ total: number; suppressions: Suppression[] }> {
  const all = holding(read, filter)
  const { total } = await all.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await all.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, suppressions: rows.map(toSuppression) }
}

/** The same oldest first, from behind an id on. */
export async function suppressionsAfter(
  read: Reader,
  filter: SuppressionFilter,
  afterId: string,
  most: number,
): Promise<Suppression[]> {
  const rows = await holding(read, filter).selectAll().where('id', '>', afterId).orderBy('id').limit(most).execute()
  return rows.map(toSuppression)
}

function holding(read: Reader, { workspaceId, mode, channel, reason, address, now }: SuppressionFilter) {
  let query = read
    .tables<SuppressionTables>()
    .selectFrom('suppression')
    .where('workspace_id', '=', workspaceId)
    .where('mode', '=', mode)
    .where('channel', '=', channel)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
  if (reason !== undefined) query = query.where('reason', '=', reason)
  if (address !== undefined) query = query.where('address', '=', address)
  return query
}

export async function suppressionById(
  read: Reader,
  { workspaceId, mode }: Pick<Place, 'workspaceId' | 'mode'>,
  id: string,
): Promise<Suppression | undefined> {
  const row = await read
    .tables<SuppressionTables>()
    .selectFrom('suppression')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('mode', '=', mode)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toSuppression(row)
}

export async function suppressionAt(read: Reader, place: Place): Promise<Suppression | undefined> {
  const row = await read
    .tables<SuppressionTables>()
    .selectFrom('suppression')
    .selectAll()
    .where('workspace_id', '=', place.workspaceId)
    .where('mode', '=', place.mode)
    .where('channel', '=', place.channel)
    .where('address', '=', place.address)
    .executeTakeFirst()
  return row && toSuppression(row)
}

/** Whether there was one. */
export async function deleteSuppression(
  tx: Transaction,
  { workspaceId, mode }: Pick<Place, 'workspaceId' | 'mode'>,
  id: string,
): Promise<boolean> {
  const sql = 'delete from suppression where workspace_id = $1 and mode = $2 and id = $3'
  return (await tx.run(sql, [workspaceId, mode, id])) > 0
}

/** Takes entries off that were made for these reasons; returns whether there was one. */
export async function deleteSuppressionAt(
  tx: Transaction,
  { workspaceId, mode, channel, address }: Place,
  reasons: readonly SuppressionReason[],
): Promise<boolean> {
  const sql = `delete from suppression where reason in $keys and workspace_id = $2 and mode = $3 and channel = $4 and address = $5`
  return (await tx.runIn(sql, reasons, [workspaceId, mode, channel, address])) > 0
}
