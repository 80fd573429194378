import { notFound } from '../../kernel/api-error.ts'
import { dataAnswer, type Handlers } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { changeWebhook, deleteWebhook } from './change-webhook.ts'
import { listDeliveries, listEventLog, showDelivery } from './list-deliveries.ts'
import { cancelRecovery, type RecoverDeps, startRecovery } from './recover-range.ts'
import { renderRecovery } from './recovery.ts'
import { registerWebhook } from './register-webhook.ts'
import { resendDelivery } from './resend-delivery.ts'
import { confirmSecret, rotateSecret } from './rotate-secret.ts'
import { recordOf } from './store-attempts.ts'
import { recoveriesOf, recoveryById } from './store-recoveries.ts'
import { pageOfWebhooks, webhookById } from './store-webhooks.ts'
import { createTestWebhook, type TestDeps } from './test-webhook.ts'
import { renderWebhook } from './webhook.ts'

type WebhookRoute =
  | 'webhooks.create'
  | 'webhooks.list'
  | 'webhooks.get'
  | 'webhooks.update'
  | 'webhooks.patch'
  | 'webhooks.delete'
  | 'webhooks.test'
  | 'webhooks.rotateSecret'
  | 'webhooks.confirmSecret'
  | 'webhooks.eventLog'
  | 'deliveries.list'
  | 'deliveries.get'
  | 'deliveries.retry'
  | 'recoveries.create'
  | 'recoveries.list'
  | 'recoveries.get'
  | 'recoveries.cancel'

export function webhookRoutes(deps: TestDeps & RecoverDeps): Handlers<WebhookRoute> {
  const { store, clock } = deps
  const showing = { ...deps, headerPrefix: deps.words.headerPrefix }
  return {
    'webhooks.create': (call) => registerWebhook(deps, call),
    'webhooks.update': (call) => changeWebhook(deps, call),
    'webhooks.patch': (call) => changeWebhook(deps, call),
    'webhooks.delete': (call) => deleteWebhook(deps, call),
    'webhooks.test': createTestWebhook(deps),
    'webhooks.rotateSecret': (call) => rotateSecret(deps, call),
    'webhooks.confirmSecret': (call) => confirmSecret(deps, call),
    'webhooks.eventLog': (call) => listEventLog(deps, call),
    'deliveries.list': (call) => listDeliveries(deps, call),
    'deliveries.get': (call) => showDelivery(showing, call),
    'deliveries.retry': (call) => resendDelivery(deps, call),
    'recoveries.create': (call) => startRecovery(deps, call),
    'recoveries.cancel': (call) => cancelRecovery(deps, call),

    async 'webhooks.list'({ caller, query }) {
      const page = pageOf(query)
      const { total, webhooks } = await pageOfWebhooks(store.read, caller.workspaceId, query.status, page)
      const now = clock.now()
      const shown = webhooks.map(async (webhook) =>
        renderWebhook(webhook, await recordOf(store.read, caller.workspaceId, webhook.id), now),
      )
      return pageAnswer(page, total, await Promise.all(shown))
    },

    async 'webhooks.get'({ caller, params }) {
      const webhook = await webhookById(store.read, caller.workspaceId, params.webhook_id)
      if (!webhook) throw notFound('webhook')
      const record = await recordOf(store.read, caller.workspaceId, webhook.id)
      return dataAnswer(200, renderWebhook(webhook, record, clock.now()))
    },

    async 'recoveries.list'({ caller, params, query }) {
      if (!(await webhookById(store.read, caller.workspaceId, params.webhook_id))) throw notFound('webhook')
      const page = pageOf(query)
      const { total, recoveries } = await recoveriesOf(store.read, caller.workspaceId, params.webhook_id, page)
      return pageAnswer(page, total, recoveries.map(renderRecovery))
    },

    async 'recoveries.get'({ caller, params }) {
      const recovery = await recoveryById(store.read, caller.workspaceId, params.webhook_id, params.recovery_id)
      if (!recovery) throw notFound('recovery')
      return dataAnswer(200, renderRecovery(recovery))
    },
  }
}
