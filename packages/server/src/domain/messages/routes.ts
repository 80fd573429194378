import type { WhatsAppMessage } from '@posthorn/contract'

import { ApiError, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer, type Handlers } from '../../kernel/call.ts'
import type { NewId } from '../../kernel/new-id.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import type { Store } from '../../store/index.ts'
import type { createAcceptMessage } from './accept-message.ts'
import { combineRecipients } from './combine-recipients.ts'
import { changeOptOutSettings, showOptOutSettings } from './change-opt-out-settings.ts'
import { type MessageContent, readContent } from './content.ts'
import { idPrefixOf, type Message, type MessageKind } from './message.ts'
import type { NewMessage, Prepared } from './new-message.ts'
import { prepareEmail } from './prepare-email.ts'
import { prepareSms } from './prepare-sms.ts'
import { prepareWhatsApp } from './prepare-whatsapp.ts'
import { type PreviewDeps, previewSms } from './preview-sms.ts'
import { readDate } from './read-date.ts'
import { readEngagement } from './read-engagement.ts'
import { refuseForeignSender } from './refuse-foreign-sender.ts'
import { NO_ENGAGEMENT, renderEmail, renderSms, renderWhatsApp } from './render-message.ts'
import { messagesOf, messagesOfCall } from './store.ts'
import { showHistory } from './show-history.ts'
import { appliedHistory } from './store-history.ts'

type MessageRoute =
  | 'sms.send'
  | 'sms.preview'
  | 'sms.optOutSettings'
  | 'sms.updateOptOutSettings'
  | 'sms.status'
  | 'email.send'
  | 'email.status'
  | 'whatsapp.send'
  | 'whatsapp.messages'
  | 'whatsapp.message'
  | 'messages.history'

export interface RouteDeps extends PreviewDeps {
  readonly newId: NewId
  readonly accept: ReturnType<typeof createAcceptMessage>
  /** Says whether a `callback_url` may be called at all, and what to do about it when not. */
  readonly vetCallbackUrl: (url: string) => Promise<{ ok: true } | { ok: false; message: string }>
  /** The platform's own address, from which e-mail comes unless the caller says otherwise. */
  readonly defaultFrom: string
}

export function messageRoutes(deps: RouteDeps): Handlers<MessageRoute> {
  const { store } = deps
  return {
    async 'sms.send'(call) {
      const prepared = prepareSms(call.body)
      if (prepared.callbackUrl !== null) await refuseBlocked(deps, prepared.callbackUrl)
      return deps.accept({
        call,
        message: asked(call, prepared),
        render: (message) => renderSms(message, prepared.content),
      })
    },

    'sms.preview': (call) => previewSms(call, deps),
    'sms.optOutSettings': (call) => showOptOutSettings(call, deps),
    'sms.updateOptOutSettings': (call) => changeOptOutSettings(call, deps),

    async 'email.send'(call) {
      const prepared = prepareEmail(call.body, deps.defaultFrom)
      await refuseForeignSender(store.read, call.caller.workspaceId, prepared.content.from, deps.defaultFrom)
      const render = (message: Message): object => renderEmail(message, prepared.content, NO_ENGAGEMENT)
      return deps.accept({ call, message: asked(call, prepared), render })
    },

    async 'whatsapp.send'(call) {
      const prepared = prepareWhatsApp(call.body)
      return deps.accept({
        call,
        message: asked(call, prepared),
        render: (message) => renderWhatsApp(message, prepared.content),
      })
    },

    async 'sms.status'({ caller, params }) {
      const { message, content } = await oneMessage('sms', 'SMS', caller.workspaceId, params.message_id)
      return dataAnswer(200, renderSms(message, content))
    },

    async 'email.status'({ caller, params }) {
      const rows = await messagesOfCall(store.read, caller.workspaceId, 'email', params.message_id)
      const [first, ...others] = rows
      if (!first) throw notFound('e-mail')
      const history = await appliedHistory(
        store.read,
        rows.map(({ message }) => message.id),
      )
      const combined = combineRecipients([first.message, ...others.map(({ message }) => message)])
      return dataAnswer(200, renderEmail(combined, readContent('email', first.content), readEngagement(history)))
    },

    async 'whatsapp.message'({ caller, params }) {
      const { message, content } = await oneMessage(
        'whatsapp',
        'WhatsApp message',
        caller.workspaceId,
        params.message_id,
      )
      return dataAnswer(200, renderWhatsApp(message, content))
    },

    'whatsapp.messages': (call) => listWhatsApp(store, call),
    'messages.history': (call) => showHistory(store, call),
  }

  function asked({ caller }: Pick<Call, 'caller'>, prepared: Prepared<MessageContent>): NewMessage {
    const id = deps.newId.prefixed(idPrefixOf[prepared.content.kind])
    return { ...prepared, id, workspaceId: caller.workspaceId, simulated: caller.simulated }
  }

  async function oneMessage<Kind extends MessageKind>(kind: Kind, name: string, workspaceId: string, id: string) {
    const [row] = await messagesOfCall(store.read, workspaceId, kind, id)
    if (!row) throw notFound(name)
    return { message: row.message, content: readContent(kind, row.content) }
  }
}

async function listWhatsApp(store: Store, { caller, query }: Call<'whatsapp.messages'>): Promise<Answer> {
  const page = pageOf(query)
  const direction = query.direction && (query.direction.startsWith('in') ? 'inbound' : 'outbound')
  const from = readDate('from_date', query.from_date, 'from')
  const before = readDate('to_date', query.to_date, 'to')
  // No message has a session yet.
  if (query.session_id !== undefined) return pageAnswer(page, 0, [])
  const filter = { kind: 'whatsapp', direction, state: query.status, from, before } as const
  const { total, messages } = await messagesOf(store.read, caller.workspaceId, filter, page)
  const shown = messages.map(({ message, content }): WhatsAppMessage =>
    renderWhatsApp(message, readContent('whatsapp', content)),
  )
  return pageAnswer(page, total, shown)
}

async function refuseBlocked({ vetCallbackUrl }: RouteDeps, url: string): Promise<void> {
  const vetted = await vetCallbackUrl(url)
  if (vetted.ok) return
  const words = { url: url.slice(0, 200), reason: vetted.message.replace(/\.$/, '') }
  throw new ApiError('BLOCKED_URL', { param: 'callback_url', words })
}
