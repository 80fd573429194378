import type { RolloutLogEntry } from '@posthorn/contract'

import type { Page } from '../../kernel/page.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { DocumentVersion, Rollout } from './rollout.ts'

/** Who does something: a caller, or the platform itself. */
export interface Actor {
  readonly by: string
  /** Null: the platform. */
  readonly keyId: string | null
}

export const watchActor: Actor = { by: 'watch', keyId: null }

/** What was done to a rollout, by whom and why. Never changed once it is written. */
export interface Entry extends Actor {
  readonly action: RolloutLogEntry['action']
  /** Milliseconds since 1970. */
  readonly at: number
  readonly reason: string | null
  readonly override: boolean
  readonly documents: readonly DocumentVersion[]
  readonly details: Readonly<Record<string, unknown>>
}

export interface NumberedEntry extends Entry {
  readonly number: number
}

/** Adds an entry to the log of a rollout that the transaction holds, or has just made. */
export async function addEntry(
  tx: Transaction,
  { id, workspaceId, siteId }: Pick<Rollout, 'id' | 'workspaceId' | 'siteId'>,
  entry: Entry,
): Promise<void> {
  await tx.run('update rollout set entries = entries + 1 where workspace_id = $1 and id = $2', [workspaceId, id])
  await tx.run(
    `insert into rollout_log (rollout_id, number, workspace_id, site_id, at, action, made_by, key_id, reason, overridden,
       documents, details)
     select id, entries, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 from rollout where id = $1 and workspace_id = $2`,
    [
      ...[id, workspaceId, siteId, entry.at, entry.action, entry.by, entry.keyId, entry.reason, entry.override ? 1 : 0],
      ...[JSON.stringify(entry.documents), JSON.stringify(entry.details)],
    ],
  )
}

interface EntryRow {
  readonly number: number
  readonly at: number
  readonly action: Entry['action']
  readonly made_by: string
  readonly key_id: string | null
  readonly reason: string | null
  readonly overridden: number
  readonly documents: string
  readonly details: string
}

const COLUMNS = 'number, at, action, made_by, key_id, reason, overridden, documents, details'
const WHERE = 'where rollout_id = $1 and workspace_id = $2'

type Of = Pick<Rollout, 'id' | 'workspaceId'>

function toEntry(row: EntryRow): NumberedEntry {
  return {
    number: row.number,
    at: row.at,
    action: row.action,
    by: row.made_by,
    keyId: row.key_id,
    reason: row.reason,
    override: row.overridden === 1,
    documents: JSON.parse(row.documents) as DocumentVersion[],
    details: JSON.parse(row.details) as Record<string, unknown>,
  }
}

/** Newest first. */
export async function entriesOf(
  read: Reader,
  { id, workspaceId }: Of,
  page: Pick<Page, 'perPage' | 'offset'>,
): Promise<{ total: number; entries: NumberedEntry[] }> {
  const [counted] = await read.all<{ total: number }>(`select count(*) as total from rollout_log ${WHERE}`, [
    id,
    workspaceId,
  ])
  const rows = await read.all<EntryRow>(
    `select ${COLUMNS} from rollout_log ${WHERE} order by number desc limit $3 offset $4`,
    [id, workspaceId, page.perPage, page.offset],
  )
  return { total: counted?.total ?? 0, entries: rows.map(toEntry) }
}

/** Oldest first, after a number. */
export async function entriesAfter(
  read: Reader,
  { id, workspaceId }: Of,
  after: number,
  most: number,
): Promise<NumberedEntry[]> {
  const sql = `select ${COLUMNS} from rollout_log ${WHERE} and number > $3 order by number limit $4`
  return (await read.all<EntryRow>(sql, [id, workspaceId, after, most])).map(toEntry)
}
