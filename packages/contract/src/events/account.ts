/** Credits and the plan. Source: wire contract 5.2. */
import Type from 'typebox'
import { oneOf, time } from '../fields.ts'
import { at, fields, later, maybe, maybeTime, type EventRow } from './event-row.ts'

const credit = {
  credits_remaining: Type.Number({ minimum: 0 }),
  credits_total: Type.Number({ minimum: 0 }),
  credits_used: Type.Number({ minimum: 0 }),
  usage_percentage: Type.Number({ minimum: 0 }),
  alert_threshold_percentage: Type.Number({ minimum: 0, maximum: 100 }),
  estimated_depletion_at: maybeTime,
  billing_period_end: time(),
  plan_id: Type.String(),
  plan_name: Type.String(),
}

const creditExample = {
  credits_remaining: 290,
  credits_total: 1500,
  credits_used: 1210,
  usage_percentage: 80.7,
  alert_threshold_percentage: 20,
  estimated_depletion_at: '2026-04-25T00:00:00Z',
  billing_period_end: '2026-04-30T23:59:59Z',
  plan_id: 'starter',
  plan_name: 'Starter',
}

export const accountEvents = {
  'credit.low': {
    category: 'credit',
    summary: 'The credits left fell below the threshold. Once for each crossing.',
    data: fields(credit),
    example: creditExample,
  },
  'credit.depleted': {
    category: 'credit',
    summary: 'The credits are used up; sending is paused.',
    data: fields({ ...credit, depleted_at: time() }),
    example: { ...creditExample, credits_remaining: 0, credits_used: 1500, usage_percentage: 100, depleted_at: later },
  },
  'plan.changed': {
    category: 'plan',
    summary: 'The plan of the workspace changed.',
    data: fields({
      previous_plan_id: maybe,
      plan_id: Type.String(),
      plan_name: Type.String(),
      change_type: oneOf(['upgrade', 'downgrade', 'cancellation']),
      effective_at: time(),
    }),
    example: {
      previous_plan_id: 'starter',
      plan_id: 'growth',
      plan_name: 'Growth',
      change_type: 'upgrade',
      effective_at: at,
    },
  },
} as const satisfies Record<string, EventRow>
