import { notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import type { Reader } from '../../store/index.ts'
import { occurredAtById, rawById } from '../events/index.ts'
import { renderAttempt, renderPending } from './delivery.ts'
import { attemptById, attemptsOf, lastAttemptIds } from './store-attempts.ts'
import { deliveriesOfEvent, type DeliveryFilter, deliveryOf, eventLog, pendingDeliveries } from './store-deliveries.ts'
import { webhookById, webhooksOf } from './store-webhooks.ts'
import type { WebhookDeps } from './webhook-deps.ts'

/** The delivery history: what is still to come first, then what was, newest first. */
export async function listDeliveries(deps: WebhookDeps, call: Call<'deliveries.list'>): Promise<Answer> {
  const { caller, query } = call
  const webhook = await webhookById(deps.store.read, caller.workspaceId, call.params.webhook_id)
  if (!webhook) throw notFound('webhook')
  const filter = { ...rangeOf(query), webhookId: webhook.id, eventId: query.event_id }
  const page = pageOf(query)
  const { read } = deps.store
  const pending =
    query.status === undefined || query.status === 'pending'
      ? await pendingDeliveries(read, caller.workspaceId, filter, { limit: page.perPage, offset: page.offset })
      : { total: 0, deliveries: [] }
  if (query.status === 'pending') return pageAnswer(page, pending.total, pending.deliveries.map(renderPending))
  const attempts = await attemptsOf(
    read,
    caller.workspaceId,
    query.status === undefined ? filter : { ...filter, success: query.status === 'success' },
    { limit: page.perPage - pending.deliveries.length, offset: page.offset - pending.total },
  )
  const shown = [...pending.deliveries.map(renderPending), ...attempts.attempts.map(renderAttempt)]
  return pageAnswer(page, pending.total + attempts.total, shown)
}

function rangeOf(query: { event_type?: string; since?: string; until?: string }): Omit<DeliveryFilter, 'webhookId'> {
  return {
    eventType: query.event_type,
    since: query.since === undefined ? undefined : Date.parse(query.since),
    until: query.until === undefined ? undefined : Date.parse(query.until),
  }
}

/** One delivery with what was sent and what came back. Signatures are left out: whoever reads could replay them. */
export async function showDelivery(
  deps: WebhookDeps & { headerPrefix: string },
  call: Call<'deliveries.get'>,
): Promise<Answer> {
  const { workspaceId } = call.caller
  const { webhook_id: webhookId, delivery_id: id } = call.params
  const { read } = deps.store
  const webhook = await webhookById(read, workspaceId, webhookId)
  if (!webhook) throw notFound('webhook')
  const made = await attemptById(read, workspaceId, webhookId, id)
  if (made) {
    const { attempt } = made
    return dataAnswer(200, {
      ...renderAttempt(attempt),
      url: webhook.url,
      request_headers: sentHeaders(deps.headerPrefix, attempt),
      request_body: await bodyOf(read, attempt.eventId),
      response_status: attempt.httpStatus,
      response_headers: made.responseHeaders,
      response_body: made.responseBody,
      error_detail: made.errorDetail,
    })
  }
  const pending = await deliveryOf(read, workspaceId, { webhookId, nextAttemptId: id })
  if (!pending) throw notFound('delivery')
  return dataAnswer(200, {
    ...renderPending(pending),
    url: webhook.url,
    request_headers: null,
    request_body: await bodyOf(read, pending.eventId),
    response_status: null,
    response_headers: null,
    response_body: null,
    error_detail: null,
  })
}

async function bodyOf(read: Reader, eventId: string): Promise<string> {
  return (await rawById(read, [eventId])).get(eventId) ?? ''
}

function sentHeaders(
  prefix: string,
  attempt: { id: string; eventId: string; eventType: string; number: number; startedAt: number },
) {
  const timestamp = String(Math.floor(attempt.startedAt / 1000))
  return {
    'Content-Type': 'application/json',
    [`${prefix}-Timestamp`]: timestamp,
    [`${prefix}-Event-Id`]: attempt.eventId,
    [`${prefix}-Event`]: attempt.eventType,
    [`${prefix}-Delivery-Id`]: attempt.id,
    [`${prefix}-Attempt`]: String(attempt.number),
    'webhook-id': attempt.eventId,
    'webhook-timestamp': timestamp,
  }
}

/** The event log (contract 4.7): one line for each event. */
export async function listEventLog(deps: WebhookDeps, call: Call<'webhooks.eventLog'>): Promise<Answer> {
  const { caller, query } = call
  const { read } = deps.store
  const webhook = await webhookById(read, caller.workspaceId, call.params.webhook_id)
  if (!webhook) throw notFound('webhook')
  const page = pageOf(query)
  const filter = { ...rangeOf(query), webhookId: webhook.id, state: query.state }
  const { total, deliveries } = await eventLog(read, caller.workspaceId, filter, page)
  const eventIds = deliveries.map((delivery) => delivery.eventId)
  const [lastIds, times] = await Promise.all([
    lastAttemptIds(read, webhook.id, eventIds),
    occurredAtById(read, eventIds),
  ])
  const lines = deliveries.map((delivery) => ({
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    occurred_at: isoTime(times.get(delivery.eventId) ?? delivery.createdAt),
    state: delivery.state,
    attempts: delivery.attempts,
    last_http_status: delivery.lastHttpStatus,
    last_error: delivery.lastError,
    next_retry_at: isoTimeOrNull(delivery.dueAt),
    last_delivery_id: lastIds.get(delivery.eventId) ?? null,
  }))
  return pageAnswer(page, total, lines)
}

/** How an event fares with each webhook of its workspace. */
export async function deliveriesForEvent(read: Reader, workspaceId: string, eventId: string): Promise<object[]> {
  const webhooks = await webhooksOf(read, workspaceId)
  const deliveries = await deliveriesOfEvent(
    read,
    workspaceId,
    webhooks.map((webhook) => webhook.id),
    eventId,
  )
  const lines = deliveries.map(async (delivery) => ({
    webhook_id: delivery.webhookId,
    url: webhooks.find((webhook) => webhook.id === delivery.webhookId)?.url ?? '',
    state: delivery.state,
    attempts: delivery.attempts,
    last_http_status: delivery.lastHttpStatus,
    last_error: delivery.lastError,
    next_retry_at: isoTimeOrNull(delivery.dueAt),
    last_delivery_id: (await lastAttemptIds(read, delivery.webhookId, [eventId])).get(eventId) ?? null,
  }))
  return Promise.all(lines)
}
