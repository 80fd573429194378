import { notFound } from '../../kernel/api-error.ts'
import type { Handlers } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { cancelBatch, type CancelDeps, cancelMessage } from './cancel-message.ts'
import { renderSummary } from './render-summary.ts'
import { type BulkDeps, renderBatch, sendBulkEmail, sendBulkSms, sendBulkWhatsApp } from './send-bulk.ts'
import { batchById, messagesOfBatch } from './store-batches.ts'

type BulkRoute =
  'sms.sendBulk' | 'whatsapp.sendBulk' | 'email.sendBulk' | 'messages.cancel' | 'batches.get' | 'batches.cancel'

export function bulkRoutes(deps: BulkDeps & CancelDeps): Handlers<BulkRoute> {
  const { store } = deps
  return {
    'sms.sendBulk': (call) => sendBulkSms(deps, call),
    'whatsapp.sendBulk': (call) => sendBulkWhatsApp(deps, call),
    'email.sendBulk': (call) => sendBulkEmail(deps, call),
    'messages.cancel': (call) => cancelMessage(deps, call),
    'batches.cancel': (call) => cancelBatch(deps, call),

    async 'batches.get'({ caller, params, query }) {
      const { workspaceId } = caller
      const batch = await batchById(store.read, workspaceId, params.batch_id)
      if (!batch) throw notFound('batch')
      const page = pageOf(query)
      const { counts, messages } = await messagesOfBatch(store.read, workspaceId, batch.id, page)
      const shown = messages.map((message) => renderSummary(message, { to: [message.address], batchId: batch.id }))
      const data = { id: batch.id, ...renderBatch(batch), counts, messages: shown }
      const { body } = pageAnswer(page, batch.accepted, []) as { body: { meta: object } }
      return { status: 200, body: { data, meta: body.meta } }
    },
  }
}
