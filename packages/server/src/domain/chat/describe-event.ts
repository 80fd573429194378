import type { EventDataOf } from '@posthorn/contract'

import { type EventDraft, MOST_EVENT_BYTES } from '../events/index.ts'
import type { ChatRequest, StoredCitation } from './chat-request.ts'
import { renderRequest } from './render-request.ts'

type Data = EventDataOf<'chat.completed'>

/** For the envelope and what else stands in it. */
const ENVELOPE_BYTES = 5_000
const SHORT = 2_000

/** The event of a request that is finished: what polling shows, and whose it is. */
export function describeFinished(request: ChatRequest, citations: readonly StoredCitation[]): EventDraft {
  const { test, ...shown } = renderRequest(request, citations)
  const whole: Data = {
    ...shown,
    site_id: request.siteId,
    tenant_id: request.workspaceId,
    mode: request.mode,
    message: request.message,
    test_key: test,
    truncated: false,
  }
  return {
    workspaceId: request.workspaceId,
    type: request.state === 'completed' ? 'chat.completed' : 'chat.failed',
    data: fitting(whole),
    occurredAt: request.completedAt ?? request.createdAt,
    alsoTo: request.webhookId,
  }
}

/** Receivers refuse events that are too large: quotes are left out first, then the answer is cut (contract 4.2). */
function fitting(data: Data): Data {
  const fits = (some: Data): boolean => Buffer.byteLength(JSON.stringify(some)) <= MOST_EVENT_BYTES - ENVELOPE_BYTES
  if (fits(data)) return data
  const withoutQuotes = { ...data, sources: data.sources.map((source) => ({ ...source, quote: '' })), truncated: true }
  if (fits(withoutQuotes)) return withoutQuotes
  return { ...withoutQuotes, answer: data.answer?.slice(0, SHORT) ?? null, sources: withoutQuotes.sources.slice(0, 20) }
}
