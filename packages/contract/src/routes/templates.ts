import Type from 'typebox'
import { body, freeObject, id, oneOf, pageQuery, pathId, text } from '../fields.ts'
import { one, page } from '../objects/envelope.ts'
import { Template, templateCategories } from '../objects/template.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, samplePageMeta } from '../samples.ts'
import { templateStates } from '../states.ts'
import { sampleComponents, sampleDraft, sampleTemplate } from '../template-samples.ts'

const params = Type.Object({ template_id: pathId('template', 'Id of the template.') })
const example = { params: { template_id: sampleIds.template }, reply: { data: sampleTemplate } }

export const templateRoutes = {
  'templates.create': {
    id: 'templates.create',
    method: 'POST',
    path: '/v1/templates',
    surface: 'v1',
    tag: 'Templates',
    summary: 'Write a template',
    description:
      'Keeps a draft, checked as far as it can be: one body, consecutive or named variables, an example for each. It belongs to the account of `channel_id`, by default of the first WhatsApp channel whose carrier approves templates. Where there is none, and with a test key, it is `simulated`. Nothing is sent to the carrier before `submit`.',
    scope: 'whatsapp:write',
    body: body({
      channel_id: Type.Optional(id('channel', 'Whose account it belongs to.')),
      name: text('Lower case letters, digits and underscores.', { pattern: '^[a-z0-9_]{1,512}$' }),
      language: text('Such as `en` or `pt_BR`.', { pattern: '^[a-z]{2,3}(_[A-Z]{2,3})?$' }),
      category: oneOf(templateCategories),
      components: Type.Array(
        freeObject('`type` HEADER, BODY, FOOTER or BUTTONS, with `text`, `format`, `buttons` and `example`.'),
        { minItems: 1, maxItems: 4 },
      ),
    }),
    reply: { status: 201, description: 'The draft.', schema: one(Template) },
    errors: ['DUPLICATE_TEMPLATE', 'CONFLICT'],
    idempotent: true,
    example: {
      body: { name: 'order_on_its_way', language: 'en', category: 'utility', components: sampleComponents },
      reply: { data: sampleDraft },
    },
  },
  'templates.list': {
    id: 'templates.list',
    method: 'GET',
    path: '/v1/templates',
    surface: 'v1',
    tag: 'Templates',
    summary: 'List templates',
    description: 'Newest first, with what is known of their approval.',
    scope: 'whatsapp:read',
    query: Type.Object({
      ...pageQuery,
      status: Type.Optional(oneOf(templateStates)),
      channel_id: Type.Optional(id('channel', 'Only those of the account of this channel.')),
      name: Type.Optional(text('Only those of this name.', { maxLength: 512 })),
    }),
    reply: { status: 200, description: 'A page of templates.', schema: page(Template) },
    errors: [],
    idempotent: false,
    example: { query: { status: 'approved' }, reply: { data: [sampleTemplate], meta: samplePageMeta } },
  },
  'templates.get': {
    id: 'templates.get',
    method: 'GET',
    path: '/v1/templates/{template_id}',
    surface: 'v1',
    tag: 'Templates',
    summary: 'Read a template',
    description: 'With its state, its quality and, where it was rejected, the reason.',
    scope: 'whatsapp:read',
    params,
    reply: { status: 200, description: 'The template.', schema: one(Template) },
    errors: [],
    idempotent: false,
    example,
  },
  'templates.delete': {
    id: 'templates.delete',
    method: 'DELETE',
    path: '/v1/templates/{template_id}',
    surface: 'v1',
    tag: 'Templates',
    summary: 'Delete a template',
    description:
      'At the carrier, too, where it was submitted: it can be sent no more, and its name stays taken there for 30 days. A carrier that cannot be asked keeps it: try again.',
    scope: 'whatsapp:write',
    params,
    reply: { status: 204, description: 'Deleted.', schema: null },
    errors: ['CONFLICT', 'CARRIER_UNAVAILABLE'],
    idempotent: false,
    example: { params: { template_id: sampleIds.template } },
  },
  'templates.submit': {
    id: 'templates.submit',
    method: 'POST',
    path: '/v1/templates/{template_id}/submit',
    surface: 'v1',
    tag: 'Templates',
    summary: 'Submit a template for approval',
    description:
      'From `draft` or `rejected` to `pending`. The carrier is called afterwards, as often as it takes; its review takes minutes to days. A template that the account has already under this name and language is taken over where it says the same.',
    scope: 'whatsapp:write',
    params,
    reply: { status: 200, description: 'The template, pending.', schema: one(Template) },
    errors: ['CONFLICT'],
    idempotent: true,
    example: {
      params: { template_id: sampleIds.template },
      reply: { data: { ...sampleDraft, status: 'pending', age_seconds: 0, submitted_at: sampleDraft.created_at } },
    },
  },
  'templates.refresh': {
    id: 'templates.refresh',
    method: 'POST',
    path: '/v1/templates/{template_id}/refresh',
    surface: 'v1',
    tag: 'Templates',
    summary: 'Ask the carrier about a template now',
    description:
      'It is asked hourly while a template is pending and daily afterwards, and tells by itself through callbacks. A carrier that does not answer changes nothing: it is said in `problem`.',
    scope: 'whatsapp:write',
    params,
    reply: { status: 200, description: 'The template as it was found.', schema: one(Template) },
    errors: ['CONFLICT'],
    idempotent: true,
    example,
  },
} as const satisfies Record<string, RouteRow>
