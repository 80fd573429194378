/** Questions and answers for the examples, as the other samples typed. */
import type { ChatAnswer, ChatFeedback, ChatRecord, ChatRequest, ChatSession, ChatSource } from './objects/chat.ts'
import type {
  ChatStatistics,
  ChatUserStatistics,
  DocumentFeedback,
  Tenant,
  TenantLimits,
  TenantUsage,
  TenantUsageHistory,
} from './objects/chat-statistics.ts'
import { created, sampleIds } from './samples.ts'

export const sampleChatIds = {
  request: 'req_019da4d21f0a7c3b9e5d2b4f6a8c0e1d',
  document: 'doc_01KPJX4H8J9K0M1N2P3Q4R5S6T',
  session: 'visitor-7421',
} as const

export const sampleSource: ChatSource = {
  document_id: sampleChatIds.document,
  title: 'Support',
  headings: ['Support hours'],
  quote: 'Support is available Monday to Friday between 09:00 and 18:00.',
  start: 29,
  end: 91,
  version: 1,
  language: 'en',
}

const names = { request_id: sampleChatIds.request, session_id: sampleChatIds.session }
const question = 'What are your support hours?'
const answered = {
  answered: true,
  answer: sampleSource.quote,
  confidence: 0.86,
  confidence_level: 'high',
  response_language: 'en',
  sources: [sampleSource],
  test: false,
  created_at: created,
} as const

export const sampleAnswer: ChatAnswer = {
  ...names,
  status: 'completed',
  ...answered,
  sources: [sampleSource],
  completed_at: created,
}

export const sampleChatRequest: ChatRequest = { ...sampleAnswer, error: null, error_message: null }

export const sampleFailedRequest: ChatRequest = {
  ...names,
  status: 'failed',
  answered: null,
  answer: null,
  confidence: null,
  confidence_level: null,
  response_language: null,
  sources: [],
  error: 'timeout',
  error_message: 'There was no answer within 300 seconds.',
  test: false,
  created_at: created,
  completed_at: '2026-04-19T14:35:00Z',
}

export const sampleChatSession: ChatSession = {
  session_id: sampleChatIds.session,
  state: 'open',
  email: 'maria@example.com',
  requests: 1,
  test: false,
  created_at: created,
  last_request_at: created,
  closed_at: null,
}

export const sampleChatRecord: ChatRecord = {
  ...sampleChatRequest,
  site_id: sampleIds.site,
  message: question,
  mode: 'sync',
  email: 'maria@example.com',
  answered_by: 'documents',
  support: 0.86,
  batch_id: null,
  integration: 'Help centre',
  environment: 'production',
  polls: 0,
  polled_at: null,
  started_at: created,
  hung_up_at: null,
  feedback: 'good',
  feedback_comment: null,
  feedback_submitted_at: '2026-04-19T14:31:10Z',
}

export const sampleFeedback: ChatFeedback = {
  ...names,
  feedback: 'bad',
  comment: 'It does not say whether that holds on holidays.',
  feedback_submitted_at: '2026-04-19T14:31:10Z',
  message: question,
  ...answered,
  sources: [sampleSource],
  email: 'maria@example.com',
  batch_id: null,
}

const counts = {
  requests: 420,
  answered: 371,
  declined: 45,
  failed: 4,
  timeouts: 1,
  hung_up: 2,
  low_confidence: 52,
  good: 61,
  bad: 7,
}

export const sampleStatistics: ChatStatistics = {
  from_date: '2026-04-19',
  to_date: '2026-04-19',
  ...counts,
  unfinished: 0,
  unfinished_after_45_s: 0,
  confidence: { high: 298, medium: 66, low: 52 },
  answered_share: 0.8918,
  low_confidence_share: 0.125,
  bad_feedback_share: 0.1029,
  latency: {
    sync: { count: 380, p50_ms: 24, p95_ms: 71 },
    async: { count: 36, p50_ms: 31, p95_ms: 140 },
  },
  daily: [{ date: '2026-04-19', ...counts }],
}

export const sampleUserStatistics: ChatUserStatistics = {
  email: 'maria@example.com',
  sessions: 2,
  requests: 5,
  answered: 4,
  declined: 1,
  failed: 0,
  good: 1,
  bad: 1,
  first_request_at: '2026-04-02T08:11:20Z',
  last_request_at: created,
}

export const sampleDocumentFeedback: DocumentFeedback = {
  document_id: sampleChatIds.document,
  title: 'Support',
  good: 12,
  bad: 5,
  with_comment: 3,
  last_bad_at: created,
}

const tenant = { tenant_id: sampleIds.workspace } as const

export const sampleTenant: Tenant = {
  ...tenant,
  workspace_id: sampleIds.workspace,
  name: 'Acme',
  plan: 'starter',
  sites: [{ site_id: sampleIds.site, name: 'Acme help' }],
  created_at: created,
}

export const sampleLimits: TenantLimits = {
  ...tenant,
  plan: 'starter',
  limits: { requests_per_minute: 60, monthly_messages: 1_000, documents: 100, sites: 1 },
  usage: { requests_per_minute: 3, monthly_messages: 420, documents: 12, sites: 1 },
  remaining: { requests_per_minute: 57, monthly_messages: 580, documents: 88, sites: 0 },
  period_end: '2026-04-30T23:59:59Z',
}

export const sampleTenantUsage: TenantUsage = {
  ...tenant,
  plan: 'starter',
  period: { starts_at: '2026-04-01T00:00:00Z', ends_at: '2026-04-30T23:59:59Z' },
  messages: 420,
  failed: 4,
  documents: 12,
  document_bytes: 81_920,
  sites: [{ site_id: sampleIds.site, name: 'Acme help', messages: 420, failed: 4, documents: 12 }],
}

export const sampleUsageHistory: TenantUsageHistory = {
  ...tenant,
  from_date: '2026-04-01',
  to_date: '2026-04-30',
  granularity: 'monthly',
  history: [{ date: '2026-04-01', messages: 420, failed: 4 }],
}
