import Type from 'typebox'
import { text } from '../fields.ts'
import { type DeliveryRates as Rates, DeliveryRates } from '../objects/delivery-rates.ts'
import { one } from '../objects/envelope.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds } from '../samples.ts'

const date = (description: string) => text(description, { pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

const sampleRates: Rates = {
  from_date: '2026-04-13',
  to_date: '2026-04-19',
  channels: [
    {
      channel_id: sampleIds.channel,
      type: 'sms',
      provider: 'twilio',
      name: 'Main number',
      accepted: 420,
      queued: 2,
      sent: 18,
      delivered: 392,
      failed: 8,
      bounced: 0,
      delivery_rate: 98,
    },
  ],
}

export const deliveryRateRoutes = {
  'account.deliveryRates': {
    id: 'account.deliveryRates',
    method: 'GET',
    path: '/v1/account/delivery-rates',
    surface: 'v1',
    tag: 'Usage',
    summary: 'What became of what was sent, by channel',
    description:
      'Counts the messages that were accepted on the days asked for by what is known of them now: by default the last 7 days, today included, and at most 31. What test keys send is not counted.',
    scope: 'account:read',
    query: Type.Object({
      from_date: Type.Optional(date('First day, in UTC.')),
      to_date: Type.Optional(date('Last day, in UTC; today by default.')),
    }),
    reply: { status: 200, description: 'The counts.', schema: one(DeliveryRates) },
    errors: [],
    idempotent: false,
    example: { query: { from_date: '2026-04-13', to_date: '2026-04-19' }, reply: { data: sampleRates } },
  },
} as const satisfies Record<string, RouteRow>
