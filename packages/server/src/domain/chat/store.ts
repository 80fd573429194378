import type { ChatFailure, ChatMode, ChatRequestState, Feedback } from '@posthorn/contract'

import { batchTable, type Reader, type Transaction } from '../../store/index.ts'
import type { ConfidenceLevel } from './answer.ts'
import type { AnsweredBy } from './answerer.ts'
import type { ChatRequest, StoredAnswer, StoredCitation } from './chat-request.ts'

export interface RequestRow {
  readonly id: string
  readonly workspace_id: string
  readonly site_id: string
  readonly session_id: string
  readonly mode: ChatMode
  readonly api_key_id: string
  readonly integration: string
  readonly environment: string
  readonly simulated: number
  readonly email: string | null
  readonly message: string
  readonly response_language: string | null
  readonly state: ChatRequestState
  readonly answered: number | null
  readonly answered_by: AnsweredBy | null
  readonly answer: string | null
  readonly language: string | null
  readonly confidence: number | null
  readonly confidence_level: ConfidenceLevel | null
  readonly support: number | null
  readonly error_code: ChatFailure | null
  readonly error_message: string | null
  readonly batch_id: string | null
  readonly webhook_id: string | null
  readonly feedback: Feedback | null
  readonly feedback_comment: string | null
  readonly feedback_at: number | null
  readonly created_at: number
  readonly started_at: number | null
  readonly completed_at: number | null
  readonly deadline_at: number
  readonly hung_up_at: number | null
  readonly polled_at: number | null
  readonly polls: number
}

export function toRequest(row: RequestRow): ChatRequest {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    siteId: row.site_id,
    sessionId: row.session_id,
    mode: row.mode,
    apiKeyId: row.api_key_id,
    integration: row.integration,
    environment: row.environment,
    simulated: row.simulated === 1,
    email: row.email,
    message: row.message,
    responseLanguage: row.response_language,
    state: row.state,
    answer: row.state === 'completed' ? answerOf(row) : null,
    failure:
      row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '', given: row.answer },
    batchId: row.batch_id,
    webhookId: row.webhook_id,
    feedback:
      row.feedback === null ? null : { word: row.feedback, comment: row.feedback_comment, at: row.feedback_at ?? 0 },
    createdAt: row.created_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    deadlineAt: row.deadline_at,
    hungUpAt: row.hung_up_at,
    polledAt: row.polled_at,
    polls: row.polls,
  }
}

function answerOf(row: RequestRow): StoredAnswer {
  return {
    answered: row.answered === 1,
    answeredBy: row.answered_by ?? 'documents',
    text: row.answer ?? '',
    language: row.language ?? '',
    confidence: row.confidence ?? 0,
    confidenceLevel: row.confidence_level ?? 'low',
    support: row.support ?? 0,
  }
}

const requestTable = batchTable('chat_request', {
  id: 'text',
  workspace_id: 'text',
  site_id: 'text',
  session_id: 'text',
  mode: 'text',
  api_key_id: 'text',
  integration: 'text',
  environment: 'text',
  simulated: 'integer',
  email: 'text',
  message: 'text',
  response_language: 'text',
  state: 'text',
  batch_id: 'text',
  webhook_id: 'text',
  created_at: 'time',
  started_at: 'time',
  deadline_at: 'time',
})

export function insertRequest(tx: Transaction, request: ChatRequest): Promise<void> {
  return tx.insertRows(requestTable, [
    {
      id: request.id,
      workspace_id: request.workspaceId,
      site_id: request.siteId,
      session_id: request.sessionId,
      mode: request.mode,
      api_key_id: request.apiKeyId,
      integration: request.integration,
      environment: request.environment,
      simulated: request.simulated ? 1 : 0,
      email: request.email,
      message: request.message,
      response_language: request.responseLanguage,
      state: request.state,
      batch_id: request.batchId,
      webhook_id: request.webhookId,
      created_at: request.createdAt,
      started_at: request.startedAt,
      deadline_at: request.deadlineAt,
    },
  ])
}

/** A request of a workspace; with `lock`, held until the end of the transaction. */
export async function requestById(
  read: Reader,
  { workspaceId, id }: Pick<ChatRequest, 'workspaceId' | 'id'>,
  lock = '',
): Promise<ChatRequest | undefined> {
  const [row] = await read.all<RequestRow>(`select * from chat_request where id = $1 and workspace_id = $2 ${lock}`, [
    id,
    workspaceId,
  ])
  return row && toRequest(row)
}

/** Begins the work on a request; true also of one whose process died over it. False: it is finished. */
export async function startRequest(
  tx: Transaction,
  { workspaceId, id }: Pick<ChatRequest, 'workspaceId' | 'id'>,
  { at, batchId }: { readonly at: number; readonly batchId: string | null },
): Promise<boolean> {
  const changed = await tx.run(
    `update chat_request set state = 'processing', started_at = $3, batch_id = $4
     where id = $1 and workspace_id = $2 and state in ('pending', 'processing')`,
    [id, workspaceId, at, batchId],
  )
  return changed > 0
}

