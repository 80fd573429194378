/** How questions fare, and what a tenant uses. Source: wire contract 3.5, 7 (V19 to V22). */
import Type, { type Static } from 'typebox'
import { count, id, nullable, oneOf, text, time } from '../fields.ts'
import { planIds } from '../plans.ts'

const milliseconds = (what: string) => nullable(count(`${what}, from acceptance to the answer; null: there is none.`))

const Latency = Type.Object({
  count: count('Completed requests.'),
  p50_ms: milliseconds('Half took no longer'),
  p95_ms: milliseconds('95 % took no longer'),
})

const share = (what: string) => nullable(Type.Number({ minimum: 0, maximum: 1, description: what }))

const counted = {
  requests: count('Accepted; those of test keys are not counted.'),
  answered: count('Completed with an answer.'),
  declined: count('Completed without one: nothing in the documents supported it.'),
  failed: count('For whatever reason.'),
  timeouts: count('Failed because the deadline passed.'),
  hung_up: count('The caller closed the connection before the answer.'),
  low_confidence: count('Completed with the level `low`, the declined ones included.'),
  good: count('Good feedback.'),
  bad: count('Bad feedback.'),
}

export const ChatStatistics = Type.Object({
  from_date: text('First day, in UTC.', { format: 'date' }),
  to_date: text('Last day, in UTC.', { format: 'date' }),
  ...counted,
  unfinished: count('Neither completed nor failed yet.'),
  unfinished_after_45_s: count('Asynchronous ones that took longer than callers poll, 45 s, or still do (A29).'),
  confidence: Type.Object(
    { high: count('0.7 and more.'), medium: count('0.4 and more.'), low: count('Less.') },
    { description: 'Completed requests by level.' },
  ),
  answered_share: share('Of the completed; null: there is none.'),
  low_confidence_share: share('Of the completed; null: there is none.'),
  bad_feedback_share: share('Of the feedback; null: there is none.'),
  latency: Type.Object({
    sync: Latency,
    async: Latency,
  }),
  daily: Type.Array(Type.Object({ date: text('In UTC.', { format: 'date' }), ...counted }), {
    description: 'Every day, by when the question was asked; those without one included.',
  }),
})
export type ChatStatistics = Static<typeof ChatStatistics>

export const ChatUserStatistics = Type.Object({
  email: Type.String(),
  sessions: count('Sessions in which this address asked.'),
  requests: count('Accepted; those of test keys are not counted.'),
  answered: counted.answered,
  declined: counted.declined,
  failed: counted.failed,
  good: counted.good,
  bad: counted.bad,
  first_request_at: nullable(time()),
  last_request_at: nullable(time()),
})
export type ChatUserStatistics = Static<typeof ChatUserStatistics>

export const DocumentFeedback = Type.Object({
  document_id: id('document'),
  title: text('As it was when it was quoted last.'),
  good: count('Answers that rest on it and were called good.'),
  bad: count('Answers that rest on it and were called bad.'),
  with_comment: count('Of these, those with a comment.'),
  last_bad_at: nullable(time()),
})
export type DocumentFeedback = Static<typeof DocumentFeedback>

const plan = oneOf(planIds)
const tenant = { tenant_id: id('workspace', 'The same string as `workspace_id`.') }

export const Tenant = Type.Object({
  ...tenant,
  workspace_id: id('workspace'),
  name: Type.String(),
  plan,
  sites: Type.Array(Type.Object({ site_id: id('site'), name: Type.String() }), {
    description: 'The first hundred, the oldest first.',
  }),
  created_at: time(),
})
export type Tenant = Static<typeof Tenant>

const limit = (what: string) => nullable(count(`${what}; null: any number.`))
const used = {
  requests_per_minute: count('Calls of this key in the last 60 seconds, this one included.'),
  monthly_messages: count('Questions accepted this month, in UTC; neither those of test keys nor those that failed.'),
  documents: count('Documents now.'),
  sites: count('Sites now.'),
}

export const TenantLimits = Type.Object({
  ...tenant,
  plan,
  limits: Type.Object({
    requests_per_minute: count('Calls that this key may make in 60 seconds.'),
    monthly_messages: limit('Questions in a month'),
    documents: limit('Documents'),
    sites: limit('Sites'),
  }),
  usage: Type.Object(used),
  remaining: Type.Object({
    requests_per_minute: count('Calls left now.'),
    monthly_messages: limit('Questions left'),
    documents: limit('Documents left'),
    sites: limit('Sites left'),
  }),
  period_end: time('Last second of the month.'),
})
export type TenantLimits = Static<typeof TenantLimits>

export const TenantUsage = Type.Object({
  ...tenant,
  plan,
  period: Type.Object({ starts_at: time(), ends_at: time('Its last second.') }),
  messages: count('Questions accepted, without those that failed.'),
  failed: count('Questions that failed, and are not held against the limit.'),
  documents: used.documents,
  document_bytes: count('Bytes of these documents.'),
  sites: Type.Array(
    Type.Object({
      site_id: id('site'),
      name: Type.String(),
      messages: count('As above.'),
      failed: count('As above.'),
      documents: count('As above.'),
    }),
  ),
})
export type TenantUsage = Static<typeof TenantUsage>

export const TenantUsageHistory = Type.Object({
  ...tenant,
  from_date: text('First day, in UTC.', { format: 'date' }),
  to_date: text('Last day, in UTC.', { format: 'date' }),
  granularity: oneOf(['daily', 'monthly']),
  history: Type.Array(
    Type.Object({
      date: text('The day, or the first day of the month, in UTC.', { format: 'date' }),
      messages: count('Questions accepted, without those that failed.'),
      failed: count('Questions that failed.'),
    }),
    { description: 'The days, or months, that were asked for, those without questions included.' },
  ),
})
export type TenantUsageHistory = Static<typeof TenantUsageHistory>
