import { invalid, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { checkEvents, checkUrl, refuseDuplicate } from './register-webhook.ts'
import { recordOf } from './store-attempts.ts'
import { cancelWaiting } from './store-deliveries.ts'
import { markDeleted, updateWebhook, webhookById, registeredWebhooksOf, writeHealth } from './store-webhooks.ts'
import { renderWebhook, type Webhook } from './webhook.ts'
import type { WebhookDeps } from './webhook-deps.ts'
import { writeInTurn } from './write-in-turn.ts'

type ChangeCall = Call<'webhooks.update'> | Call<'webhooks.patch'>

/**
 * Changes what is given and leaves the rest. Made inactive, it gets nothing more and what waits is cancelled; made
 * active again, it begins anew: what failed before it was switched off says nothing of the receiver that is there now.
 */
export async function changeWebhook(deps: WebhookDeps, call: ChangeCall): Promise<Answer> {
  const { body, caller, params } = call
  if (body.events) checkEvents(body.events)
  const current = await webhookById(deps.store.read, caller.workspaceId, params.webhook_id)
  if (!current) throw notFound('webhook')
  if (body.url !== undefined && body.url !== current.url) await checkUrl(deps.vetUrl, 'url', body.url)
  const now = deps.clock.now()
  const isActive = wantedActivity(body)
  let changed: Webhook = current
  const answer = await writeInTurn(deps, call, async (tx) => {
    const webhook = await webhookById(tx, caller.workspaceId, params.webhook_id)
    if (!webhook) throw notFound('webhook')
    changed = {
      ...webhook,
      url: body.url ?? webhook.url,
      events: body.events ?? webhook.events,
      name: body.name === undefined ? webhook.name : body.name,
      description: body.description === undefined ? webhook.description : body.description,
      retryPolicy: body.retry_policy ?? webhook.retryPolicy,
      signatures: body.signatures ?? webhook.signatures,
      isActive: isActive ?? webhook.isActive,
      updatedAt: now,
    }
    refuseDuplicate(await registeredWebhooksOf(tx, caller.workspaceId), changed)
    await updateWebhook(tx, changed)
    if (!webhook.isActive && changed.isActive) {
      changed = { ...changed, failureCount: 0, failingSince: null }
      await writeHealth(tx, webhook.id, changed)
    }
    if (webhook.isActive && !changed.isActive) await cancelWaiting(tx, caller.workspaceId, webhook.id, now)
    return dataAnswer(200, renderWebhook(changed, await recordOf(tx, caller.workspaceId, webhook.id), now))
  })
  if (isActive !== undefined) deps.stopped.changed(changed.id, changed.isActive)
  return answer
}

/** Deletes a webhook: it stops receiving events, what waits is cancelled, and its history is kept for 30 days. */
export async function deleteWebhook(deps: WebhookDeps, call: Call<'webhooks.delete'>): Promise<Answer> {
  const { caller, params } = call
  const now = deps.clock.now()
  const answer = await writeInTurn(deps, call, async (tx) => {
    const webhook = await webhookById(tx, caller.workspaceId, params.webhook_id)
    if (!webhook) throw notFound('webhook')
    await markDeleted(tx, caller.workspaceId, webhook.id, now)
    await cancelWaiting(tx, caller.workspaceId, webhook.id, now)
    return { status: 204 }
  })
  deps.stopped.changed(params.webhook_id, false)
  return answer
}

/** `is_active` and `status` say the same; both, and different, cannot be meant. */
function wantedActivity(body: ChangeCall['body']): boolean | undefined {
  const byStatus = body.status === undefined ? undefined : body.status === 'active'
  if (byStatus !== undefined && body.is_active !== undefined && byStatus !== body.is_active) {
    throw invalid('status', 'it contradicts is_active; give one of the two')
  }
  return body.is_active ?? byStatus
}
