import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planChange, planIds, planNamed, plans } from './index.ts'

test('the plans stand in the order of their credits, so that the order says what an upgrade is', () => {
  const booked = planIds.filter((id) => id !== 'default').map((id) => planNamed(id).monthlyCredits ?? Infinity)
  assert.deepEqual(
    booked,
    booked.toSorted((one, other) => one - other),
  )
  assert.deepEqual(
    [plans.starter, plans.professional, plans.enterprise].map(({ monthlyCredits }) => monthlyCredits),
    [1_500, 7_500, 50_000],
  )
})

test('a change is an upgrade, a downgrade, or the cancellation of what was booked', () => {
  assert.equal(planChange('default', 'starter'), 'upgrade')
  assert.equal(planChange('starter', 'growth'), 'upgrade')
  assert.equal(planChange('enterprise', 'starter'), 'downgrade')
  assert.equal(planChange('enterprise', 'default'), 'cancellation')
})

test('a plan that nobody offers any more neither charges nor limits', () => {
  assert.equal(planNamed('constructor'), plans.default)
})
