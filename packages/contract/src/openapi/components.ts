/** What the document names once and refers to: objects, errors, headers, security. */
import { errorMessage, errors, m2mError, type ErrorCode } from '../errors.ts'
import { ApiKey, Health, Me, Workspace } from '../objects/access.ts'
import { ChatAnswer, ChatFeedback, ChatRecord, ChatRequest, ChatSession } from '../objects/chat.ts'
import { ChatStatistics } from '../objects/chat-statistics.ts'
import { CursorMeta, ErrorBody, M2mErrorBody, PageMeta } from '../objects/envelope.ts'
import { AcceptedDocument, Document, DocumentVersion, Site } from '../objects/document.ts'
import { EmailDomain, Suppression, SuppressionImport } from '../objects/email.ts'
import { EmailMessage, Notification, SmsMessage, WhatsAppMessage } from '../objects/message.ts'
import { Rollout, RolloutDetail, RolloutLogEntry, SmokeQuestion } from '../objects/rollout.ts'
import { Template } from '../objects/template.ts'
import { Credits, Usage } from '../objects/usage.ts'
import {
  Delivery,
  DeliveryDetail,
  Event,
  EventDetail,
  EventLogLine,
  EventTypeInfo,
  PublishedEvent,
  Recovery,
  TestDelivery,
  Webhook,
} from '../objects/webhook.ts'
import type { RouteRow } from '../route.ts'
import { sampleRolloutIds } from '../rollout-samples.ts'
import { sampleIds } from '../samples.ts'
import { sampleTemplate } from '../template-samples.ts'

const named: Readonly<Record<string, object>> = {
  Health,
  Me,
  Workspace,
  ApiKey,
  Webhook,
  Delivery,
  DeliveryDetail,
  TestDelivery,
  EventLogLine,
  Recovery,
  Event,
  EventDetail,
  PublishedEvent,
  EventTypeInfo,
  SmsMessage,
  WhatsAppMessage,
  EmailMessage,
  EmailDomain,
  Suppression,
  SuppressionImport,
  Template,
  Notification,
  Document,
  AcceptedDocument,
  DocumentVersion,
  Site,
  Credits,
  Usage,
  Rollout,
  RolloutDetail,
  RolloutLogEntry,
  SmokeQuestion,
  PageMeta,
  CursorMeta,
  ChatAnswer,
  ChatRequest,
  ChatRecord,
  ChatSession,
  ChatFeedback,
  ChatStatistics,
  Error: ErrorBody,
  M2mError: M2mErrorBody,
}

// Schemas are put together by copying, so the same schema is found by what it says and not by which object it is.
const nameOf = new Map(Object.entries(named).map(([name, schema]) => [JSON.stringify(schema), name]))

/** The schema as plain JSON, with a reference wherever a named one stands in it. */
export function refer(schema: object): object {
  const name = nameOf.get(JSON.stringify(schema))
  return name === undefined ? (inside(schema) as object) : { $ref: `#/components/schemas/${name}` }
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => (isObject(item) ? refer(item) : item))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, isObject(item) ? refer(item) : item]))
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** `components` of the document, but for the error replies, which come from the routes. */
export function components(): object {
  return {
    schemas: Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, inside(schema)])),
    examples: Object.fromEntries(
      (Object.keys(errors) as ErrorCode[]).flatMap((code) => [
        [code, errorExample(code)],
        [`m2m.${code}`, m2mErrorExample(code)],
      ]),
    ),
    headers,
    parameters: { IdempotencyKey: idempotencyKey },
    securitySchemes: {
      apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'Your API key.' },
      bearer: { type: 'http', scheme: 'bearer', description: 'The same key, as `Authorization: Bearer YOUR_KEY`.' },
    },
  }
}

/** What stands in the braces of the messages, in examples. */
const sampleWords: Readonly<Record<string, string | number>> = {
  param: 'to',
  kind: 'JSON',
  content_type: 'application/json',
  problem: 'is required',
  url: 'https://10.0.0.1/hook',
  reason: 'it is a private address',
  state: 'sent',
  missing: 'name, order.number',
  period: 'hour',
  what: 'the channel',
  provider: 'twilio',
  scope: 'webhooks:write',
  tenant_id: sampleIds.workspace,
  site_id: sampleIds.site,
  feature: 'the chat API',
  resource: 'webhook with this id',
  method: 'PUT',
  allowed: 'GET or POST',
  webhook_id: sampleIds.webhook,
  limit: 100,
  cost: 3,
  balance: 1,
  quota: 5000,
  period_end: '2026-04-30T23:59:59Z',
  retry_at: '2026-04-20T14:30:00Z',
  limit_bytes: 1_048_576,
  bytes: 12_000_000,
  filename: 'catalogue.pdf',
  largest_bytes: 11_500_000,
  value: '"12345"',
  connected: 'no',
  session_id: sampleIds.session,
  name: sampleTemplate.name,
  language: sampleTemplate.language,
  template_id: sampleIds.template,
  domain: 'example.com',
  domain_id: sampleIds.domain,
  retry_after: 12,
  request_id: sampleIds.request,
  seconds: 60,
  rollout_id: sampleRolloutIds.rollout,
  batch_id: 'prices-2026-04',
  status: 'paused',
  action: 'start',
  needed: 'draft',
  reasons: 'Nobody has approved its content.',
}

function errorExample(code: ErrorCode): object {
  const row = errors[code]
  const value: ErrorBody = {
    success: false,
    error: {
      code: row.code,
      type: row.type,
      number: row.number,
      message: errorMessage(code, sampleWords),
      status: row.status,
      param: null,
      retry_after: row.status === 429 ? 12 : null,
    },
    meta: { request_id: sampleIds.request, timestamp: '2026-04-19T14:30:00Z' },
  }
  return { summary: row.type, value }
}

function m2mErrorExample(code: ErrorCode): object {
  const words = { ...sampleWords, param: 'session_id', problem: 'it is missing', resource: 'request' }
  const value: M2mErrorBody = {
    error: m2mError(code, words),
    message: errorMessage(code, words),
    request_id: sampleIds.request,
  }
  return { summary: value.error, value }
}

const header = (description: string, schema: object) => ({ description, schema })

const headers = {
  'X-Request-Id': header('Id of this request. Quote it when you ask for help.', { type: 'string' }),
  'X-RateLimit-Limit': header('Requests that this key may make in 60 seconds.', { type: 'integer' }),
  'X-RateLimit-Remaining': header('Requests left now.', { type: 'integer' }),
  'X-RateLimit-Reset': header('When the oldest counted request leaves the window, in Unix seconds.', {
    type: 'integer',
  }),
  'Retry-After': header('Seconds to wait, at least 1.', { type: 'integer', minimum: 1 }),
  'Idempotent-Replayed': header('`true` where this is the stored reply to an earlier request with the same key.', {
    type: 'string',
    enum: ['true'],
  }),
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any string of your own, a UUID for one. The same key and the same body within 24 hours get the same reply, and the work is done once.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

/** References to headers by name. */
export const headerRefs = (names: readonly (keyof typeof headers)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

/** Headers of every reply of a route. */
export const headersOf = (route: RouteRow): (keyof typeof headers)[] => [
  'X-Request-Id',
  ...(route.scope === 'none' ? [] : (['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'] as const)),
]
