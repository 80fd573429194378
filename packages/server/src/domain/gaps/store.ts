import type { GapQuote, GapState } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { Site } from '../knowledge/index.ts'
import type { Gap, GapQuestionRow } from './gap.ts'

export interface GapTables {
  gap: {
    id: string
    workspace_id: string
    site_id: string
    state: GapState
    reopened: number
    question_count: number
    declined: number
    low_confidence: number
    bad_feedback: number
    /** JSON. */
    examples: string
    first_seen_at: number
    last_seen_at: number
    /** 1: questions came since it was drafted. */
    draft_due: number
    draft_question: string
    draft_answer: string | null
    /** JSON. */
    draft_quotes: string
    edited_question: string | null
    edited_answer: string | null
    edited_title: string | null
    edited_category: string | null
    document_id: string | null
    resolved_at: number | null
    dismissed_at: number | null
    created_at: number
    updated_at: number
  }
}

export function toGap(row: Selectable<GapTables['gap']>): Gap {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    siteId: row.site_id,
    state: row.state,
    reopened: row.reopened === 1,
    questionCount: row.question_count,
    reasons: { declined: row.declined, low_confidence: row.low_confidence, bad_feedback: row.bad_feedback },
    examples: JSON.parse(row.examples) as string[],
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    draft: {
      question: row.draft_question,
      answer: row.draft_answer,
      quotes: JSON.parse(row.draft_quotes) as GapQuote[],
    },
    edited: {
      question: row.edited_question,
      answer: row.edited_answer,
      title: row.edited_title,
      category: row.edited_category,
    },
    documentId: row.document_id,
    resolvedAt: row.resolved_at,
    dismissedAt: row.dismissed_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

export async function gapById(
  read: Reader,
  { workspaceId, siteId }: Site,
  id: string,
  forUpdate = '',
): Promise<Gap | undefined> {
  const [row] = await read.all<Selectable<GapTables['gap']>>(
    `select * from gap where workspace_id = $1 and site_id = $2 and id = $3 ${forUpdate}`,
    [workspaceId, siteId, id],
  )
  return row && toGap(row)
}

export interface GapFilter {
  readonly state: GapState | undefined
  readonly sort: 'count' | 'last'
}

export async function gapsOf(
  read: Reader,
  { workspaceId, siteId }: Site,
  { state, sort }: GapFilter,
  page: Page,
): Promise<{ total: number; gaps: Gap[] }> {
  let query = read
    .tables<GapTables>()
    .selectFrom('gap')
    .where('workspace_id', '=', workspaceId)
    .where('site_id', '=', siteId)
  if (state !== undefined) query = query.where('state', '=', state)
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query
    .selectAll()
    .orderBy(sort === 'last' ? 'last_seen_at' : 'question_count', 'desc')
    .orderBy('id', 'desc')
    .limit(page.perPage)
    .offset(page.offset)
    .execute()
  return { total, gaps: rows.map(toGap) }
}

/** Writes what people decide: state, edits, document. */
export async function updateGap(tx: Transaction, gap: Gap): Promise<void> {
  await tx
    .tables<GapTables>()
    .updateTable('gap')
    .set({
      state: gap.state,
      reopened: gap.reopened ? 1 : 0,
      edited_question: gap.edited.question,
      edited_answer: gap.edited.answer,
      edited_title: gap.edited.title,
      edited_category: gap.edited.category,
      document_id: gap.documentId,
      resolved_at: gap.resolvedAt,
      dismissed_at: gap.dismissedAt,
      updated_at: gap.updatedAt,
    })
    .where('workspace_id', '=', gap.workspaceId)
    .where('id', '=', gap.id)
    .execute()
}

/** The questions of a gap, the newest first. */
export async function questionsOf(
  read: Reader,
  { workspaceId, id }: Pick<Gap, 'workspaceId' | 'id'>,
  page: Page,
): Promise<{ total: number; questions: GapQuestionRow[] }> {
  const [count] = await read.all<{ total: number }>(
    'select count(*) as total from gap_question where workspace_id = $1 and gap_id = $2',
    [workspaceId, id],
  )
  const rows = await read.all<{
    request_id: string
    session_id: string
    question: string
    language: string
    reason: GapQuestionRow['reason']
    asked_at: number
  }>(
    `select request_id, session_id, question, language, reason, asked_at from gap_question
     where workspace_id = $1 and gap_id = $2 order by asked_at desc, request_id desc limit $3 offset $4`,
    [workspaceId, id, page.perPage, page.offset],
  )
  const questions = rows.map((row) => ({
    requestId: row.request_id,
    sessionId: row.session_id,
    question: row.question,
    language: row.language,
    reason: row.reason,
    askedAt: row.asked_at,
  }))
  return { total: count?.total ?? 0, questions }
}

/** What a list says of its gaps beside their rows. */
export interface GapCounts {
  readonly sessions: number
  /** Of them, those that asked since a given time. */
  readonly lately: number
  /** The most frequent first. */
  readonly languages: readonly { readonly language: string; readonly questions: number }[]
}

export async function countsOf(
  read: Reader,
  workspaceId: string,
  gapIds: readonly string[],
  since: number,
): Promise<Map<string, GapCounts>> {
  const sessions = await read.allIn<{ gap_id: string; sessions: number; lately: number }>(
    `select gap_id, count(distinct session_id) as sessions,
       count(distinct case when asked_at >= $3 then session_id end) as lately
     from gap_question where gap_id in $keys and workspace_id = $2 group by gap_id`,
    gapIds,
    [workspaceId, since],
  )
  const languages = await read.allIn<{ gap_id: string; language: string; questions: number }>(
    `select gap_id, language, count(*) as questions from gap_question
     where gap_id in $keys and workspace_id = $2 group by gap_id, language order by count(*) desc, language`,
    gapIds,
    [workspaceId],
  )
  const byGap = Map.groupBy(languages, ({ gap_id }) => gap_id)
  return new Map(
    sessions.map((row) => [
      row.gap_id,
      { sessions: row.sessions, lately: row.lately, languages: byGap.get(row.gap_id) ?? [] },
    ]),
  )
}