/** Writes the answer to a request that is not finished; false: it is, so nothing was written. */
export async function completeRequest(
  tx: Transaction,
  request: ChatRequest,
  answer: StoredAnswer,
  at: number,
): Promise<boolean> {
  const changed = await tx.run(
    `update chat_request set state = 'completed', answered = $3, answered_by = $4, answer = $5, language = $6,
       confidence = $7, confidence_level = $8, support = $9, completed_at = $10, batch_id = $11
     where id = $1 and workspace_id = $2 and state in ('pending', 'processing')`,
    [
      request.id,
      request.workspaceId,
      answer.answered ? 1 : 0,
      answer.answeredBy,
      answer.text,
      answer.language,
      answer.confidence,
      answer.confidenceLevel,
      answer.support,
      at,
      request.batchId,
    ],
  )
  return changed > 0
}

export interface Failing {
  readonly code: ChatFailure
  readonly message: string
  /** What a stream had given out. */
  readonly given: string | null
  readonly hungUp: boolean
}

/** The same for one that gets no answer. */
export async function failRequest(
  tx: Transaction,
  { id, workspaceId }: Pick<ChatRequest, 'workspaceId' | 'id'>,
  { code, message, given, hungUp }: Failing,
  at: number,
): Promise<boolean> {
  const changed = await tx.run(
    `update chat_request set state = 'failed', error_code = $3, error_message = $4, answer = $5, completed_at = $6,
       hung_up_at = coalesce(hung_up_at, $7)
     where id = $1 and workspace_id = $2 and state in ('pending', 'processing')`,
    [id, workspaceId, code, message, given, at, hungUp ? at : null],
  )
  return changed > 0
}

/** Notes that a caller left whose answer is kept for a repetition of the call. */
export async function noteHungUp(
  tx: Transaction,
  { id, workspaceId }: Pick<ChatRequest, 'workspaceId' | 'id'>,
  at: number,
): Promise<void> {
  await tx.run('update chat_request set hung_up_at = coalesce(hung_up_at, $3) where id = $1 and workspace_id = $2', [
    id,
    workspaceId,
    at,
  ])
}

/** Requests whose deadline has passed, of every workspace, the oldest first. Read in the transaction that fails them. */
export async function overdueRequests(
  tx: Transaction,
  now: number,
  most: number,
  lock: string,
): Promise<ChatRequest[]> {
  const rows = await tx.all<RequestRow>(
    `select * from chat_request where state in ('pending', 'processing') and deadline_at <= $1
     order by deadline_at limit $2 ${lock}`,
    [now, most],
  )
  return rows.map(toRequest)
}

const citationTable = batchTable('chat_citation', {
  request_id: 'text',
  position: 'integer',
  workspace_id: 'text',
  site_id: 'text',
  document_id: 'text',
  version: 'integer',
  title: 'text',
  headings: 'text',
  quote: 'text',
  start_at: 'integer',
  end_at: 'integer',
  language: 'text',
})

export function insertCitations(
  tx: Transaction,
  { id, workspaceId, siteId }: ChatRequest,
  citations: readonly StoredCitation[],
): Promise<void> {
  return tx.insertRows(
    citationTable,
    citations.map((citation, position) => ({
      request_id: id,
      position,
      workspace_id: workspaceId,
      site_id: siteId,
      document_id: citation.documentId,
      version: citation.version,
      title: citation.title,
      headings: JSON.stringify(citation.headings),
      quote: citation.quote,
      start_at: citation.start,
      end_at: citation.end,
      language: citation.language,
    })),
  )
}

interface CitationRow {
  readonly request_id: string
  readonly workspace_id: string
  readonly document_id: string
  readonly version: number
  readonly title: string
  readonly headings: string
  readonly quote: string
  readonly start_at: number
  readonly end_at: number
  readonly language: StoredCitation['language']
}

/** What the answers to these requests rest on, by request. */
export async function citationsOf(
  read: Reader,
  workspaceId: string,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredCitation[]>> {
  if (requestIds.length === 0) return new Map()
  const rows = await read.allIn<CitationRow>(
    `select request_id, workspace_id, document_id, version, title, headings, quote, start_at, end_at, language
     from chat_citation where request_id in $keys and workspace_id = $2 order by request_id, position`,
    requestIds,
    [workspaceId],
  )
  const grouped = Map.groupBy(rows, (row) => row.request_id)
  return new Map([...grouped].map(([id, own]) => [id, own.map(toCitation)]))
}

function toCitation(row: CitationRow): StoredCitation {
  return {
    documentId: row.document_id,
    version: row.version,
    title: row.title,
    headings: JSON.parse(row.headings) as string[],
    quote: row.quote,
    start: row.start_at,
    end: row.end_at,
    language: row.language,
  }
}
