import Type from 'typebox'
import { sampleBatchIds, sampleTemplate } from '../batch-samples.ts'
import { body, freeObject, nullable, pageQuery, pathId, text } from '../fields.ts'
import { one, page } from '../objects/envelope.ts'
import { EmailTemplate, EmailTemplatePreview } from '../objects/email-template.ts'
import type { RouteRow } from '../route.ts'
import { samplePageMeta } from '../samples.ts'

const params = Type.Object({ template_id: pathId('template', 'Id of the template.') })
const example = { template_id: sampleBatchIds.template }
const name = text('Unique in the workspace; at most 100 characters.', { minLength: 1, maxLength: 100 })
const subject = text('At most 500 characters.', { minLength: 1, maxLength: 500 })
const html = text('Body as HTML. Values are escaped.', { minLength: 1, maxLength: 250_000 })
const plain = text('Body as plain text. Values stand as they are.', { minLength: 1, maxLength: 250_000 })
const grammar =
  '`{{name}}` and `{{order.number}}` stand for values; `{{#items}}…{{/items}}` repeats for a list, or shows its inside when the value is there; `{{^items}}…{{/items}}` when it is not; `{{! … }}` is a comment.'

export const emailTemplateRoutes = {
  'emailTemplates.create': {
    id: 'emailTemplates.create',
    method: 'POST',
    path: '/v1/email/templates',
    surface: 'v1',
    tag: 'Email templates',
    summary: 'Store a template',
    description: `Give \`html\`, \`text\`, or both. ${grammar} Unescaped values (\`{{{…}}}\`) are refused.`,
    scope: 'email:write',
    body: body({ name, subject, html: Type.Optional(nullable(html)), text: Type.Optional(nullable(plain)) }),
    reply: { status: 201, description: 'The template.', schema: one(EmailTemplate) },
    errors: ['DUPLICATE_EMAIL_TEMPLATE', 'TEMPLATE_LIMIT_REACHED'],
    idempotent: true,
    example: {
      body: {
        name: sampleTemplate.name,
        subject: sampleTemplate.subject,
        html: sampleTemplate.html,
        text: sampleTemplate.text,
      },
      reply: { data: sampleTemplate },
    },
  },
  'emailTemplates.list': {
    id: 'emailTemplates.list',
    method: 'GET',
    path: '/v1/email/templates',
    surface: 'v1',
    tag: 'Email templates',
    summary: 'List templates',
    description: 'Newest first.',
    scope: 'email:write',
    query: Type.Object({ ...pageQuery, name: Type.Optional(text('Only the one of this name.', { maxLength: 100 })) }),
    reply: { status: 200, description: 'A page of templates.', schema: page(EmailTemplate) },
    errors: [],
    idempotent: false,
    example: { reply: { data: [sampleTemplate], meta: samplePageMeta } },
  },
  'emailTemplates.get': {
    id: 'emailTemplates.get',
    method: 'GET',
    path: '/v1/email/templates/{template_id}',
    surface: 'v1',
    tag: 'Email templates',
    summary: 'Read a template',
    description: 'With the variables that it uses.',
    scope: 'email:write',
    params,
    reply: { status: 200, description: 'The template.', schema: one(EmailTemplate) },
    errors: [],
    idempotent: false,
    example: { params: example, reply: { data: sampleTemplate } },
  },
  'emailTemplates.update': {
    id: 'emailTemplates.update',
    method: 'PATCH',
    path: '/v1/email/templates/{template_id}',
    surface: 'v1',
    tag: 'Email templates',
    summary: 'Change a template',
    description:
      'What is left out stays; null takes `html` or `text` away. Messages that were accepted keep what they were rendered to.',
    scope: 'email:write',
    params,
    body: body({
      name: Type.Optional(name),
      subject: Type.Optional(subject),
      html: Type.Optional(nullable(html)),
      text: Type.Optional(nullable(plain)),
    }),
    reply: { status: 200, description: 'The template.', schema: one(EmailTemplate) },
    errors: ['DUPLICATE_EMAIL_TEMPLATE'],
    idempotent: false,
    example: {
      params: example,
      body: { subject: 'Order {{order.number}} is on its way' },
      reply: { data: { ...sampleTemplate, subject: 'Order {{order.number}} is on its way' } },
    },
  },
  'emailTemplates.delete': {
    id: 'emailTemplates.delete',
    method: 'DELETE',
    path: '/v1/email/templates/{template_id}',
    surface: 'v1',
    tag: 'Email templates',
    summary: 'Delete a template',
    description: 'Messages that were accepted with it are sent all the same.',
    scope: 'email:write',
    params,
    reply: { status: 204, description: 'Deleted.', schema: null },
    errors: [],
    idempotent: false,
    example: { params: example },
  },
  'emailTemplates.preview': {
    id: 'emailTemplates.preview',
    method: 'POST',
    path: '/v1/email/templates/{template_id}/preview',
    surface: 'v1',
    tag: 'Email templates',
    summary: 'Preview a template',
    description: 'Renders it as a send would, sends nothing, and says which variables are missing.',
    scope: 'email:write',
    params,
    body: body({ variables: Type.Optional(freeObject('Values for the template.')) }),
    bodyOptional: true,
    reply: { status: 200, description: 'What would be sent.', schema: one(EmailTemplatePreview) },
    errors: [],
    idempotent: true,
    example: {
      params: example,
      body: { variables: { name: 'Maria & José', order: { number: 1042 }, colour: 'red' } },
      reply: {
        data: {
          subject: 'Your order 1042',
          html: '<p>Hello Maria &amp; José, order 1042 is on its way.</p>',
          text: 'Hello Maria & José, order 1042 is on its way.',
          missing: [],
          unknown: ['colour'],
        },
      },
    },
  },
} as const satisfies Record<string, RouteRow>
