import { parseEventPattern } from '@posthorn/contract'

import { ApiError, invalid } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import { lockWorkspace } from '../access/index.ts'
import type { VetWebhookUrl } from './port.ts'
import { newSecret } from './secrets.ts'
import { callbackWebhookId, insertWebhook, registeredWebhooksOf } from './store-webhooks.ts'
import { NO_ATTEMPTS, renderWebhook, type Webhook } from './webhook.ts'
import type { WebhookDeps } from './webhook-deps.ts'
import { writeInTurn } from './write-in-turn.ts'

/** Contract 3.2. */
const MOST_WEBHOOKS = 50

/** Registers a webhook; its answer is the only place where the whole secret is shown. */
export async function registerWebhook(deps: WebhookDeps, call: Call<'webhooks.create'>): Promise<Answer> {
  const { body, caller } = call
  checkEvents(body.events)
  await checkUrl(deps.vetUrl, 'url', body.url)
  const now = deps.clock.now()
  const { text, stored } = newSecret(deps.random, deps.box, now)
  const webhook: Webhook = {
    id: deps.newId.uuid(),
    workspaceId: caller.workspaceId,
    url: body.url,
    name: body.name ?? null,
    description: body.description ?? null,
    events: body.events,
    isActive: true,
    failingSince: null,
    failureCount: 0,
    secrets: [stored],
    signatures: body.signatures ?? [],
    retryPolicy: body.retry_policy ?? 'standard',
    createdAt: now,
    updatedAt: now,
  }
  return writeInTurn(deps, call, async (tx) => {
    // Those behind callback URLs come by themselves, and must not keep their owner from registering one.
    const others = await registeredWebhooksOf(tx, caller.workspaceId)
    if (others.length >= MOST_WEBHOOKS) throw new ApiError('WEBHOOK_LIMIT_REACHED', { words: { limit: MOST_WEBHOOKS } })
    refuseDuplicate(others, webhook)
    await insertWebhook(tx, webhook)
    return dataAnswer(201, renderWebhook(webhook, NO_ATTEMPTS, now, text))
  })
}

/** Refuses names that are no events, and names the right one where it is known (contract 5.1). */
export function checkEvents(events: readonly string[], param = 'events'): void {
  for (const item of events) {
    const pattern = parseEventPattern(item)
    if (pattern.kind === 'refused') throw invalid(param, pattern.message)
  }
}

export async function checkUrl(vetUrl: VetWebhookUrl, param: string, url: string): Promise<void> {
  const vetted = await vetUrl(url)
  if (!vetted.ok)
    throw new ApiError('BLOCKED_URL', {
      param,
      words: { url: url.slice(0, 200), reason: vetted.message.replace(/\.$/, '') },
    })
}

/** The same URL with the same set of events would send everything twice. */
export function refuseDuplicate(others: readonly Webhook[], webhook: Webhook): void {
  const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
    new Set(one).size === new Set(other).size && one.every((item) => other.includes(item))
  const twin = others.find(
    (other) => other.id !== webhook.id && other.url === webhook.url && sameSet(other.events, webhook.events),
  )
  if (twin) throw new ApiError('DUPLICATE_WEBHOOK', { words: { webhook_id: twin.id } })
}

/**
 * The webhook behind a message's `callback_url`: one for each URL, subscribed to nothing, so that it gets only what is
 * sent to it by name. It shows in the list like any other, with its history and health.
 */
export async function callbackWebhook(
  deps: WebhookDeps,
  tx: Transaction,
  workspaceId: string,
  url: string,
): Promise<string> {
  const known = await callbackWebhookId(tx, workspaceId, url)
  if (known !== undefined) return known
  await lockWorkspace(tx, workspaceId, deps.store.words.forUpdate)
  const made = await callbackWebhookId(tx, workspaceId, url)
  if (made !== undefined) return made
  const now = deps.clock.now()
  const webhook: Webhook = {
    id: deps.newId.uuid(),
    workspaceId,
    url,
    name: 'Callbacks of messages',
    description: 'Made for the callback_url of messages; gets the events of those messages only.',
    events: [],
    isActive: true,
    failingSince: null,
    failureCount: 0,
    secrets: [newSecret(deps.random, deps.box, now).stored],
    signatures: [],
    retryPolicy: 'standard',
    createdAt: now,
    updatedAt: now,
  }
  await insertWebhook(tx, webhook)
  return webhook.id
}
