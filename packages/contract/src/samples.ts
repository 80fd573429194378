/** Whole objects for the examples. Typed, so that they cannot fall behind the schemas. */
import type { ApiKey, Health, Me, Workspace } from './objects/access.ts'
import type { DomainRecord, EmailDomain, Suppression } from './objects/email.ts'
import type { PageMeta } from './objects/envelope.ts'
import type { EmailMessage, Notification, SmsMessage, WhatsAppMessage } from './objects/message.ts'
import { defaultCreditAlert, type Credits, type Usage } from './objects/usage.ts'
import type {
  Delivery,
  DeliveryDetail,
  Event,
  EventDetail,
  EventLogLine,
  PublishedEvent,
  Recovery,
  Webhook,
} from './objects/webhook.ts'
import { allScopes } from './scopes.ts'

/** The ids that every example uses, so that one thing has the same id wherever it is shown. */
export const sampleIds = {
  workspace: 'ws_01KJ0Z6S5T8Q4D2M7N9P3R6V1X',
  key: 'key_01KJ0Z7A2B4C6D8E0F1G3H5J7K',
  otherKey: 'key_01KPJX0A1B2C3D4E5F6G7H8J9K',
  site: 'site_01KJ0Z7M9N1P3Q5R7S9T1V3W5X',
  message: 'msg_01KPJX3D8F2G4H6J8K0M2N4P6Q',
  conversation: 'conv_01KPJX2Z7Y5X3W1V9T7S5R3Q1P',
  contact: 'cnt_01KPJX2A4B6C8D0E2F4G6H8J0K',
  agent: 'agt_01KJ10A1B2C3D4E5F6G7H8J9K0',
  otherAgent: 'agt_01KJ10M1N2P3Q4R5S6T7V8W9X0',
  channel: 'chan_01KJ10B9C8D7E6F5G4H3J2K1M0',
  session: 'sess_01KJ10C0D1E2F3G4H5J6K7M8N9',
  sessionChannel: 'chan_01KJ10C0D1E2F3G4H5J6K7M8N9',
  event: 'evt_01KPJX3E9G1H3J5K7M9N1P3Q5R',
  testEvent: 'evt_test_01KPJX5T7V9X1Z3B5D7F9H1K3M',
  user: 'usr_01KJ0Z5V6W7X8Y9Z0A1B2C3D4E',
  sms: 'sms_01KPJX4A1C3E5G7J9M1P3R5T7V',
  email: 'eml_01KPJX4B2D4F6H8K0N2Q4S6V8X',
  domain: 'dom_01KPJX8A1B2C3D4E5F6G7H8J9K',
  template: 'tpl_01KPJX7A2B4C6D8E0F1G3H5J7K',
  suppression: 'sup_01KPJX8M1N2P3Q4R5S6T7V8W9X',
  notification: 'ntf_01KPJX9Q8R7S6T5V4W3X2Y1Z0A',
  recovery: 'rec_01KPJXB1C2D3E4F5G6H7J8K9M0',
  request: 'req_01KPJX3C7E9G1J3M5P7R9T1V3X',
  webhook: '019da4d2-1f0a-7c3b-9e5d-2b4f6a8c0e1d',
  delivery: '019da4d6-88b1-7f24-8a61-90c3d5e7f902',
} as const

export const created = '2026-04-19T14:30:00Z'

/** Keys and secrets of the examples; no server ever made them. */
export const sampleKey = 'sk_live_EXAMPLE0EXAMPLE0EXAMPLE0EXAMPLE0EXAMPLE0'
export const sampleSecret = `whsec_${'0123456789abcdef'.repeat(4)}`

export const samplePageMeta: PageMeta = { page: 1, per_page: 20, total: 1, total_pages: 1, last_page: 1 }

export const sampleHealth: Health = { status: 'ok', version: '0.1.0', timestamp: created }

export const sampleMe: Me = {
  key_id: sampleIds.key,
  key_name: 'Order service',
  company_id: sampleIds.workspace,
  workspace_id: sampleIds.workspace,
  tenant_id: sampleIds.workspace,
  workspace_name: 'Acme',
  environment: 'production',
  test: false,
  scopes: ['sms:write', 'webhooks:manage'],
  canonical_scopes: ['webhooks:read', 'webhooks:write', 'sms:write'],
  permissions: Object.fromEntries(
    allScopes.map((scope) => [scope, ['webhooks:read', 'webhooks:write', 'sms:write'].includes(scope)]),
  ),
  plan: 'starter',
  rate_limit_per_minute: 100,
  expires_at: null,
}

export const sampleWorkspace: Workspace = {
  id: sampleIds.workspace,
  tenant_id: sampleIds.workspace,
  name: 'Acme',
  plan: 'starter',
  owner_emails: ['ops@example.com'],
  credit_alert: defaultCreditAlert,
  created_at: '2026-02-21T09:00:00Z',
  updated_at: created,
}

