import type { GapReason, GapState } from '@posthorn/contract'

import { batchTable, type Transaction } from '../../store/index.ts'
import type { Site } from '../knowledge/index.ts'
import type { Gathered } from './plan-gathering.ts'
import { gatheredOf } from './store-ways.ts'

const siteTable = batchTable('gap_site', { workspace_id: 'text', site_id: 'text', gathered: 'integer' })

const questionTable = batchTable('gap_question', {
  request_id: 'text',
  workspace_id: 'text',
  site_id: 'text',
  gap_id: 'text',
  session_id: 'text',
  question: 'text',
  way: 'text',
  language: 'text',
  reason: 'text',
  asked_at: 'time',
})

const termTable = batchTable('gap_term', { workspace_id: 'text', site_id: 'text', term: 'text', gap_id: 'text' })

/**
 * Takes the site's row, so that whoever else gathers it waits here, and says whether nobody has since `seen`: only then what
 * was planned from what was read holds.
 */
export async function takeSite(tx: Transaction, site: Site, seen: number): Promise<boolean> {
  await tx.addToRows(
    siteTable,
    ['workspace_id', 'site_id'],
    [{ workspace_id: site.workspaceId, site_id: site.siteId, gathered: 1 }],
  )
  return (await gatheredOf(tx, site)) === seen + 1
}

/** What a gap's row says that decides what becomes of it. */
export interface HeldGap {
  readonly id: string
  readonly state: GapState
  readonly documentId: string | null
  readonly resolvedAt: number | null
}

/** Holds gaps, in the order of their ids, as everybody does who holds several. */
export async function holdGaps(
  tx: Transaction,
  { workspaceId }: Pick<Site, 'workspaceId'>,
  gapIds: readonly string[],
  forUpdate: string,
): Promise<HeldGap[]> {
  const rows = await tx.allIn<{
    id: string
    state: GapState
    document_id: string | null
    resolved_at: number | null
  }>(
    `select id, state, document_id, resolved_at from gap where id in $keys and workspace_id = $2 order by id ${forUpdate}`,
    gapIds,
    [workspaceId],
  )
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    documentId: row.document_id,
    resolvedAt: row.resolved_at,
  }))
}

export interface Times {
  readonly first: number
  readonly last: number
}

export function timesOf(gathered: readonly Gathered[]): Times {
  const times = gathered.map(({ request }) => request.askedAt)
  return { first: Math.min(...times), last: Math.max(...times) }
}

function countOf(gathered: readonly Gathered[], reason: GapReason): number {
  return gathered.filter(({ request }) => request.reason === reason).length
}

/** A new gap, with what is asked as its draft until it is drafted. */
export async function insertGap(
  tx: Transaction,
  site: Site,
  { id, gathered, now }: { readonly id: string; readonly gathered: readonly Gathered[]; readonly now: number },
): Promise<void> {
  const { first, last } = timesOf(gathered)
  const question = gathered[0]?.question ?? ''
  await tx.run(
    `insert into gap (id, workspace_id, site_id, state, reopened, question_count, declined, low_confidence, bad_feedback,
       examples, first_seen_at, last_seen_at, draft_due, draft_question, draft_answer, draft_quotes, created_at, updated_at)
     values ($1, $2, $3, 'open', 0, $4, $5, $6, $7, $8, $9, $10, 1, $11, null, '[]', $12, $13)`,
    [
      ...[id, site.workspaceId, site.siteId, gathered.length],
      ...[countOf(gathered, 'declined'), countOf(gathered, 'low_confidence'), countOf(gathered, 'bad_feedback')],
      ...[JSON.stringify([question]), first, last, question, now, now],
    ],
  )
}

/** More questions of a gap; `reopens`: it was resolved, and is not. */
export async function addToGap(
  tx: Transaction,
  { workspaceId }: Pick<Site, 'workspaceId'>,
  {
    id,
    gathered,
    reopens,
    now,
  }: { readonly id: string; readonly gathered: readonly Gathered[]; readonly reopens: boolean; readonly now: number },
): Promise<void> {
  const { first, last } = timesOf(gathered)
  await tx.run(
    `update gap set question_count = question_count + $1, declined = declined + $2, low_confidence = low_confidence + $3,
       bad_feedback = bad_feedback + $4, draft_due = 1, updated_at = $5,
       first_seen_at = case when first_seen_at < $6 then first_seen_at else $7 end,
       last_seen_at = case when last_seen_at > $8 then last_seen_at else $9 end,
       state = case when $10 = 1 then 'open' else state end, reopened = case when $11 = 1 then 1 else reopened end
     where id = $12 and workspace_id = $13`,
    [
      ...[gathered.length, countOf(gathered, 'declined'), countOf(gathered, 'low_confidence')],
      ...[countOf(gathered, 'bad_feedback'), now, first, first, last, last],
      ...[reopens ? 1 : 0, reopens ? 1 : 0, id, workspaceId],
    ],
  )
}

/** The questions themselves, how they were asked, and the terms by which their gaps are found. */
export async function insertQuestions(tx: Transaction, site: Site, gathered: readonly Gathered[]): Promise<void> {
  const scope = { workspace_id: site.workspaceId, site_id: site.siteId }
  await tx.insertRows(
    questionTable,
    gathered.map(({ request, gapId, question, way, signature }) => ({
      request_id: request.requestId,
      ...scope,
      gap_id: gapId,
      session_id: request.sessionId,
      question,
      way,
      language: signature.language,
      reason: request.reason,
      asked_at: request.askedAt,
    })),
  )
  for (const { gapId, way, signature } of gathered)
    await tx.run(
      `insert into gap_way (workspace_id, site_id, gap_id, way, signature, questions) values ($1, $2, $3, $4, $5, 1)
       on conflict (gap_id, way) do update set questions = gap_way.questions + 1`,
      [site.workspaceId, site.siteId, gapId, way, JSON.stringify(signature)],
    )
  const terms = new Map(
    gathered.flatMap(({ gapId, signature }) =>
      signature.terms.map(({ term }) => [`${term} ${gapId}`, { ...scope, term, gap_id: gapId }] as const),
    ),
  )
  await tx.insertMissingRows(termTable, ['workspace_id', 'site_id', 'term', 'gap_id'], [...terms.values()])
}
