/** Batches, templates and verifications for the examples, as the other samples typed. */
import type { Batch, MessageSummary, SentBatch } from './objects/batch.ts'
import type { EmailTemplate } from './objects/email-template.ts'
import type { Verification } from './objects/verification.ts'
import { created, sampleIds } from './samples.ts'

export const sampleBatchIds = {
  batch: 'bat_01KPJX4E5F6G7H8J9K0M1N2P3Q',
  template: 'tpl_01KPJX4F6G7H8J9K0M1N2P3Q4R',
  verification: 'ver_01KPJX4G7H8J9K0M1N2P3Q4R5S',
} as const

const about = {
  object: 'batch',
  kind: 'sms',
  test: false,
  scheduled_at: null,
  accepted: 1,
  refused: 1,
  created_at: created,
} as const

export const sampleSentBatch: SentBatch = {
  batch_id: sampleBatchIds.batch,
  ...about,
  results: [
    { index: 0, to: '+5511999999999', id: sampleIds.sms, status: 'queued', error: null },
    {
      index: 1,
      to: '12',
      id: null,
      status: null,
      error: {
        code: 'INVALID_PHONE',
        type: 'invalid_phone',
        message: 'to: "12" is no valid phone number. Give it in E.164 form, with a plus sign and the country code.',
        param: 'to',
      },
    },
  ],
}

export const sampleSummary: MessageSummary = {
  id: sampleIds.sms,
  object: 'message',
  kind: 'sms',
  to: ['+5511999999999'],
  status: 'delivered',
  error_code: null,
  error_message: null,
  test: false,
  batch_id: sampleBatchIds.batch,
  created_at: created,
  scheduled_at: null,
  sent_at: '2026-04-19T14:30:01Z',
  delivered_at: '2026-04-19T14:30:03Z',
  failed_at: null,
  cancelled_at: null,
}

export const sampleCancelled: MessageSummary = {
  ...sampleSummary,
  status: 'cancelled',
  batch_id: null,
  scheduled_at: '2026-04-20T09:00:00Z',
  sent_at: null,
  delivered_at: null,
  cancelled_at: created,
}

export const sampleBatch: Batch = {
  id: sampleBatchIds.batch,
  ...about,
  counts: { scheduled: 0, queued: 0, paused: 0, sent: 0, delivered: 1, read: 0, failed: 0, cancelled: 0 },
  messages: [sampleSummary],
}

export const sampleTemplate: EmailTemplate = {
  id: sampleBatchIds.template,
  object: 'email.template',
  name: 'order-shipped',
  subject: 'Your order {{order.number}}',
  html: '<p>Hello {{name}}, order {{order.number}} is on its way.</p>',
  text: 'Hello {{name}}, order {{order.number}} is on its way.',
  variables: ['name', 'order.number'],
  created_at: created,
  updated_at: created,
}

export const sampleVerification: Verification = {
  id: sampleBatchIds.verification,
  object: 'verification',
  to: '+5511999999999',
  channel: 'sms',
  status: 'pending',
  attempts_left: 5,
  message_id: sampleIds.sms,
  test: false,
  created_at: created,
  expires_at: '2026-04-19T14:35:00Z',
  ended_at: null,
}
