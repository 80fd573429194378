import { ApiError, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { HOUR_MS, isoTime } from '../../kernel/time.ts'
import { newSecret, type StoredSecret } from './secrets.ts'
import { recordOf } from './store-attempts.ts'
import { updateWebhook, webhookById } from './store-webhooks.ts'
import { renderWebhook } from './webhook.ts'
import type { WebhookDeps } from './webhook-deps.ts'
import { writeInTurn } from './write-in-turn.ts'

const DEFAULT_OVERLAP_HOURS = 24
/** Secrets valid at the same time; each adds a signature to every request. */
const MOST_VALID = 3

/** Makes a new secret, shown once. The old ones go on signing beside it until the overlap ends (contract 3.2). */
export function rotateSecret(deps: WebhookDeps, call: Call<'webhooks.rotateSecret'>): Promise<Answer> {
  const { caller, params } = call
  const now = deps.clock.now()
  const until = now + (call.body.overlap_hours ?? DEFAULT_OVERLAP_HOURS) * HOUR_MS
  return writeInTurn(deps, call, async (tx) => {
    const webhook = await webhookById(tx, caller.workspaceId, params.webhook_id)
    if (!webhook) throw notFound('webhook')
    const kept = retire(webhook.secrets, until, now)
    if (kept.length >= MOST_VALID) {
      const soonest = Math.min(
        ...webhook.secrets.flatMap((secret) => (isOld(secret, now) ? [secret.validUntil ?? now] : [])),
      )
      throw new ApiError('ROTATION_LIMIT', { words: { limit: MOST_VALID, retry_at: isoTime(soonest) } })
    }
    const { text, stored } = newSecret(deps.random, deps.box, now)
    const changed = { ...webhook, secrets: [stored, ...kept], updatedAt: now }
    await updateWebhook(tx, changed)
    return dataAnswer(200, renderWebhook(changed, await recordOf(tx, caller.workspaceId, webhook.id), now, text))
  })
}

/** Ends the overlap: from now on only the newest secret signs. */
export function confirmSecret(deps: WebhookDeps, call: Call<'webhooks.confirmSecret'>): Promise<Answer> {
  const { caller, params } = call
  const now = deps.clock.now()
  return writeInTurn(deps, call, async (tx) => {
    const webhook = await webhookById(tx, caller.workspaceId, params.webhook_id)
    if (!webhook) throw notFound('webhook')
    const changed = { ...webhook, secrets: webhook.secrets.slice(0, 1), updatedAt: now }
    await updateWebhook(tx, changed)
    return dataAnswer(200, renderWebhook(changed, await recordOf(tx, caller.workspaceId, webhook.id), now))
  })
}

/** The secrets that go on signing until `until`; those that ended are let go, an earlier end is kept. */
function retire(secrets: readonly StoredSecret[], until: number, now: number): StoredSecret[] {
  return secrets
    .map((secret) => ({ ...secret, validUntil: Math.min(secret.validUntil ?? until, until) }))
    .filter((secret) => secret.validUntil > now)
}

function isOld(secret: StoredSecret, now: number): boolean {
  return secret.validUntil !== null && secret.validUntil > now
}
