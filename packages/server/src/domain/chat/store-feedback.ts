import type { Feedback } from '@posthorn/contract'

import type { Page } from '../../kernel/page.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { ChatRequest, SiteKey } from './chat-request.ts'
import { type RequestRow, toRequest } from './store.ts'
import { Conditions } from './store-conditions.ts'

export interface FeedbackFilter extends SiteKey {
  readonly feedback?: Feedback | undefined
  readonly documentId?: string | undefined
  readonly batchId?: string | undefined
  readonly withComment?: boolean | undefined
  /** When it was given, in milliseconds since 1970; `until` is the first that is too late. */
  readonly since?: number | undefined
  readonly until?: number | undefined
}

/** Writes the first word on an answer, to a request that the transaction holds. */
export async function writeFeedback(
  tx: Transaction,
  { id, workspaceId }: ChatRequest,
  { word, comment, at }: { readonly word: Feedback; readonly comment: string | null; readonly at: number },
): Promise<void> {
  await tx.run(
    `update chat_request set feedback = $3, feedback_comment = $4, feedback_at = $5
     where id = $1 and workspace_id = $2 and feedback is null`,
    [id, workspaceId, word, comment, at],
  )
}

/** Adds the comment that feedback did not have. */
export async function writeComment(tx: Transaction, { id, workspaceId }: ChatRequest, comment: string): Promise<void> {
  await tx.run(
    'update chat_request set feedback_comment = $3 where id = $1 and workspace_id = $2 and feedback_comment is null',
    [id, workspaceId, comment],
  )
}

function conditionsOf(filter: FeedbackFilter): Conditions {
  const where = new Conditions(['workspace_id', filter.workspaceId], ['site_id', filter.siteId])
  where.that('feedback is not null')
  where.same('feedback', filter.feedback)
  where.same('batch_id', filter.batchId)
  where.and('feedback_at >=', filter.since)
  where.and('feedback_at <', filter.until)
  if (filter.withComment !== undefined) where.that(`feedback_comment is ${filter.withComment ? 'not ' : ''}null`)
  if (filter.documentId !== undefined)
    where.with(
      `exists (select 1 from chat_citation where chat_citation.request_id = chat_request.id
         and chat_citation.workspace_id = chat_request.workspace_id and chat_citation.document_id = $?)`,
      filter.documentId,
    )
  return where
}

/** The last given first. */
export async function feedbackOf(
  read: Reader,
  filter: FeedbackFilter,
  page: Page,
): Promise<{ total: number; requests: ChatRequest[] }> {
  const where = conditionsOf(filter)
  const { total, rows } = await where.page(
    read,
    { table: 'chat_request', order: 'feedback_at desc, id desc' },
    page,
    (sql, values) => read.all<RequestRow>(sql, values),
  )
  return { total, requests: rows.map(toRequest) }
}

/** The same in the order in which it was given, after one that was read. */
export async function feedbackAfter(
  read: Reader,
  filter: FeedbackFilter,
  after: { readonly at: number; readonly id: string },
  most: number,
): Promise<ChatRequest[]> {
  const where = conditionsOf(filter)
  const next = where.values.length + 1
  const rows = await read.all<RequestRow>(
    `select * from chat_request ${where.sql} and (feedback_at > $${next} or (feedback_at = $${next} and id > $${next + 1}))
     order by feedback_at, id limit $${next + 2}`,
    [...where.values, after.at, after.id, most],
  )
  return rows.map(toRequest)
}

export interface DocumentVerdict {
  readonly document_id: string
  readonly title: string
  readonly good: number
  readonly bad: number
  readonly with_comment: number
  readonly last_bad_at: number | null
}

/** Documents behind answers with feedback, the most blamed first; each answer counts once for a document. */
export async function verdictsOf(
  read: Reader,
  filter: Pick<FeedbackFilter, 'workspaceId' | 'siteId' | 'since' | 'until'>,
  { perPage, offset }: Page,
): Promise<{ total: number; documents: DocumentVerdict[] }> {
  const where = conditionsOf(filter)
  where.that('simulated = 0')
  const judged = `select distinct chat_citation.document_id, chat_request.id, chat_request.feedback,
      chat_request.feedback_comment, chat_request.feedback_at
    from chat_request join chat_citation on chat_citation.request_id = chat_request.id
    ${where.sql.replace('workspace_id', 'chat_request.workspace_id').replace('site_id', 'chat_request.site_id')}`
  const [count] = await read.all<{ total: number }>(
    `select cast(count(distinct document_id) as bigint) as total from (${judged}) as judged`,
    where.values,
  )
  const next = where.values.length + 1
  const documents = await read.all<DocumentVerdict>(
    `select document_id,
       (select title from chat_citation where chat_citation.workspace_id = $1
          and chat_citation.document_id = judged.document_id order by request_id desc limit 1) as title,
       cast(sum(case when feedback = 'good' then 1 else 0 end) as bigint) as good,
       cast(sum(case when feedback = 'bad' then 1 else 0 end) as bigint) as bad,
       cast(count(feedback_comment) as bigint) as with_comment,
       max(case when feedback = 'bad' then feedback_at end) as last_bad_at
     from (${judged}) as judged group by document_id
     order by bad desc, good, document_id limit $${next} offset $${next + 1}`,
    [...where.values, perPage, offset],
  )
  return { total: count?.total ?? 0, documents }
}
