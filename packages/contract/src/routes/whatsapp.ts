import Type from 'typebox'
import { body, freeObject, id, oneOf, pageQuery, pathId, scheduledAt, text } from '../fields.ts'
import { one, page } from '../objects/envelope.ts'
import { WhatsAppMessage, whatsappTypes } from '../objects/message.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, samplePageMeta, sampleWhatsApp } from '../samples.ts'
import { messageStates } from '../states.ts'

const words = { minLength: 1, maxLength: 4096 }
const dateOrTime = (description: string) =>
  text(description, { pattern: '^\\d{4}-\\d{2}-\\d{2}(T[0-9:.]+(Z|[+-]\\d{2}:\\d{2}))?$', maxLength: 40 })
const media = (name: string) =>
  Type.Optional(freeObject(`Where \`type\` is \`${name}\`: \`link\`, and \`caption\` or \`filename\`.`))

export const whatsappRoutes = {
  'whatsapp.send': {
    id: 'whatsapp.send',
    method: 'POST',
    path: '/v1/whatsapp/send',
    surface: 'v1',
    tag: 'WhatsApp',
    summary: 'Send a WhatsApp message',
    description:
      'Stores the message and answers at once; what becomes of it arrives as `message.sent`, `.delivered`, `.read` or `.failed`. `session_id` says which session sends, and no other channel will. Without it the WhatsApp route sends; where that is empty, the only connected session; where the workspace has no session, the simulator. The text is `text.body`, `content` or `message`; several, and different, is refused. Where the channel asks for templates (`waba`), anything else is taken only within 24 hours after the contact wrote, a text outside of them as `fallback_template` where there is one, and a template must be approved and complete.',
    scope: 'whatsapp:write',
    body: body({
      to: text('Recipient in E.164 form.', { minLength: 1, maxLength: 32 }),
      session_id: Type.Optional(id('session', 'The session that sends.')),
      type: Type.Optional(oneOf(whatsappTypes, { default: 'text' })),
      text: Type.Optional(Type.Object({ body: text('Text of the message.', words) })),
      content: Type.Optional(text('The same as `text.body`.', words)),
      message: Type.Optional(text('The same as `text.body`.', words)),
      template: Type.Optional(
        Type.Object({
          name: text('Name of an approved template.', { minLength: 1, maxLength: 512 }),
          language: Type.Optional(
            Type.Unsafe<string | { code: string }>({
              description: 'Language of the template, such as `en` or `pt_BR`.',
              anyOf: [
                { type: 'string', minLength: 2, maxLength: 20 },
                { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
              ],
            }),
          ),
          components: Type.Optional(Type.Array(freeObject('Values for the placeholders.'), { maxItems: 20 })),
        }),
      ),
      image: media('image'),
      video: media('video'),
      audio: media('audio'),
      document: media('document'),
      media_url: Type.Optional(text('Address of the media, in place of `link`.', { maxLength: 2048 })),
      caption: Type.Optional(text('Caption of the media.', { maxLength: 1024 })),
      location: Type.Optional(freeObject('Where `type` is `location`: `latitude`, `longitude`, `name`, `address`.')),
      contact: Type.Optional(freeObject('Where `type` is `contact`: `name`, `phone`.')),
      contacts: Type.Optional(
        Type.Array(freeObject('`name`, `phone`.'), {
          minItems: 1,
          maxItems: 20,
          description: 'In place of `contact`, where there are several.',
        }),
      ),
      interactive: Type.Optional(
        freeObject('Where `type` is `interactive`: `type` (`button`, `list`, `cta_url`, …), `body` and `action`.'),
      ),
      fallback_template: Type.Optional(
        Type.Object(
          {
            name: text('Name of an approved template whose body has one variable: the text.', {
              minLength: 1,
              maxLength: 512,
            }),
            language: Type.Optional(text('Its language.', { minLength: 2, maxLength: 20 })),
          },
          {
            description:
              'As what a text is sent when its contact has not written for 24 hours, in place of that of the channel.',
          },
        ),
      ),
      scheduled_at: Type.Optional(scheduledAt),
    }),
    reply: { status: 201, description: 'The message, queued.', schema: one(WhatsAppMessage) },
    errors: [
      'INVALID_PHONE',
      'NOT_FOUND',
      'SESSION_REQUIRED',
      'SESSION_NOT_CONNECTED',
      'TEMPLATE_REQUIRED',
      'TEMPLATE_NOT_APPROVED',
      'INSUFFICIENT_CREDITS',
      'QUOTA_EXCEEDED',
    ],
    idempotent: true,
    example: {
      body: { to: '+5511999999999', type: 'text', text: { body: 'Your order is on its way.' } },
      reply: { data: sampleWhatsApp },
    },
  },
  'whatsapp.messages': {
    id: 'whatsapp.messages',
    method: 'GET',
    path: '/v1/whatsapp/messages',
    surface: 'v1',
    tag: 'WhatsApp',
    summary: 'List WhatsApp messages',
    description: 'Newest first.',
    scope: 'whatsapp:read',
    query: Type.Object({
      ...pageQuery,
      session_id: Type.Optional(id('session', 'Only this session.')),
      direction: Type.Optional(oneOf(['in', 'out', 'inbound', 'outbound'])),
      status: Type.Optional(oneOf(messageStates)),
      from_date: Type.Optional(dateOrTime('From this date or time on.')),
      to_date: Type.Optional(dateOrTime('Up to and with this date, or before this time.')),
    }),
    reply: { status: 200, description: 'A page of messages.', schema: page(WhatsAppMessage) },
    errors: [],
    idempotent: false,
    example: { query: { direction: 'out' }, reply: { data: [sampleWhatsApp], meta: samplePageMeta } },
  },
  'whatsapp.message': {
    id: 'whatsapp.message',
    method: 'GET',
    path: '/v1/whatsapp/messages/{message_id}',
    surface: 'v1',
    tag: 'WhatsApp',
    summary: 'Status of a WhatsApp message',
    description: 'The message with its status and times.',
    scope: 'whatsapp:read',
    params: Type.Object({ message_id: pathId('message', 'Id of the message.') }),
    reply: { status: 200, description: 'The message.', schema: one(WhatsAppMessage) },
    errors: [],
    idempotent: false,
    example: {
      params: { message_id: sampleIds.message },
      reply: {
        data: {
          ...sampleWhatsApp,
          status: 'read',
          sent_at: '2026-04-19T14:30:01Z',
          delivered_at: '2026-04-19T14:30:02Z',
          read_at: '2026-04-19T14:31:10Z',
        },
      },
    },
  },
} as const satisfies Record<string, RouteRow>
