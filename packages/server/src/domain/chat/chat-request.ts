import type { ChatFailure, ChatMode, ChatRequestState, Feedback } from '@posthorn/contract'

import type { Citation, ConfidenceLevel } from './answer.ts'
import type { AnsweredBy } from './answerer.ts'

/** A question, and what became of it. Ids sort by when they were accepted. Times are milliseconds since 1970. */
export interface ChatRequest {
  readonly id: string
  readonly workspaceId: string
  readonly siteId: string
  readonly sessionId: string
  readonly mode: ChatMode
  readonly apiKeyId: string
  /** Name and environment of that key, as they were then. */
  readonly integration: string
  readonly environment: string
  /** A test key asked: answered alike, and counted nowhere. */
  readonly simulated: boolean
  readonly email: string | null
  readonly message: string
  /** As the caller wrote it. */
  readonly responseLanguage: string | null
  readonly state: ChatRequestState
  readonly answer: StoredAnswer | null
  readonly failure: { readonly code: ChatFailure; readonly message: string; readonly given: string | null } | null
  /** The batch that is being tried on its session. */
  readonly batchId: string | null
  /** The webhook of its `callback_url`. */
  readonly webhookId: string | null
  readonly feedback: { readonly word: Feedback; readonly comment: string | null; readonly at: number } | null
  readonly createdAt: number
  readonly startedAt: number | null
  readonly completedAt: number | null
  readonly deadlineAt: number
  readonly hungUpAt: number | null
  readonly polledAt: number | null
  readonly polls: number
}

/** An answer as it is kept; what it rests on stands beside it. */
export interface StoredAnswer {
  readonly answered: boolean
  readonly answeredBy: AnsweredBy
  readonly text: string
  readonly language: string
  readonly confidence: number
  readonly confidenceLevel: ConfidenceLevel
  readonly support: number
}

/** What an answer rests on, as the log keeps it. */
export type StoredCitation = Citation

export interface ChatSession {
  readonly workspaceId: string
  readonly siteId: string
  readonly sessionId: string
  readonly state: 'open' | 'closed'
  readonly email: string | null
  readonly requests: number
  readonly simulated: boolean
  readonly createdAt: number
  readonly lastRequestAt: number
  readonly closedAt: number | null
}

/** Which site's. */
export interface SiteKey {
  readonly workspaceId: string
  readonly siteId: string
}
