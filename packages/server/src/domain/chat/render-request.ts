import type {
  ChatAnswer,
  ChatFeedback as PublicFeedback,
  ChatRecord,
  ChatRequest as PublicRequest,
  ChatSession as PublicSession,
  ChatSource,
} from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import type { ChatRequest, ChatSession, StoredCitation } from './chat-request.ts'

/** Places after the point: more would say more than is known. */
const rounded = (likelihood: number): number => Math.round(likelihood * 1_000) / 1_000

export function renderSource(citation: StoredCitation): ChatSource {
  return {
    document_id: citation.documentId,
    title: citation.title,
    headings: [...citation.headings],
    quote: citation.quote,
    start: citation.start,
    end: citation.end,
    version: citation.version,
    language: citation.language,
  }
}

/** As polling shows it. */
export function renderRequest(request: ChatRequest, citations: readonly StoredCitation[]): PublicRequest {
  const { answer, failure } = request
  return {
    request_id: request.id,
    session_id: request.sessionId,
    status: request.state,
    answered: answer?.answered ?? null,
    answer: answer?.text ?? failure?.given ?? null,
    confidence: answer ? rounded(answer.confidence) : null,
    confidence_level: answer?.confidenceLevel ?? null,
    response_language: answer?.language ?? null,
    sources: citations.map(renderSource),
    error: failure?.code ?? null,
    error_message: failure?.message ?? null,
    test: request.simulated,
    created_at: isoTime(request.createdAt),
    completed_at: isoTimeOrNull(request.completedAt),
  }
}

/** The answer of the synchronous call, of a request that is completed. */
export function renderAnswer(request: ChatRequest, citations: readonly StoredCitation[]): ChatAnswer {
  const { answer, completedAt } = request
  if (!answer || completedAt === null) throw new Error(`${request.id} has no answer to show`)
  return {
    request_id: request.id,
    session_id: request.sessionId,
    status: 'completed',
    answered: answer.answered,
    answer: answer.text,
    confidence: rounded(answer.confidence),
    confidence_level: answer.confidenceLevel,
    response_language: answer.language,
    sources: citations.map(renderSource),
    test: request.simulated,
    created_at: isoTime(request.createdAt),
    completed_at: isoTime(completedAt),
  }
}

/** As the log shows it. */
export function renderRecord(request: ChatRequest, citations: readonly StoredCitation[]): ChatRecord {
  const { answer, feedback } = request
  return {
    ...renderRequest(request, citations),
    site_id: request.siteId,
    message: request.message,
    mode: request.mode,
    email: request.email,
    answered_by: answer?.answeredBy ?? null,
    support: answer ? rounded(answer.support) : null,
    batch_id: request.batchId,
    integration: request.integration,
    environment: request.environment,
    polls: request.polls,
    polled_at: isoTimeOrNull(request.polledAt),
    started_at: isoTimeOrNull(request.startedAt),
    hung_up_at: isoTimeOrNull(request.hungUpAt),
    feedback: feedback?.word ?? null,
    feedback_comment: feedback?.comment ?? null,
    feedback_submitted_at: isoTimeOrNull(feedback?.at ?? null),
  }
}

/** What was thought of an answer. Only of requests that have feedback. */
export function renderFeedback(request: ChatRequest, citations: readonly StoredCitation[]): PublicFeedback {
  const { answer, feedback } = request
  if (!answer || !feedback) throw new Error(`${request.id} has no feedback to show`)
  return {
    request_id: request.id,
    session_id: request.sessionId,
    feedback: feedback.word,
    comment: feedback.comment,
    feedback_submitted_at: isoTime(feedback.at),
    message: request.message,
    answered: answer.answered,
    answer: answer.text,
    confidence: rounded(answer.confidence),
    confidence_level: answer.confidenceLevel,
    response_language: answer.language,
    email: request.email,
    batch_id: request.batchId,
    sources: citations.map(renderSource),
    test: request.simulated,
    created_at: isoTime(request.createdAt),
  }
}

export function renderSession(session: ChatSession): PublicSession {
  return {
    session_id: session.sessionId,
    state: session.state,
    email: session.email,
    requests: session.requests,
    test: session.simulated,
    created_at: isoTime(session.createdAt),
    last_request_at: isoTime(session.lastRequestAt),
    closed_at: isoTimeOrNull(session.closedAt),
  }
}
