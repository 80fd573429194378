import Type from 'typebox'
import { body, nullable, oneOf, pageQuery, pathId, text, timeInput } from '../fields.ts'
import { Suppression, suppressionChannels, SuppressionImport, suppressionReasons } from '../objects/email.ts'
import { one, page } from '../objects/envelope.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, samplePageMeta, sampleSuppression } from '../samples.ts'

const params = Type.Object({ suppression_id: pathId('suppression', 'Id of the entry.') })
const address = text('A bare e-mail address, or a number in E.164 form.', { minLength: 3, maxLength: 320 })
const channel = Type.Optional(
  oneOf(suppressionChannels, { default: 'email', description: 'Whose list; `email` by default.' }),
)
const reason = oneOf(suppressionReasons, { default: 'manual' })
const expiresAt = timeInput('From then on the address gets messages again; never by itself when left out.')
const manual = { ...sampleSuppression, reason: 'manual', message_id: null } as const

export const suppressionRoutes = {
  'suppressions.list': {
    id: 'suppressions.list',
    method: 'GET',
    path: '/v1/email/suppressions',
    surface: 'v1',
    tag: 'Suppressions',
    summary: 'List suppressed addresses',
    description:
      'Addresses that get no e-mail from this workspace now, newest first; with `channel`, numbers that get no SMS or WhatsApp messages. A test key sees the list of the test keys.',
    scope: 'email:write',
    query: Type.Object({
      ...pageQuery,
      channel,
      reason: Type.Optional(oneOf(suppressionReasons)),
      address: Type.Optional(text('Only this address.', { maxLength: 320 })),
    }),
    reply: { status: 200, description: 'A page of entries.', schema: page(Suppression) },
    errors: [],
    idempotent: false,
    example: { reply: { data: [sampleSuppression], meta: samplePageMeta } },
  },
  'suppressions.create': {
    id: 'suppressions.create',
    method: 'POST',
    path: '/v1/email/suppressions',
    surface: 'v1',
    tag: 'Suppressions',
    summary: 'Suppress an address',
    description:
      'From now on nothing is sent to it, what is queued already included. An address that is on the list for good stays as it is and is given back; an entry that ends is replaced.',
    scope: 'email:write',
    body: body({ channel, address, reason: Type.Optional(reason), expires_at: Type.Optional(expiresAt) }),
    reply: { status: 201, description: 'The entry.', schema: one(Suppression) },
    errors: [],
    idempotent: true,
    example: { body: { address: 'maria@example.com' }, reply: { data: manual } },
  },
  'suppressions.import': {
    id: 'suppressions.import',
    method: 'POST',
    path: '/v1/email/suppressions/import',
    surface: 'v1',
    tag: 'Suppressions',
    summary: 'Suppress many addresses',
    description:
      'Up to 1,000 at once, as another platform or an export gave them. What is no address is named and left out; the rest is taken.',
    scope: 'email:write',
    body: body({
      suppressions: Type.Array(
        body({
          channel,
          address: text('A bare e-mail address, or a number in E.164 form.', { maxLength: 1000 }),
          reason: Type.Optional(reason),
          expires_at: Type.Optional(nullable(expiresAt)),
        }),
        { minItems: 1, maxItems: 1000 },
      ),
    }),
    reply: { status: 200, description: 'How many were taken, and which were not.', schema: one(SuppressionImport) },
    errors: [],
    idempotent: true,
    example: {
      body: { suppressions: [{ address: 'maria@example.com', reason: 'hard_bounce' }, { address: 'jose' }] },
      reply: {
        data: {
          added: 1,
          known: 0,
          refused: [{ index: 1, address: 'jose', problem: 'it is no e-mail address' }],
        },
      },
    },
  },
  'suppressions.export': {
    id: 'suppressions.export',
    method: 'GET',
    path: '/v1/email/suppressions/export',
    surface: 'v1',
    tag: 'Suppressions',
    summary: 'Export the list',
    description:
      'Every entry of a channel that holds now, oldest first, as newline-delimited JSON: one entry a line, each as the import takes it.',
    scope: 'email:write',
    query: Type.Object({ channel }),
    reply: {
      status: 200,
      description: 'The list, one JSON object a line.',
      schema: Type.String(),
      mediaType: 'application/x-ndjson',
    },
    errors: [],
    idempotent: false,
    example: { reply: `${JSON.stringify(sampleSuppression)}\n` },
  },
  'suppressions.get': {
    id: 'suppressions.get',
    method: 'GET',
    path: '/v1/email/suppressions/{suppression_id}',
    surface: 'v1',
    tag: 'Suppressions',
    summary: 'Read an entry',
    description: 'With its reason and the message it came from.',
    scope: 'email:write',
    params,
    reply: { status: 200, description: 'The entry.', schema: one(Suppression) },
    errors: [],
    idempotent: false,
    example: { params: { suppression_id: sampleIds.suppression }, reply: { data: sampleSuppression } },
  },
  'suppressions.delete': {
    id: 'suppressions.delete',
    method: 'DELETE',
    path: '/v1/email/suppressions/{suppression_id}',
    surface: 'v1',
    tag: 'Suppressions',
    summary: 'Let an address get messages again',
    description:
      'Whatever the reason was: a hard bounce that was a mistake, or somebody who asks to be written to again.',
    scope: 'email:write',
    params,
    reply: { status: 204, description: 'Removed.', schema: null },
    errors: [],
    idempotent: false,
    example: { params: { suppression_id: sampleIds.suppression } },
  },
} as const satisfies Record<string, RouteRow>
