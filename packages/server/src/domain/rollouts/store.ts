import type { RolloutState, RolloutThresholds } from '@posthorn/contract'
import type { Insertable, Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { Figures } from './figures.ts'
import type { Approval, DocumentVersion, Rollout, SmokeRun } from './rollout.ts'

/** Whose rollouts. */
export interface Owner {
  readonly workspaceId: string
  readonly siteId: string
}

interface RolloutRow {
  id: string
  workspace_id: string
  site_id: string
  batch_id: string
  name: string
  state: RolloutState
  share: number
  /** JSON, as are thresholds, approval, smoke and before_figures. */
  stages: string
  thresholds: string
  approval: string | null
  smoke: string | null
  reason: string | null
  paused_by_watch: number
  watched_since: number | null
  before_figures: string | null
  checked_at: number | null
  entries: number
  created_at: number
  updated_at: number
  started_at: number | null
  paused_at: number | null
  expanded_at: number | null
  ended_at: number | null
}

interface RolloutTables {
  rollout: RolloutRow
}

function toRollout(row: Selectable<RolloutRow>): Rollout {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    siteId: row.site_id,
    batchId: row.batch_id,
    name: row.name,
    state: row.state,
    share: row.share,
    stages: JSON.parse(row.stages) as number[],
    thresholds: JSON.parse(row.thresholds) as RolloutThresholds,
    approval: row.approval === null ? null : (JSON.parse(row.approval) as Approval),
    smoke: row.smoke === null ? null : (JSON.parse(row.smoke) as SmokeRun),
    reason: row.reason,
    pausedByWatch: row.paused_by_watch === 1,
    watchedSince: row.watched_since,
    before: row.before_figures === null ? null : (JSON.parse(row.before_figures) as Figures),
    checkedAt: row.checked_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    startedAt: row.started_at,
    pausedAt: row.paused_at,
    expandedAt: row.expanded_at,
    endedAt: row.ended_at,
  }
}

function toRow(rollout: Rollout): Omit<Insertable<RolloutRow>, 'entries'> {
  return {
    id: rollout.id,
    workspace_id: rollout.workspaceId,
    site_id: rollout.siteId,
    batch_id: rollout.batchId,
    name: rollout.name,
    state: rollout.state,
    share: rollout.share,
    stages: JSON.stringify(rollout.stages),
    thresholds: JSON.stringify(rollout.thresholds),
    approval: rollout.approval && JSON.stringify(rollout.approval),
    smoke: rollout.smoke && JSON.stringify(rollout.smoke),
    reason: rollout.reason,
    paused_by_watch: rollout.pausedByWatch ? 1 : 0,
    watched_since: rollout.watchedSince,
    before_figures: rollout.before && JSON.stringify(rollout.before),
    checked_at: rollout.checkedAt,
    created_at: rollout.createdAt,
    updated_at: rollout.updatedAt,
    started_at: rollout.startedAt,
    paused_at: rollout.pausedAt,
    expanded_at: rollout.expandedAt,
    ended_at: rollout.endedAt,
  }
}

export async function insertRollout(tx: Transaction, rollout: Rollout): Promise<void> {
  await tx
    .tables<RolloutTables>()
    .insertInto('rollout')
    .values({ ...toRow(rollout), entries: 0 })
    .execute()
}

/** Writes a rollout that the transaction holds. */
export async function updateRollout(tx: Transaction, rollout: Rollout): Promise<void> {
  await tx
    .tables<RolloutTables>()
    .updateTable('rollout')
    .set(toRow(rollout))
    .where('workspace_id', '=', rollout.workspaceId)
    .where('id', '=', rollout.id)
    .execute()
}

/** Writes when the watch looked last, of a rollout that nothing else of is changed. */
export async function writeChecked(
  tx: Transaction,
  { workspaceId, id }: Pick<Rollout, 'workspaceId' | 'id'>,
  at: number,
): Promise<void> {
  await tx.run('update rollout set checked_at = $1 where workspace_id = $2 and id = $3', [at, workspaceId, id])
}

/** Whoever changes a rollout holds its site first: of two that are started at once one waits, and is refused. */
export async function holdSite(tx: Transaction, { workspaceId, siteId }: Owner, forUpdate: string): Promise<void> {
  await tx.all(`select id from site where id = $1 and workspace_id = $2 ${forUpdate}`, [siteId, workspaceId])
}

const WHERE = 'where workspace_id = $1 and site_id = $2'

export async function rolloutById(
  read: Reader,
  { workspaceId, siteId }: Owner,
  id: string,
): Promise<Rollout | undefined> {
  const [row] = await read.all<RolloutRow>(`select * from rollout ${WHERE} and id = $3`, [workspaceId, siteId, id])
  return row && toRollout(row)
}

