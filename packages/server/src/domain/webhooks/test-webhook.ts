import { events, expandPatterns, isAllowed, isCustomEventType, isEventType } from '@posthorn/contract'

import { ApiError, invalid, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import type { OutboundOutcome } from '../../kernel/guarded-fetch/index.ts'
import { prepareTarget } from '../../kernel/guarded-fetch/index.ts'
import { HOUR_MS } from '../../kernel/time.ts'
import { insertEvents, sealEnvelope } from '../events/index.ts'
import type { NotifyOwners } from '../notifications/index.ts'
import { RECEIVER_LIMIT_MS } from './attempt-delivery.ts'
import { errorOf } from './decide-after-attempt.ts'
import { type Attempt, renderAttempt } from './delivery.ts'
import { noticeOf } from './notices.ts'
import type { PostWebhook } from './port.ts'
import type { SecretKeys } from './secrets.ts'
import { answerColumns } from './settle-attempts.ts'
import { signRequest, type SigningWords, tamperSignatures } from './sign-request.ts'
import { insertAttempts, testsSince } from './store-attempts.ts'
import { lockHealthOf, webhookById, writeHealth } from './store-webhooks.ts'
import { trackHealth } from './track-health.ts'
import { stateOf, type Webhook } from './webhook.ts'
import type { WebhookDeps } from './webhook-deps.ts'

export interface TestDeps extends WebhookDeps {
  readonly post: PostWebhook
  readonly secrets: SecretKeys
  readonly words: SigningWords
  readonly notifyOwners: NotifyOwners
}

/** Contract 3.2. */
const TESTS_PER_HOUR = 10

/** Sends one sample event and waits for the answer. It is kept in the history, never retried, and a failure does not count. */
export function createTestWebhook(deps: TestDeps): (call: Call<'webhooks.test'>) => Promise<Answer> {
  // Tests that wait for their answer: not written yet, they count towards the limit all the same.
  const underWay = new Map<string, { webhookId: string }>()
  return async (call) => {
    const webhook = await webhookById(deps.store.read, call.caller.workspaceId, call.params.webhook_id)
    if (!webhook) throw notFound('webhook')
    if (!isAllowed('webhook', 'test', stateOf(webhook))) throw new ApiError('WEBHOOK_INACTIVE')
    const sample = sampleOf(webhook, sampleType(webhook, call.body.event), deps)
    const others = [...underWay].flatMap(([attemptId, { webhookId }]) => (webhookId === webhook.id ? [attemptId] : []))
    underWay.set(sample.attemptId, { webhookId: webhook.id })
    try {
      await enforceLimit(deps, webhook, others)
      return await runTest(deps, call, webhook, sample)
    } finally {
      underWay.delete(sample.attemptId)
    }
  }
}

async function runTest(deps: TestDeps, call: Call<'webhooks.test'>, webhook: Webhook, sample: Sample): Promise<Answer> {
  const mode = call.body.mode ?? 'normal'
  const startedAt = deps.clock.now()
  const outcome = await send(deps, webhook, sample, mode)
  const attempt = attemptOf(webhook, sample, outcome, { startedAt, finishedAt: deps.clock.now() })
  const passed = mode === 'normal' ? attempt.success : attempt.httpStatus === 401
  return deps.write(call, async (tx) => {
    const { raw, eventId, type } = sample
    const event = { id: eventId, workspaceId: webhook.workspaceId, type, raw, occurredAt: startedAt, alsoTo: null }
    await insertEvents(tx, [event], true, startedAt)
    await insertAttempts(tx, [columnsOf(webhook, attempt, outcome)])
    if (attempt.success && mode === 'normal') await reviveAfterSuccess(deps, tx, webhook.id, attempt.finishedAt)
    return dataAnswer(200, { ...renderAttempt(attempt), mode, passed })
  })
}

interface Sample {
  readonly eventId: string
  readonly attemptId: string
  readonly type: string
  readonly raw: string
}

/** The asked type, or the first one subscribed to; of a webhook that only takes custom events, one of those. */
function sampleType(webhook: Webhook, asked: string | undefined): string {
  if (asked !== undefined) {
    if (isEventType(asked) || isCustomEventType(asked)) return asked
    throw invalid('event', `${JSON.stringify(asked)} is not an event; GET /v1/event-types lists them`)
  }
  const first = expandPatterns(webhook.events)[0] ?? 'message.received'
  return first.replace(/\.\*$/, '.test')
}

function sampleOf(webhook: Webhook, type: string, { newId, clock }: WebhookDeps): Sample {
  const example = isEventType(type) ? events[type].example : { message: 'A test event of Posthorn' }
  const eventId = `evt_test_${newId.prefixed('x').slice(2)}`
  const draft = {
    workspaceId: webhook.workspaceId,
    type: type as 'message.received',
    data: { ...example, test: true },
    occurredAt: clock.now(),
  }
  return { eventId, attemptId: newId.uuid(), type, raw: sealEnvelope(eventId, draft) }
}

/** `underWay`: ids of tests that had not ended before this one began; some may have by now, and are not counted twice. */
async function enforceLimit(deps: TestDeps, webhook: Webhook, underWay: readonly string[]): Promise<void> {
  const now = deps.clock.now()
  const made = await testsSince(deps.store.read, webhook.workspaceId, webhook.id, now - HOUR_MS)
  const written = new Set(made.map(({ id }) => id))
  const counted = made.length + underWay.filter((id) => !written.has(id)).length
  if (counted < TESTS_PER_HOUR) return
  const oldest = made[counted - TESTS_PER_HOUR]?.finished_at ?? now
  const retryAfter = Math.max(1, Math.ceil((oldest + HOUR_MS - now) / 1000))
  throw new ApiError('TEST_LIMIT_REACHED', { words: { limit: TESTS_PER_HOUR, retry_after: retryAfter }, retryAfter })
}

function send(deps: TestDeps, webhook: Webhook, sample: Sample, mode: 'normal' | 'tampered'): Promise<OutboundOutcome> {
  const parts = {
    eventId: sample.eventId,
    eventType: sample.type,
    attemptId: sample.attemptId,
    attempt: 1,
    raw: sample.raw,
    bodySignature: webhook.signatures.includes('body'),
    test: true,
  }
  const headers = signRequest(parts, deps.secrets.open(JSON.stringify(webhook.secrets)), deps.clock.now(), deps.words)
  return deps.post({
    target: prepareTarget(webhook.url),
    headers: mode === 'tampered' ? tamperSignatures(headers, deps.random) : headers,
    body: sample.raw,
    timeoutMs: RECEIVER_LIMIT_MS,
  })
}

function attemptOf(
  webhook: Webhook,
  sample: Sample,
  outcome: OutboundOutcome,
  times: { startedAt: number; finishedAt: number },
): Attempt {
  const columns = answerColumns(outcome, outcome.kind === 'answered' ? outcome : null)
  return {
    id: sample.attemptId,
    webhookId: webhook.id,
    eventId: sample.eventId,
    eventType: sample.type,
    number: 1,
    trigger: 'test',
    success: errorOf(outcome) === null,
    httpStatus: columns.http_status,
    responseTimeMs: columns.response_time_ms,
    error: columns.error,
    permanent: false,
    slow: columns.slow === 1,
    nextRetryAt: null,
    scheduledAt: times.startedAt,
    ...times,
  }
}

function columnsOf(webhook: Webhook, attempt: Attempt, outcome: OutboundOutcome) {
  return {
    id: attempt.id,
    workspace_id: webhook.workspaceId,
    webhook_id: webhook.id,
    event_id: attempt.eventId,
    event_type: attempt.eventType,
    attempt: 1,
    trigger_kind: attempt.trigger,
    success: attempt.success ? 1 : 0,
    permanent: 0,
    next_retry_at: null,
    scheduled_at: attempt.scheduledAt,
    started_at: attempt.startedAt,
    finished_at: attempt.finishedAt,
    ...answerColumns(outcome, outcome.kind === 'answered' ? outcome : null),
  }
}

/** A success of any kind makes a failing endpoint active again (contract 4.6). */
async function reviveAfterSuccess(
  deps: TestDeps,
  tx: Parameters<NotifyOwners>[0],
  webhookId: string,
  finishedAt: number,
): Promise<void> {
  const [row] = await lockHealthOf(tx, [webhookId], deps.store.words.forUpdate)
  if (!row || row.failure_count === 0) return
  const current = { failureCount: row.failure_count, failingSince: row.failing_since }
  const { health, signals } = trackHealth(current, [{ success: true, finishedAt }])
  await writeHealth(tx, webhookId, health)
  for (const signal of signals) await deps.notifyOwners(tx, noticeOf(signal, row))
}
