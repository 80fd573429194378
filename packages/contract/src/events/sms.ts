/** What becomes of an SMS. Source: wire contract 5.2. */
import Type from 'typebox'
import { id, nullable, time } from '../fields.ts'
import { sampleIds } from '../samples.ts'
import { at, failure, failureExample, fields, later, type EventRow } from './event-row.ts'

const sms = { id: id('sms'), to: Type.String() }

const smsExample = { id: sampleIds.sms, to: '+5511999999999' }

export const smsEvents = {
  'sms.sent': {
    category: 'sms',
    summary: 'An SMS was handed to its carrier.',
    data: fields({
      ...sms,
      segments: Type.Integer({ minimum: 1 }),
      provider: Type.String(),
      cost_usd: nullable(Type.Number({ minimum: 0 })),
      sent_at: time(),
    }),
    example: { ...smsExample, segments: 1, provider: 'simulator', cost_usd: 0, sent_at: at },
  },
  'sms.delivered': {
    category: 'sms',
    summary: 'An SMS reached its recipient.',
    data: fields({ ...sms, delivered_at: time() }),
    example: { ...smsExample, delivered_at: later },
  },
  'sms.failed': {
    category: 'sms',
    summary: 'An SMS could not be delivered.',
    data: fields({ ...sms, ...failure }),
    example: { ...smsExample, ...failureExample },
  },
} as const satisfies Record<string, EventRow>
