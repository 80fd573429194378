import type { WhatsAppMessage } from '@posthorn/contract'

import { notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, type Caller, dataAnswer, type Handlers } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { channelIdOf } from '../channels/index.ts'
import type { AcceptMessages } from './accept-message.ts'
import { applyTemplate } from './apply-template.ts'
import { combineRecipients } from './combine-recipients.ts'
import { changeOptOutSettings, showOptOutSettings } from './change-opt-out-settings.ts'
import { type MessageContent, readContent, type WhatsAppContent } from './content.ts'
import type { FitToChannel } from './hold-to-window.ts'
import type { MediaLinks } from './media-links.ts'
import { idPrefixOf, type Message, type MessageKind } from './message.ts'
import type { ChooseSession, NewMessage, Prepared } from './new-message.ts'
import { prepareEmail } from './prepare-email.ts'
import { prepareSms } from './prepare-sms.ts'
import { prepareWhatsApp } from './prepare-whatsapp.ts'
import { type PreviewDeps, previewSms } from './preview-sms.ts'
import { readDate } from './read-date.ts'
import { readEngagement } from './read-engagement.ts'
import { refuseBlocked, type VetCallbackUrl } from './refuse-blocked.ts'
import { readSchedule } from './read-schedule.ts'
import { refuseForeignSender } from './refuse-foreign-sender.ts'
import { refuseUnfitForSession } from './refuse-unfit-for-session.ts'
import { NO_ENGAGEMENT, renderEmail, renderSms, renderWhatsApp } from './render-message.ts'
import { messagesOf, messagesOfCall } from './store.ts'
import { showDeliveryRates } from './show-delivery-rates.ts'
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
  | 'account.deliveryRates'

export interface RouteDeps extends PreviewDeps {
  readonly clock: Clock
  readonly newId: NewId
  readonly accept: AcceptMessages
  readonly vetCallbackUrl: VetCallbackUrl
  /** Holds a message to the rules of the channel that it begins with. */
  readonly fitToChannel: FitToChannel
  /** The address of what came with a message. */
  readonly mediaLink: MediaLinks['linkOf']
  /** The platform's own address, from which e-mail comes unless the caller says otherwise. */
  readonly defaultFrom: string
  /** The session that is to carry a WhatsApp message (wire contract 3.4); null: its route is. */
  readonly chooseSession: ChooseSession
}

export function messageRoutes(deps: RouteDeps): Handlers<MessageRoute> {
  const { store } = deps
  return {
    async 'sms.send'(call) {
      const prepared = prepareSms(call.body)
      if (prepared.callbackUrl !== null) await refuseBlocked(deps, prepared.callbackUrl)
      return deps.accept.one({
        call,
        message: asked(call, prepared),
        render: (message) => renderSms(message, prepared.content),
      })
    },

    'sms.preview': (call) => previewSms(call, deps),
    'sms.optOutSettings': (call) => showOptOutSettings(call, deps),
    'sms.updateOptOutSettings': (call) => changeOptOutSettings(call, deps),

    async 'email.send'(call) {
      const prepared = prepareEmail(
        await applyTemplate(store.read, call.caller.workspaceId, call.body),
        deps.defaultFrom,
      )
      await refuseForeignSender(store.read, call.caller.workspaceId, prepared.content.from, deps.defaultFrom)
      const render = (message: Message): object => renderEmail(message, prepared.content, NO_ENGAGEMENT)
      return deps.accept.one({ call, message: asked(call, prepared), render })
    },

    async 'whatsapp.send'(call) {
      const read = prepareWhatsApp(call.body)
      const session = await deps.chooseSession(call.caller, call.body.session_id ?? null)
      if (session !== null) refuseUnfitForSession(read.content.type)
      const prepared = { ...read, content: await deps.fitToChannel(call, read) }
      return deps.accept.one({
        call,
        message: { ...asked(call, prepared), session },
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
      return dataAnswer(200, renderWhatsApp(message, withLink(deps, message, content)))
    },

    'whatsapp.messages': (call) => listWhatsApp(deps, call),
    'messages.history': (call) => showHistory(store, call),

    async 'account.deliveryRates'({ caller, query }) {
      return dataAnswer(200, await showDeliveryRates(store.read, caller.workspaceId, query, deps.clock.now()))
    },
  }

  function asked(
    { caller, body: { scheduled_at } }: { caller: Caller; body: { scheduled_at?: string } },
    prepared: Prepared<MessageContent>,
  ): NewMessage {
    const id = deps.newId.prefixed(idPrefixOf[prepared.content.kind])
    const scheduledAt = readSchedule(scheduled_at, deps.clock.now())
    return { ...prepared, id, workspaceId: caller.workspaceId, simulated: caller.simulated, scheduledAt }
  }

  async function oneMessage<Kind extends MessageKind>(kind: Kind, name: string, workspaceId: string, id: string) {
    const [row] = await messagesOfCall(store.read, workspaceId, kind, id)
    if (!row) throw notFound(name)
    return { message: row.message, content: readContent(kind, row.content) }
  }
}

/** What came in is read at an address that ends after a day: each time it is shown it has a new one. */
function withLink(
  { mediaLink }: Pick<RouteDeps, 'mediaLink'>,
  message: Message,
  content: WhatsAppContent,
): WhatsAppContent {
  const link = message.direction === 'inbound' ? mediaLink(message, content) : null
  return link === null ? content : { ...content, payload: { ...content.payload, link } }
}

async function listWhatsApp(
  deps: Pick<RouteDeps, 'store' | 'mediaLink'>,
  { caller, query }: Call<'whatsapp.messages'>,
): Promise<Answer> {
  const { store } = deps
  const page = pageOf(query)
  const direction = query.direction && (query.direction.startsWith('in') ? 'inbound' : 'outbound')
  const from = readDate('from_date', query.from_date, 'from')
  const before = readDate('to_date', query.to_date, 'to')
  const channelId = query.session_id === undefined ? undefined : channelIdOf(query.session_id)
  const filter = { kind: 'whatsapp', direction, state: query.status, from, before, channelId } as const
  const { total, messages } = await messagesOf(store.read, caller.workspaceId, filter, page)
  const shown = messages.map(({ message, content }): WhatsAppMessage =>
    renderWhatsApp(message, withLink(deps, message, readContent('whatsapp', content))),
  )
  return pageAnswer(page, total, shown)
}
