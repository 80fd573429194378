import Type from 'typebox'
import { body, flag, freeObject, id, pathId, scheduledAt, text } from '../fields.ts'
import { one } from '../objects/envelope.ts'
import { EmailMessage } from '../objects/message.ts'
import type { RouteRow } from '../route.ts'
import { sampleEmail, sampleIds } from '../samples.ts'

const address = { minLength: 3, maxLength: 320 }

export const emailRoutes = {
  'email.send': {
    id: 'email.send',
    method: 'POST',
    path: '/v1/email/send',
    surface: 'v1',
    tag: 'Email',
    summary: 'Send an e-mail',
    description:
      'Stores the message and answers at once; what becomes of it arrives as `email.*` events. A recipient on the suppression list fails at once, with `error_code` `suppressed`, and the others get it. Give `html`, `text`, or a `template_id` with its `variables`.',
    scope: 'email:write',
    body: body({
      to: Type.Unsafe<string | string[]>({
        description: 'One address, or up to 50.',
        anyOf: [
          { type: 'string', ...address },
          { type: 'array', minItems: 1, maxItems: 50, items: { type: 'string', ...address } },
        ],
      }),
      subject: Type.Optional(
        text('At most 500 characters. Needed unless a template has it.', { minLength: 1, maxLength: 500 }),
      ),
      html: Type.Optional(text('Body as HTML.', { minLength: 1, maxLength: 1_000_000 })),
      text: Type.Optional(
        text('Body as plain text; beside `html` it is the alternative.', { minLength: 1, maxLength: 1_000_000 }),
      ),
      template_id: Type.Optional(id('template', 'Template to send, in place of `html` and `text`.')),
      variables: Type.Optional(freeObject('Values for the template. Those that it does not use are ignored.')),
      from: Type.Optional(
        text('Address on a verified domain of the workspace; the address of the platform by default.', address),
      ),
      from_name: Type.Optional(text('Name shown as sender.', { maxLength: 200 })),
      reply_to: Type.Optional(text('Where answers go.', address)),
      unsubscribe: Type.Optional(
        flag('True for bulk mail: each recipient gets a one-click unsubscribe link of their own (RFC 8058).'),
      ),
      automatic: Type.Optional(
        flag(
          'True for mail that no person wrote: it says `Auto-Submitted: auto-generated`, so that nothing answers it.',
        ),
      ),
      track_opens: Type.Optional(
        flag(
          'True to be told, with `email.opened`, when the e-mail is opened: a picture of one pixel at the end of `html`. False by default, since it watches people; an e-mail of `text` alone tells nothing.',
        ),
      ),
      track_clicks: Type.Optional(
        flag(
          'True to be told, with `email.clicked`, which links are followed: the web links of `html` lead over this server. An `<a>` with `data-posthorn-no-track` stays as it is. False by default.',
        ),
      ),
      attachments: Type.Optional(
        Type.Array(
          Type.Object({
            filename: text('Name of the file.', { minLength: 1, maxLength: 255 }),
            content: text('The file, in base64.'),
            content_type: text('Media type, such as `application/pdf`.', { minLength: 3, maxLength: 127 }),
          }),
          {
            maxItems: 20,
            description:
              'At most 20 files of 10 MiB together, within the largest body that the server takes. No programs: mail servers refuse them.',
          },
        ),
      ),
      scheduled_at: Type.Optional(scheduledAt),
    }),
    reply: { status: 201, description: 'The message, queued.', schema: one(EmailMessage) },
    errors: [
      'INVALID_FROM_DOMAIN',
      'ATTACHMENTS_TOO_LARGE',
      'TEMPLATE_VARIABLES_MISSING',
      'INSUFFICIENT_CREDITS',
      'QUOTA_EXCEEDED',
    ],
    idempotent: true,
    example: {
      body: { to: 'maria@example.com', subject: 'Your order', text: 'It is on its way.' },
      reply: { data: sampleEmail },
    },
  },
  'email.status': {
    id: 'email.status',
    method: 'GET',
    path: '/v1/email/status/{message_id}',
    surface: 'v1',
    tag: 'Email',
    summary: 'Status of an e-mail',
    description: 'The message with its status and times, opens, clicks, bounce and complaint included.',
    scope: 'email:write',
    params: Type.Object({ message_id: pathId('email', 'Id of the message.') }),
    reply: { status: 200, description: 'The message.', schema: one(EmailMessage) },
    errors: [],
    idempotent: false,
    example: {
      params: { message_id: sampleIds.email },
      reply: {
        data: {
          ...sampleEmail,
          status: 'delivered',
          sent_at: '2026-04-19T14:30:01Z',
          delivered_at: '2026-04-19T14:30:04Z',
        },
      },
    },
  },
} as const satisfies Record<string, RouteRow>
