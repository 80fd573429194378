/** Outbound messages and notices. Source: wire contract 3.4, 4.6. */
import Type, { type Static } from 'typebox'
import { flag, freeObject, id, nullable, oneOf, text, time } from '../fields.ts'
import { messageStates, notificationStates } from '../states.ts'

const outcome = {
  status: oneOf(messageStates),
  error_code: nullable(Type.String({ description: 'Why it failed, as a word; null unless it failed.' })),
  error_message: nullable(Type.String({ description: 'The same as a sentence.' })),
  provider: text('Carrier adapter that sends it.'),
  test: flag('Whether a test key sent it: simulated, never delivered.'),
  created_at: time(),
  scheduled_at: nullable(time('When it is to be sent; null: at once.')),
  sent_at: nullable(time()),
  delivered_at: nullable(time()),
  failed_at: nullable(time()),
  cancelled_at: nullable(time()),
}

/** The first character that the GSM alphabet does not have, for which the whole text is UCS-2. */
export const ForcedBy = Type.Object({
  character: Type.String(),
  code_point: text('As Unicode writes it, such as `U+00E7`.'),
  index: Type.Integer({ minimum: 0, description: 'Characters before it.' }),
})
export type ForcedBy = Static<typeof ForcedBy>

export const SmsMessage = Type.Object({
  id: id('sms'),
  object: oneOf(['sms.message']),
  to: text('E.164.'),
  sender_id: nullable(Type.String()),
  content: Type.String(),
  message: text('The same as `content`.'),
  encoding: oneOf(['GSM-7', 'UCS-2']),
  segments: Type.Integer({ minimum: 1, description: 'SMS that the text takes up.' }),
  forced_by: nullable(
    Type.Object(ForcedBy.properties, {
      description: 'The first character for which the text is UCS-2 and not GSM-7; null for GSM-7.',
    }),
  ),
  callback_url: nullable(Type.String()),
  ...outcome,
})
export type SmsMessage = Static<typeof SmsMessage>

export const EmailMessage = Type.Object({
  id: id('email'),
  object: oneOf(['email.message']),
  to: Type.Array(Type.String()),
  from: Type.String(),
  from_name: nullable(Type.String()),
  reply_to: nullable(Type.String()),
  subject: Type.String(),
  bounce: nullable(Type.Object({ bounce_type: oneOf(['hard', 'soft']), error: Type.String(), bounced_at: time() })),
  opened_at: nullable(time()),
  clicked_at: nullable(time()),
  complained_at: nullable(time()),
  ...outcome,
})
export type EmailMessage = Static<typeof EmailMessage>

export const whatsappTypes = [
  'text',
  'template',
  'image',
  'video',
  'audio',
  'document',
  'location',
  'contact',
  'interactive',
] as const
export type WhatsAppType = (typeof whatsappTypes)[number]

export const WhatsAppMessage = Type.Object({
  id: id('message'),
  object: oneOf(['whatsapp.message']),
  session_id: nullable(id('session')),
  conversation_id: id('conversation'),
  contact_id: id('contact'),
  channel_id: id('channel'),
  direction: oneOf(['inbound', 'outbound']),
  from: nullable(Type.String()),
  to: nullable(Type.String()),
  type: oneOf([...whatsappTypes, 'sticker'], { description: '`sticker` comes in only.' }),
  content: nullable(Type.String({ description: 'Text of the message, or caption of its media.' })),
  payload: nullable(freeObject('What `type` names: the template, the media, the location, …')),
  read_at: nullable(time()),
  ...outcome,
})
export type WhatsAppMessage = Static<typeof WhatsAppMessage>

/** A notice to the owners of a workspace. */
export const Notification = Type.Object({
  id: id('notification'),
  kind: text('What it is about: `webhook.failing`, `webhook.recovered`, …'),
  subject: Type.String(),
  text: Type.String(),
  recipients: Type.Array(Type.String()),
  state: oneOf(notificationStates, { description: '`stored`: no mail server is configured; it is shown here only.' }),
  created_at: time(),
  sent_at: nullable(time()),
  error: nullable(Type.String()),
})
export type Notification = Static<typeof Notification>