export const sampleApiKey: ApiKey = {
  id: sampleIds.key,
  name: 'Order service',
  owner: 'Payments team',
  environment: 'production',
  scopes: ['sms:write', 'webhooks:manage'],
  canonical_scopes: ['webhooks:read', 'webhooks:write', 'sms:write'],
  prefix: 'sk_live_',
  display: 'sk_live_EXAM…',
  status: 'active',
  critical: false,
  created_at: '2026-02-21T09:00:00Z',
  last_used_at: created,
  expires_at: null,
  rotate_by: '2026-05-22T09:00:00Z',
  revoked_at: null,
  rotated_from: null,
}

export const sampleWebhook: Webhook = {
  id: sampleIds.webhook,
  url: 'https://example.com/webhooks/posthorn',
  events: ['message.received', 'conversation.*'],
  status: 'active',
  is_active: true,
  name: null,
  description: 'Production',
  retry_policy: 'standard',
  signatures: [],
  secret_prefix: 'whsec_0123',
  secret_rotation: { pending: false, old_secret_valid_until: null },
  success_rate: 1,
  failure_count: 0,
  failing_since: null,
  last_delivery_at: null,
  created_at: created,
  updated_at: created,
}

export const sampleDelivery: Delivery = {
  id: sampleIds.delivery,
  webhook_id: sampleIds.webhook,
  event_id: sampleIds.event,
  event_type: 'message.received',
  event: 'message.received',
  status: 'success',
  http_status: 200,
  status_code: 200,
  attempt: 1,
  trigger: 'automatic',
  response_time_ms: 84,
  slow: false,
  error: null,
  permanent: false,
  delivered_at: created,
  next_retry_at: null,
  created_at: created,
}

export const samplePendingDelivery: Delivery = {
  ...sampleDelivery,
  status: 'pending',
  http_status: null,
  status_code: null,
  response_time_ms: null,
  delivered_at: null,
  next_retry_at: created,
}

export const sampleEvent: Event = {
  id: sampleIds.event,
  event: 'message.delivered',
  event_id: sampleIds.event,
  timestamp: created,
  workspace_id: sampleIds.workspace,
  data: {
    message_id: sampleIds.message,
    conversation_id: sampleIds.conversation,
    contact_id: sampleIds.contact,
    channel_id: sampleIds.channel,
    channel_type: 'whatsapp',
    delivered_at: created,
  },
}

export const sampleDeliveryDetail: DeliveryDetail = {
  ...sampleDelivery,
  event_type: 'message.delivered',
  event: 'message.delivered',
  url: 'https://example.com/webhooks/posthorn',
  request_headers: {
    'content-type': 'application/json',
    'x-timely-event-id': sampleIds.event,
    'x-timely-timestamp': '1776609000',
  },
  request_body: JSON.stringify(sampleEvent),
  response_status: 200,
  response_headers: { 'content-type': 'text/plain' },
  response_body: 'OK',
  error_detail: null,
}

export const sampleEventLogLine: EventLogLine = {
  event_id: sampleIds.event,
  event_type: 'message.received',
  occurred_at: created,
  state: 'permanent_failure',
  attempts: 6,
  last_http_status: 500,
  last_error: 'http_status',
  next_retry_at: null,
  last_delivery_id: sampleIds.delivery,
}

export const sampleEventDelivery: EventDetail['deliveries'][number] = {
  webhook_id: sampleIds.webhook,
  url: 'https://example.com/webhooks/posthorn',
  state: 'delivered',
  attempts: 1,
  last_http_status: 200,
  last_error: null,
  next_retry_at: null,
  last_delivery_id: sampleIds.delivery,
}

export const sampleCustomEvent: PublishedEvent = {
  id: sampleIds.event,
  event: 'custom.order.paid',
  event_id: sampleIds.event,
  timestamp: created,
  workspace_id: sampleIds.workspace,
}

export const sampleRecovery: Recovery = {
  id: sampleIds.recovery,
  webhook_id: sampleIds.webhook,
  since: '2026-04-19T08:00:00Z',
  until: '2026-04-19T14:00:00Z',
  event_types: ['message.*'],
  state: 'done',
  dry_run: false,
  matched: 50,
  resent: 49,
  skipped: 1,
  rate_per_second: 50,
  created_at: created,
  finished_at: '2026-04-19T14:30:02Z',
}

const queued = {
  status: 'queued',
  error_code: null,
  error_message: null,
  provider: 'simulator',
  test: false,
  created_at: created,
  scheduled_at: null,
  sent_at: null,
  delivered_at: null,
  failed_at: null,
  cancelled_at: null,
} as const

export const sampleSms: SmsMessage = {
  id: sampleIds.sms,
  object: 'sms.message',
  to: '+5511999999999',
  sender_id: null,
  content: 'Your code is 482913',
  message: 'Your code is 482913',
  encoding: 'GSM-7',
  segments: 1,
  forced_by: null,
  callback_url: null,
  ...queued,
}

