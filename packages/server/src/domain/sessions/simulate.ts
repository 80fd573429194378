import { isAllowed } from '@posthorn/contract'

import { ApiError, invalid, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { type Channel, channelById, channelIdOf } from '../channels/index.ts'
import { normaliseEmail, normalisePhone } from '../contacts/index.ts'
import { placeOfReceived } from '../messages/index.ts'
import type { ReceivedMessage } from '../messages/port.ts'
import type { ManageDeps } from './manage-sessions.ts'
import type { Session } from './session.ts'
import { isSession, ownSession, showSession } from './show-sessions.ts'
import { sessionById } from './store.ts'
import { insertAction } from './store-actions.ts'

const USUAL_PHONE = '+15005550006'

/** Makes something happen to the phone of a simulated session, in the process that has it. */
export async function simulatePhone(deps: ManageDeps, call: Call<'whatsappSessions.simulate'>): Promise<Answer> {
  const { clock, newId, keeper } = deps
  const { body, caller, params } = call
  const { workspaceId } = caller
  const session = await ownSession(deps, workspaceId, channelIdOf(params.session_id))
  if (session.driver !== 'simulator' || deps.driver.name !== 'simulator')
    throw notSimulated('the session', session.driver === 'simulator' ? deps.driver.name : session.driver)
  refuseUnplayable(session, body.action)
  const given = body.phone_number ?? USUAL_PHONE
  const phoneNumber = normalisePhone(given)
  if (phoneNumber === null)
    throw new ApiError('INVALID_PHONE', { param: 'phone_number', words: { value: JSON.stringify(given) } })
  const { channelId } = session
  await deps.write(call, async (tx) => {
    const action = { action: body.action, phoneNumber, seconds: body.seconds ?? 0 }
    await insertAction(tx, { id: newId.prefixed('act'), workspaceId, channelId, action, at: clock.now() })
    return dataAnswer(202, await showSession(deps, workspaceId, channelId))
  })
  await keeper.follow(channelId)
  return dataAnswer(202, await showSession(deps, workspaceId, channelId))
}

function refuseUnplayable({ status, wanted }: Session, action: string): void {
  const refuse = (reason: string) => new ApiError('CONFLICT', { words: { reason } })
  if (!wanted) throw refuse('The session does not run, so nothing can happen to its phone; reconnect it first')
  if (action === 'scan' && !isAllowed('session', 'scan', status))
    throw refuse(`There is no QR code to scan: the session is ${status}`)
}

/** Takes in a message that nobody sent, on the road that real ones take. */
export async function simulateInbound(deps: ManageDeps, call: Call<'channels.inbound'>): Promise<Answer> {
  const { store } = deps
  const { workspaceId } = call.caller
  const channel = await channelById(store.read, workspaceId, call.params.channel_id)
  if (!channel) throw notFound('channel')
  const webhookId = await refuseReal(deps, channel)
  const message = receivedOf(deps, channel, call)
  const [fresh] = await deps.receive({ ...channel, webhookId }, [message])
  const { providerMessageId } = message
  const place = await placeOfReceived(store.read, { workspaceId, channelId: channel.id, providerMessageId })
  if (!place) throw new Error(`the message ${providerMessageId} was taken in and is not there`)
  const answer = dataAnswer(201, {
    channel_id: channel.id,
    message_id: place.id,
    conversation_id: place.conversationId,
    contact_id: place.contactId,
    repeated: fresh === null,
  })
  return deps.write(call, () => Promise.resolve(answer))
}

/** Gives the webhook that hears of the channel's messages by name. */
async function refuseReal({ store, driver }: ManageDeps, channel: Channel): Promise<string | null> {
  if (!isSession(channel)) {
    if (channel.provider === 'simulator') return null
    throw notSimulated('the channel', channel.provider)
  }
  const session = await sessionById(store.read, channel.workspaceId, channel.id)
  if (session?.driver !== 'simulator' || driver.name !== 'simulator')
    throw notSimulated('the channel', session?.driver ?? channel.provider)
  if (isAllowed('session', 'send', session.status)) return session.webhookId
  const reason = 'No message can come in: the session is not connected'
  throw new ApiError('CONFLICT', { words: { reason } })
}

function notSimulated(what: string, provider: string): ApiError {
  return new ApiError('NOT_SIMULATED', { words: { what, provider } })
}

/** A repetition of the call, with its idempotency key, is a repetition of the message. */
function nameOf({ newId }: ManageDeps, { body, once }: Call<'channels.inbound'>): string {
  if (body.external_id !== undefined) return body.external_id
  return once === null ? newId.prefixed('sim') : `sim ${once.apiKeyId} ${once.idempotencyKey}`
}

function receivedOf(deps: ManageDeps, channel: Channel, call: Call<'channels.inbound'>): ReceivedMessage {
  const { from, name, content: text, type = 'text', media_url } = call.body
  const isMail = channel.type === 'email'
  const address = isMail ? normaliseEmail(from)?.key : normalisePhone(from)
  if (isMail && !address) throw invalid('from', 'it must be an e-mail address')
  if (!address) throw new ApiError('INVALID_PHONE', { param: 'from', words: { value: JSON.stringify(from) } })
  if (type !== 'text' && channel.type !== 'whatsapp')
    throw invalid('type', `a message on a channel of type ${channel.type} is of type text`)
  if (type !== 'text' && media_url === undefined)
    throw invalid('media_url', `it is missing; a message of type ${type} needs it`)
  const scheme = media_url === undefined ? 'https:' : URL.parse(media_url)?.protocol
  if (scheme !== 'https:' && scheme !== 'http:') throw invalid('media_url', 'it must be a complete http(s) address')
  const payload = media_url === undefined || type === 'text' ? null : { link: media_url }
  return {
    providerMessageId: nameOf(deps, call),
    from: address,
    senderName: name ?? null,
    content: contentOf(channel, { text, type, payload, from: address }),
    occurredAt: null,
  }
}

interface Said {
  readonly text: string
  readonly type: 'text' | 'image' | 'video' | 'audio' | 'document'
  readonly payload: { link: string } | null
  readonly from: string
}

function contentOf({ type: kind, name }: Channel, { text, type, payload, from }: Said): ReceivedMessage['content'] {
  switch (kind) {
    case 'whatsapp':
      return { kind, type, text, payload }
    case 'sms':
      return { kind, text, senderId: null, encoding: 'UCS-2', callbackUrl: null }
    case 'email':
      return {
        kind,
        to: [name],
        from,
        fromName: null,
        replyTo: null,
        subject: text.slice(0, 100),
        html: null,
        text,
        attachments: [],
        unsubscribe: false,
        automatic: false,
      }
  }
}
