import assert from 'node:assert/strict'
import { test } from 'node:test'

import { meteredKinds } from '@posthorn/contract'
import fc from 'fast-check'

import { billingPeriodAt } from './billing-period.ts'
import { type CreditAccount, emptyAccount } from './credit-account.ts'
import { decideReservations, type Want } from './decide-reservations.ts'

const account = (parts: Partial<CreditAccount>): CreditAccount => ({
  ...emptyAccount('ws', billingPeriodAt(0)),
  plan: 'starter',
  ...parts,
})
const sms = (...costs: number[]): Want => ({ kind: 'sms', costs })

test('plan credits are spent first, and one message may take the last of them and the first of the extra ones', () => {
  assert.deepEqual(decideReservations(account({ planLeft: 3, extraLeft: 10 }), [sms(2, 2, 4)]), [
    {
      kind: 'reserved',
      parts: [
        { plan: 2, extra: 0 },
        { plan: 1, extra: 1 },
        { plan: 0, extra: 4 },
      ],
    },
  ])
})

test('a call is paid whole or not at all, and does not stand in the way of a smaller one', () => {
  const decisions = decideReservations(account({ planLeft: 3 }), [sms(2), sms(1, 1), sms(1), sms(1)])
  assert.deepEqual(
    decisions.map((decision) => decision.kind),
    ['reserved', 'too_few_credits', 'reserved', 'too_few_credits'],
  )
  assert.deepEqual(decisions[1], { kind: 'too_few_credits', cost: 2, balance: 1 })
})

test('a quota is of one kind and counts messages, whatever they cost', () => {
  const counts = { sms: 4_999, whatsapp: 0, email: 0 }
  const decisions = decideReservations(account({ extraLeft: 1_000, counts }), [
    sms(1, 1),
    sms(9),
    sms(1),
    { kind: 'email', costs: [1, 1] },
  ])
  assert.deepEqual(
    decisions.map((decision) => decision.kind),
    ['quota_used_up', 'reserved', 'quota_used_up', 'reserved'],
  )
  assert.deepEqual(decisions[0], { kind: 'quota_used_up', quota: 5_000 })
})

test('whatever is asked, no part is negative and no more is taken than there is', () => {
  const wants = fc.array(
    fc.record({ kind: fc.constantFrom(...meteredKinds), costs: fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }) }),
  )
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), wants, (planLeft, extraLeft, asked) => {
      const decisions = decideReservations(account({ planLeft, extraLeft }), asked)
      const parts = decisions.flatMap((decision) => (decision.kind === 'reserved' ? decision.parts : []))
      const sum = (part: 'plan' | 'extra') => parts.reduce((total, each) => total + each[part], 0)
      assert.ok(parts.every(({ plan, extra }) => plan >= 0 && extra >= 0))
      assert.ok(sum('plan') <= planLeft && sum('extra') <= extraLeft)
      // Extra credits are touched only once those of the plan are gone.
      if (sum('extra') > 0) assert.equal(sum('plan'), planLeft)
      const left = planLeft + extraLeft - sum('plan') - sum('extra')
      decisions.forEach((decision, index) => {
        const cost = asked[index]!.costs.reduce((total, each) => total + each, 0)
        if (decision.kind === 'reserved')
          assert.deepEqual(
            decision.parts.map(({ plan, extra }) => plan + extra),
            asked[index]!.costs,
          )
        else assert.ok(cost > left, 'what was refused would still not fit')
      })
    }),
  )
})