export const sampleEmail: EmailMessage = {
  id: sampleIds.email,
  object: 'email.message',
  to: ['maria@example.com'],
  from: 'no-reply@posthorn.example',
  from_name: null,
  reply_to: null,
  subject: 'Your order',
  bounce: null,
  opened_at: null,
  clicked_at: null,
  complained_at: null,
  ...queued,
}

const verifiedRecord = { required: true, status: 'verified', problem: null, checked_at: created } as const
const found = (record: Pick<DomainRecord, 'type' | 'name' | 'value'>): DomainRecord => ({
  ...record,
  ...verifiedRecord,
  found: [record.value],
  found_at: record.name,
})

export const sampleEmailDomain: EmailDomain = {
  id: sampleIds.domain,
  domain: 'example.com',
  status: 'verified',
  verified: true,
  reason: null,
  records: {
    dkim: found({
      type: 'TXT',
      name: 'ph-4f1c2a9e._domainkey.example.com',
      value: 'v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA',
    }),
    spf: found({ type: 'TXT', name: 'example.com', value: 'v=spf1 include:mail.posthorn.example ~all' }),
    dmarc: found({ type: 'TXT', name: '_dmarc.example.com', value: 'v=DMARC1; p=none' }),
    return_path: {
      ...found({ type: 'CNAME', name: 'bounces.example.com', value: 'mail.posthorn.example' }),
      required: false,
    },
  },
  returns: {
    taken_in: true,
    domain: 'bounces.example.com',
    mail_domain: 'mail.posthorn.example',
    feedback_address: 'fbl@mail.posthorn.example',
  },
  created_at: '2026-04-19T14:00:00Z',
  checked_at: created,
  verified_at: created,
}

const unpublished = (record: DomainRecord): DomainRecord => ({
  ...record,
  status: 'pending',
  found: [],
  found_at: null,
  checked_at: null,
})

export const sampleNewEmailDomain: EmailDomain = {
  ...sampleEmailDomain,
  status: 'pending',
  verified: false,
  records: {
    dkim: unpublished(sampleEmailDomain.records.dkim),
    spf: unpublished(sampleEmailDomain.records.spf),
    dmarc: unpublished(sampleEmailDomain.records.dmarc),
    return_path: unpublished(sampleEmailDomain.records.return_path),
  },
  returns: { ...sampleEmailDomain.returns, domain: 'mail.posthorn.example' },
  checked_at: null,
  verified_at: null,
}

export const sampleSuppression: Suppression = {
  id: sampleIds.suppression,
  channel: 'email',
  address: 'maria@example.com',
  reason: 'hard_bounce',
  scope: 'workspace',
  message_id: sampleIds.email,
  test: false,
  expires_at: null,
  created_at: created,
}

export const sampleWhatsApp: WhatsAppMessage = {
  id: sampleIds.message,
  object: 'whatsapp.message',
  session_id: sampleIds.session,
  conversation_id: sampleIds.conversation,
  contact_id: sampleIds.contact,
  channel_id: sampleIds.channel,
  direction: 'outbound',
  from: '+5511988887777',
  to: '+5511999999999',
  type: 'text',
  content: 'Your order is on its way.',
  payload: null,
  read_at: null,
  ...queued,
}

export const sampleNotification: Notification = {
  id: sampleIds.notification,
  kind: 'webhook.failing',
  subject: 'A webhook is failing',
  text: 'The webhook https://example.com/webhooks/posthorn failed 5 times in a row. It goes on getting events.',
  recipients: ['ops@example.com'],
  state: 'stored',
  created_at: created,
  sent_at: null,
  error: null,
}

const samplePeriod = { starts_at: '2026-04-01T00:00:00Z', ends_at: '2026-04-30T23:59:59Z' }

export const sampleCredits: Credits = {
  balance: 290,
  used: 1210,
  plan_limit: 1500,
  auto_recharge: false,
  plan_credits: 290,
  extra_credits: 0,
  plan: 'starter',
  billing_period: samplePeriod,
}

export const sampleUsage: Usage = {
  plan: 'starter',
  billing_period: samplePeriod,
  usage: {
    whatsapp_messages: { sent: 250, received: 0, quota: 5000, percentage: 5 },
    sms: { sent: 420, received: 0, quota: 5000, percentage: 8.4 },
    emails: { sent: 120, received: 0, quota: 5000, percentage: 2.4 },
    whatsapp_sessions: { active: 0, quota: null },
  },
  daily_breakdown: [
    {
      date: '2026-04-19',
      whatsapp_messages: { sent: 12, received: 0 },
      sms: { sent: 20, received: 0 },
      emails: { sent: 4, received: 0 },
      credits: 76,
    },
  ],
}
