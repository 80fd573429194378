import Type from 'typebox'
import { body, pathId, scheduledAt, text } from '../fields.ts'
import { one } from '../objects/envelope.ts'
import { SmsMessage } from '../objects/message.ts'
import { optOutFields, OptOutSettings, SmsPreview } from '../objects/sms.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, sampleSms } from '../samples.ts'
import { sampleOptOut, samplePreview } from '../sms-samples.ts'

const smartEncoding = Type.Optional(
  Type.Boolean({
    default: false,
    description:
      'Writes typographic quotes, dashes, ellipses and unusual spaces as GSM-7 has them, where that makes the text GSM-7.',
  }),
)

export const smsRoutes = {
  'sms.send': {
    id: 'sms.send',
    method: 'POST',
    path: '/v1/sms/send',
    surface: 'v1',
    tag: 'SMS',
    summary: 'Send an SMS',
    description:
      'Stores the message and answers at once; what becomes of it arrives as `sms.sent`, `sms.delivered` or `sms.failed`. Give `message` or `content`; both, and different, is refused.',
    scope: 'sms:write',
    body: body({
      to: text('Recipient in E.164 form.', { minLength: 1, maxLength: 32 }),
      message: Type.Optional(text('Text, at most 1600 characters.', { minLength: 1, maxLength: 1600 })),
      content: Type.Optional(text('The same as `message`.', { minLength: 1, maxLength: 1600 })),
      sender_id: Type.Optional(text('What the recipient sees as sender, at most 11 characters.', { maxLength: 11 })),
      smart_encoding: smartEncoding,
      callback_url: Type.Optional(
        text(
          'Gets the events of this message, besides the webhooks that subscribe to them. Vetted like a webhook URL.',
          { maxLength: 2048 },
        ),
      ),
      scheduled_at: Type.Optional(scheduledAt),
    }),
    reply: { status: 201, description: 'The message, queued.', schema: one(SmsMessage) },
    errors: ['INVALID_PHONE', 'BLOCKED_URL', 'INSUFFICIENT_CREDITS', 'QUOTA_EXCEEDED'],
    idempotent: true,
    example: {
      body: { to: '+5511999999999', message: 'Your code is 482913' },
      reply: { data: sampleSms },
    },
  },
  'sms.preview': {
    id: 'sms.preview',
    method: 'POST',
    path: '/v1/sms/preview',
    surface: 'v1',
    tag: 'SMS',
    summary: 'What an SMS would be and cost',
    description:
      'Sends and keeps nothing: encoding, segments, the character that forces UCS-2, what would save segments, and the credits that sending costs.',
    scope: 'sms:write',
    body: body({
      to: text('Recipient in E.164 form.', { minLength: 1, maxLength: 32 }),
      message: Type.Optional(text('Text, at most 1600 characters.', { minLength: 1, maxLength: 1600 })),
      content: Type.Optional(text('The same as `message`.', { minLength: 1, maxLength: 1600 })),
      smart_encoding: smartEncoding,
    }),
    reply: { status: 200, description: 'What it would be.', schema: one(SmsPreview) },
    errors: ['INVALID_PHONE'],
    idempotent: true,
    example: {
      body: { to: '+5511999999999', message: 'Sua “conexão” caiu' },
      reply: { data: samplePreview },
    },
  },
  'sms.optOutSettings': {
    id: 'sms.optOutSettings',
    method: 'GET',
    path: '/v1/sms/opt-out-settings',
    surface: 'v1',
    tag: 'SMS',
    summary: 'How STOP, START and HELP are answered',
    description:
      'A message that says nothing but such a word, in any of the languages, is obeyed: STOP puts the number on the suppression list of SMS, START takes it off again, and each is confirmed once.',
    scope: 'sms:write',
    reply: { status: 200, description: 'The settings.', schema: one(OptOutSettings) },
    errors: [],
    idempotent: false,
    example: { reply: { data: sampleOptOut } },
  },
  'sms.updateOptOutSettings': {
    id: 'sms.updateOptOutSettings',
    method: 'PUT',
    path: '/v1/sms/opt-out-settings',
    surface: 'v1',
    tag: 'SMS',
    summary: 'Change how STOP, START and HELP are answered',
    description:
      'Replaces all settings; a field that is left out goes back to what it was in the beginning. For a channel whose carrier answers by itself, set `provider_handles_opt_out` in its settings instead.',
    scope: 'sms:write',
    body: Type.Partial(body(optOutFields)),
    reply: { status: 200, description: 'The settings.', schema: one(OptOutSettings) },
    errors: [],
    idempotent: false,
    example: {
      body: { business_name: 'The Shop', contact: 'help@shop.example' },
      reply: { data: sampleOptOut },
    },
  },
  'sms.status': {
    id: 'sms.status',
    method: 'GET',
    path: '/v1/sms/status/{message_id}',
    surface: 'v1',
    tag: 'SMS',
    summary: 'Status of an SMS',
    description: 'The message with its status and times.',
    scope: 'sms:write',
    params: Type.Object({ message_id: pathId('sms', 'Id of the message.') }),
    reply: { status: 200, description: 'The message.', schema: one(SmsMessage) },
    errors: [],
    idempotent: false,
    example: {
      params: { message_id: sampleIds.sms },
      reply: {
        data: {
          ...sampleSms,
          status: 'delivered',
          sent_at: '2026-04-19T14:30:01Z',
          delivered_at: '2026-04-19T14:30:03Z',
        },
      },
    },
  },
} as const satisfies Record<string, RouteRow>
