import Type, { type TProperties } from 'typebox'
import { sampleBatch, sampleBatchIds, sampleCancelled, sampleSentBatch } from '../batch-samples.ts'
import { body, flag, freeObject, id, oneOf, pageQuery, pathId, scheduledAt, text } from '../fields.ts'
import { Batch, BatchCancellation, anyMessageId, MessageSummary, mostInBatch, SentBatch } from '../objects/batch.ts'
import { one, PageMeta } from '../objects/envelope.ts'
import { whatsappTypes } from '../objects/message.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, samplePageMeta } from '../samples.ts'

const result =
  'Each recipient gets a result by index: the id of its message, or the error that a single send would have been answered with. Recipients that are refused do not keep the others from being sent. The call is paid whole or refused whole: where the credits do not cover all accepted recipients, the answer is 402 and nothing was written.'
const templated =
  'Where `variables` are given, for all or for one, texts are templates: `{{name}}` is replaced by the value, which a recipient without one is refused for.'
const variables = Type.Optional(freeObject('Values for the templates; those of a recipient go before those for all.'))

/** `messages`, or `recipients`: bare addresses, or objects with what differs from the fields beside the list. */
function recipientLists<Properties extends TProperties>(properties: Properties) {
  const item = Type.Object({ to: Type.Optional(text('The recipient.')), ...properties, variables })
  const list = (description: string) =>
    Type.Optional(
      Type.Array(Type.Union([Type.String(), item]), {
        minItems: 1,
        maxItems: mostInBatch,
        description: `Up to ${mostInBatch}. ${description}`,
      }),
    )
  return {
    messages: list('One for each recipient: `to`, and whatever differs from the fields beside this list.'),
    recipients: list(
      'The same as `messages`; give one of the two. A bare string is a recipient with nothing of its own.',
    ),
  }
}

const smsFields = {
  message: Type.Optional(text('Text, at most 1600 characters.')),
  content: Type.Optional(text('The same as `message`.')),
  sender_id: Type.Optional(text('What the recipient sees as sender, at most 11 characters.')),
}

const whatsappFields = {
  type: Type.Optional(oneOf(whatsappTypes, { default: 'text' })),
  text: Type.Optional(Type.Object({ body: text('Text of the message.') })),
  content: Type.Optional(text('The same as `text.body`.')),
  message: Type.Optional(text('The same as `text.body`.')),
  template: Type.Optional(freeObject('Where `type` is `template`: as a single send takes it.')),
  image: Type.Optional(freeObject('Where `type` is `image`.')),
  video: Type.Optional(freeObject('Where `type` is `video`.')),
  audio: Type.Optional(freeObject('Where `type` is `audio`.')),
  document: Type.Optional(freeObject('Where `type` is `document`.')),
  media_url: Type.Optional(text('Address of the media, in place of `link`.')),
  caption: Type.Optional(text('Caption of the media.')),
  location: Type.Optional(freeObject('Where `type` is `location`.')),
  contact: Type.Optional(freeObject('Where `type` is `contact`.')),
  interactive: Type.Optional(freeObject('Where `type` is `interactive`.')),
}

const emailFields = {
  subject: Type.Optional(text('At most 500 characters. Needed unless a template has it.')),
  html: Type.Optional(text('Body as HTML.')),
  text: Type.Optional(text('Body as plain text.')),
}

const params = Type.Object({ batch_id: pathId('batch', 'Id of the batch.') })
const reply = { status: 201, description: 'What became of each recipient.', schema: one(SentBatch) } as const

