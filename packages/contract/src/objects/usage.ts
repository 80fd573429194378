/** Credits and what was sent. Source: wire contract 3.3, 3.4, 6. */
import Type, { type Static } from 'typebox'
import { count, flag, nullable, oneOf, text, time } from '../fields.ts'
import { planIds } from '../plans.ts'

/** Who is told that credits run out, and when. */
export const CreditAlert = Type.Object({
  enabled: flag('Whether notices are sent. The events `credit.low` and `credit.depleted` come all the same.'),
  threshold_percentage: Type.Integer({
    minimum: 1,
    maximum: 99,
    description: 'Credits left, in percent of the total, at which the first notice and `credit.low` come.',
  }),
  recipients: Type.Array(Type.String({ format: 'email', maxLength: 320 }), {
    maxItems: 20,
    description: 'Who gets the notices; empty: the owners of the workspace.',
  }),
})
export type CreditAlert = Static<typeof CreditAlert>

export const defaultCreditAlert: CreditAlert = { enabled: true, threshold_percentage: 20, recipients: [] }

const BillingPeriod = Type.Object({ starts_at: time(), ends_at: time('Its last second.') })

export const Credits = Type.Object({
  balance: nullable(count('Credits left to spend, reserved ones not counted; null: the plan charges nothing.')),
  used: count('Credits spent or reserved in this billing period.'),
  plan_limit: nullable(count('Credits of the plan for this billing period; null: the plan charges nothing.')),
  auto_recharge: flag('Whether credits are bought by themselves. Never so: nothing here can pay.'),
  plan_credits: count('The part of the balance that ends with the billing period, and is spent first.'),
  extra_credits: count('The part that was topped up, and does not end.'),
  plan: oneOf(planIds),
  billing_period: BillingPeriod,
})
export type Credits = Static<typeof Credits>

const sentAndReceived = {
  sent: count('Messages that the carrier took.'),
  received: count('Messages that came in.'),
}

const ChannelUsage = Type.Object({
  ...sentAndReceived,
  quota: nullable(count('Messages that the plan allows in a billing period; null: any number.')),
  percentage: nullable(Type.Number({ minimum: 0, description: 'What was sent, in percent of the quota.' })),
})

const PartUsage = Type.Object(sentAndReceived)

export const Usage = Type.Object({
  plan: oneOf(planIds),
  billing_period: BillingPeriod,
  usage: Type.Object(
    {
      whatsapp_messages: ChannelUsage,
      sms: ChannelUsage,
      emails: ChannelUsage,
      whatsapp_sessions: Type.Object({
        active: count('Connected sessions.'),
        quota: nullable(count('Sessions that the plan allows; null: any number.')),
      }),
    },
    { description: 'This billing period so far.' },
  ),
  daily_breakdown: Type.Array(
    Type.Object({
      date: text('The day, or the first day of the month, in UTC.', { format: 'date' }),
      whatsapp_messages: PartUsage,
      sms: PartUsage,
      emails: PartUsage,
      credits: count('Credits spent on what was sent.'),
    }),
    { description: 'The days, or months, that were asked for, those without messages included.' },
  ),
})
export type Usage = Static<typeof Usage>