/** The same, held until the transaction ends. */
export async function holdRollout(
  tx: Transaction,
  { workspaceId, siteId }: Owner,
  id: string,
  forUpdate: string,
): Promise<Rollout | undefined> {
  const sql = `select * from rollout ${WHERE} and id = $3 ${forUpdate}`
  const [row] = await tx.all<RolloutRow>(sql, [workspaceId, siteId, id])
  return row && toRollout(row)
}

/** The rollout of a batch, held: what comes in under it waits for what is being done to it. */
export async function holdByBatch(
  tx: Transaction,
  { workspaceId, siteId }: Owner,
  batchId: string,
  forUpdate: string,
): Promise<Rollout | undefined> {
  const sql = `select * from rollout ${WHERE} and batch_id = $3 ${forUpdate}`
  const [row] = await tx.all<RolloutRow>(sql, [workspaceId, siteId, batchId])
  return row && toRollout(row)
}

/** The rollout of a site that is shown to anybody. One row of a small index: asked with every question. */
export async function rolloutUnderWay(
  read: Reader,
  { workspaceId, siteId }: Owner,
): Promise<Pick<Rollout, 'id' | 'name' | 'batchId' | 'state' | 'share'> | undefined> {
  const [row] = await read.all<Pick<RolloutRow, 'id' | 'name' | 'batch_id' | 'state' | 'share'>>(
    `select id, name, batch_id, state, share from rollout ${WHERE} and state in ('running', 'expanded')`,
    [workspaceId, siteId],
  )
  return row && { id: row.id, name: row.name, batchId: row.batch_id, state: row.state, share: row.share }
}

/** Every rollout that is shown to anybody, of all workspaces: what the watch begins with. */
export async function allUnderWay(read: Reader): Promise<Rollout[]> {
  const rows = await read.all<RolloutRow>("select * from rollout where state in ('running', 'expanded') order by id")
  return rows.map(toRollout)
}

/** Newest first. */
export async function rolloutsOf(
  read: Reader,
  { workspaceId, siteId }: Owner,
  filter: { readonly status?: RolloutState | undefined; readonly batchId?: string | undefined },
  page: Page,
): Promise<{ total: number; rollouts: Rollout[] }> {
  let query = read
    .tables<RolloutTables>()
    .selectFrom('rollout')
    .where('workspace_id', '=', workspaceId)
    .where('site_id', '=', siteId)
  if (filter.status !== undefined) query = query.where('state', '=', filter.status)
  if (filter.batchId !== undefined) query = query.where('batch_id', '=', filter.batchId)
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, rollouts: rows.map(toRollout) }
}

/** Documents of a batch in the version that it brings, those that came first first. */
export async function documentsOf(
  read: Reader,
  { workspaceId, id }: Pick<Rollout, 'workspaceId' | 'id'>,
): Promise<DocumentVersion[]> {
  const rows = await read.all<{ document_id: string; source_id: string | null; version: number }>(
    `select document_id, source_id, version from rollout_document
     where workspace_id = $1 and rollout_id = $2 order by added_at, document_id`,
    [workspaceId, id],
  )
  return rows.map((row) => ({ documentId: row.document_id, sourceId: row.source_id, version: row.version }))
}

/** Notes the version of a document that a batch brings, in place of an earlier one. */
export async function putDocument(
  tx: Transaction,
  { id, workspaceId, siteId }: Pick<Rollout, 'id' | 'workspaceId' | 'siteId'>,
  { documentId, sourceId, version }: DocumentVersion,
  at: number,
): Promise<void> {
  await tx.run(
    `insert into rollout_document (rollout_id, document_id, workspace_id, site_id, version, source_id, drafted, added_at)
     values ($1, $2, $3, $4, $5, $6, 0, $7)
     on conflict (rollout_id, document_id) do update set version = excluded.version, source_id = excluded.source_id`,
    [id, documentId, workspaceId, siteId, version, sourceId, at],
  )
}

/** Notes which documents a pause made drafts, or that none of these is one by a pause any more. */
export async function markDrafted(
  tx: Transaction,
  { id, workspaceId }: Pick<Rollout, 'id' | 'workspaceId'>,
  documentIds: readonly string[],
  drafted: boolean,
): Promise<void> {
  const set = `update rollout_document set drafted = ${drafted ? 1 : 0}`
  const where = 'where document_id in $keys and rollout_id = $2 and workspace_id = $3'
  await tx.runIn(`${set} ${where}`, documentIds, [id, workspaceId])
}

export async function draftedDocuments(
  read: Reader,
  { id, workspaceId }: Pick<Rollout, 'id' | 'workspaceId'>,
): Promise<string[]> {
  const rows = await read.all<{ document_id: string }>(
    'select document_id from rollout_document where rollout_id = $1 and workspace_id = $2 and drafted = 1 order by document_id',
    [id, workspaceId],
  )
  return rows.map((row) => row.document_id)
}