export const batchRoutes = {
  'sms.sendBulk': {
    id: 'sms.sendBulk',
    method: 'POST',
    path: '/v1/sms/send-bulk',
    surface: 'v1',
    tag: 'SMS',
    summary: 'Send many SMS',
    description: `${result} ${templated}`,
    scope: 'sms:write',
    body: body({
      ...recipientLists(smsFields),
      ...smsFields,
      variables,
      callback_url: Type.Optional(
        text('Gets the events of all of them. Vetted like a webhook URL.', { maxLength: 2048 }),
      ),
      scheduled_at: Type.Optional(scheduledAt),
    }),
    reply,
    errors: ['BLOCKED_URL', 'INSUFFICIENT_CREDITS', 'QUOTA_EXCEEDED'],
    idempotent: true,
    example: {
      body: { recipients: ['+5511999999999', '12'], message: 'We open at nine tomorrow.' },
      reply: { data: sampleSentBatch },
    },
  },
  'whatsapp.sendBulk': {
    id: 'whatsapp.sendBulk',
    method: 'POST',
    path: '/v1/whatsapp/send-bulk',
    surface: 'v1',
    tag: 'WhatsApp',
    summary: 'Send many WhatsApp messages',
    description: `${result} ${templated}`,
    scope: 'whatsapp:write',
    body: body({
      ...recipientLists(whatsappFields),
      ...whatsappFields,
      session_id: Type.Optional(id('session', 'The session that sends.')),
      variables,
      scheduled_at: Type.Optional(scheduledAt),
    }),
    reply,
    errors: ['NOT_FOUND', 'SESSION_REQUIRED', 'SESSION_NOT_CONNECTED', 'INSUFFICIENT_CREDITS', 'QUOTA_EXCEEDED'],
    idempotent: true,
    example: {
      body: {
        messages: [
          { to: '+5511999999999', variables: { name: 'Maria' } },
          { to: '12', variables: { name: 'José' } },
        ],
        message: 'Hello {{name}}, we open at nine tomorrow.',
      },
      reply: {
        data: {
          ...sampleSentBatch,
          kind: 'whatsapp',
          results: [{ ...sampleSentBatch.results[0], id: sampleIds.message }, sampleSentBatch.results[1]],
        },
      },
    },
  },
  'email.sendBulk': {
    id: 'email.sendBulk',
    method: 'POST',
    path: '/v1/email/send-bulk',
    surface: 'v1',
    tag: 'Email',
    summary: 'Send many e-mails',
    description: `${result} ${templated} Each recipient gets an e-mail of their own and sees no other. There are no attachments in bulk: link to the file.`,
    scope: 'email:write',
    body: body({
      ...recipientLists(emailFields),
      ...emailFields,
      template_id: Type.Optional(id('template', 'Template to send, in place of `html` and `text`.')),
      variables,
      from: Type.Optional(text('As a single send takes it.', { minLength: 3, maxLength: 320 })),
      from_name: Type.Optional(text('Name shown as sender.', { maxLength: 200 })),
      reply_to: Type.Optional(text('Where answers go.', { minLength: 3, maxLength: 320 })),
      unsubscribe: Type.Optional(
        flag(
          'Gives each recipient a one-click unsubscribe link of their own (RFC 8058); mail to many should have one.',
        ),
      ),
      automatic: Type.Optional(flag('Says `Auto-Submitted: auto-generated`, so that nothing answers it.')),
      track_opens: Type.Optional(flag('True to be told who opens it, as with a single send. False by default.')),
      track_clicks: Type.Optional(flag('True to be told who follows which link. False by default.')),
      scheduled_at: Type.Optional(scheduledAt),
    }),
    reply,
    errors: ['INVALID_FROM_DOMAIN', 'INSUFFICIENT_CREDITS', 'QUOTA_EXCEEDED'],
    idempotent: true,
    example: {
      body: {
        subject: 'Your order {{order.number}}',
        text: 'Hello {{name}}, order {{order.number}} is on its way.',
        recipients: [
          { to: 'maria@example.com', variables: { name: 'Maria', order: { number: 1042 } } },
          { to: 'jose@example.com', variables: { name: 'José' } },
        ],
      },
      reply: {
        data: {
          ...sampleSentBatch,
          kind: 'email',
          results: [
            { index: 0, to: 'maria@example.com', id: sampleIds.email, status: 'queued', error: null },
            {
              index: 1,
              to: 'jose@example.com',
              id: null,
              status: null,
              error: {
                code: 'TEMPLATE_VARIABLES_MISSING',
                type: 'template_variables_missing',
                message:
                  'These variables are missing or are no text, number or boolean: order.number. Give each under "variables".',
                param: 'variables',
              },
            },
          ],
        },
      },
    },
  },
  'messages.cancel': {
    id: 'messages.cancel',
    method: 'POST',
    path: '/v1/messages/{message_id}/cancel',
    surface: 'v1',
    tag: 'Messages',
    summary: 'Cancel a message',
    description:
      'Works while it is `scheduled`, `paused`, or `queued` and not being sent: it is either sent or cancelled, never both. Its credits are given back. Of an e-mail with several recipients, those are cancelled that can be. There is no event: whoever cancels knows.',
    scope: 'messages:write',
    params: Type.Object({ message_id: Type.String({ pattern: anyMessageId, description: 'Id of the message.' }) }),
    reply: { status: 200, description: 'The message, cancelled.', schema: one(MessageSummary) },
    errors: ['MESSAGE_NOT_CANCELLABLE'],
    idempotent: true,
    example: { params: { message_id: sampleIds.sms }, reply: { data: sampleCancelled } },
  },
  'batches.get': {
    id: 'batches.get',
    method: 'GET',
    path: '/v1/batches/{batch_id}',
    surface: 'v1',
    tag: 'Batches',
    summary: 'Read a batch',
    description: 'Its messages counted by their state now, and a page of them.',
    scope: 'messages:read',
    params,
    query: Type.Object(pageQuery),
    reply: {
      status: 200,
      description: 'The batch.',
      schema: Type.Object({ data: Batch, meta: PageMeta }),
    },
    errors: [],
    idempotent: false,
    example: { params: { batch_id: sampleBatchIds.batch }, reply: { data: sampleBatch, meta: samplePageMeta } },
  },
  'batches.cancel': {
    id: 'batches.cancel',
    method: 'POST',
    path: '/v1/batches/{batch_id}/cancel',
    surface: 'v1',
    tag: 'Batches',
    summary: 'Cancel a batch',
    description: 'Cancels what is not yet sent and not being sent; the rest stays as it is.',
    scope: 'messages:write',
    params,
    reply: { status: 200, description: 'How many were cancelled.', schema: one(BatchCancellation) },
    errors: [],
    idempotent: true,
    example: {
      params: { batch_id: sampleBatchIds.batch },
      reply: { data: { batch_id: sampleBatchIds.batch, cancelled: 499, kept: 1 } },
    },
  },
} as const satisfies Record<string, RouteRow>
