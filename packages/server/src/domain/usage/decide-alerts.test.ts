import assert from 'node:assert/strict'
import { test } from 'node:test'

import { billingPeriodAt } from './billing-period.ts'
import { type CreditAccount, emptyAccount } from './credit-account.ts'
import { decideAlerts, toldAfterGrowth } from './decide-alerts.ts'

/** An account of a plan of 1,500 credits. */
const account = (parts: Partial<CreditAccount>): CreditAccount => ({
  ...emptyAccount('ws', billingPeriodAt(0)),
  plan: 'starter',
  ...parts,
})

/** What is told while the balance falls, step by step. */
function fall(balances: readonly number[], threshold = 20): string[] {
  let told = account({}).told
  return balances.map((planLeft) => {
    const decision = decideAlerts(account({ planLeft, told }), threshold)
    told = decision?.told ?? told
    return decision ? `${decision.told}${decision.low ? ' low' : ''}${decision.depleted ? ' depleted' : ''}` : ''
  })
}

test('each level is told once, the threshold as credit.low, nothing left as credit.depleted', () => {
  assert.deepEqual(fall([1_500, 300, 299, 200, 150, 149, 75, 74, 1, 0, 0]), [
    ...['', '', '20 low', '', '', '10', '', '5', '', '0 depleted', ''],
  ])
})

test('a fall past several levels is one notice, and both events where it passes both', () => {
  assert.deepEqual(fall([400, 60]), ['', '5 low'])
  assert.deepEqual(fall([400, 0]), ['', '0 low depleted'])
})

test('a threshold below the lower levels leaves them out', () => {
  assert.deepEqual(fall([140, 100, 44, 0], 3), ['', '', '3 low', '0 depleted'])
})

test('extra credits belong to the total', () => {
  const rich = account({ planLeft: 0, extraLeft: 700, extraTotal: 1_500 })
  assert.equal(decideAlerts(rich, 20), null)
  assert.equal(decideAlerts({ ...rich, extraLeft: 599 }, 20)?.low, true)
})

test('a top-up arms again what it lifts the balance over, and nothing else', () => {
  assert.equal(toldAfterGrowth(account({ planLeft: 300 }), 20), account({}).told)
  assert.equal(toldAfterGrowth(account({ planLeft: 299 }), 20), 20)
  assert.equal(toldAfterGrowth(account({ planLeft: 74 }), 20), 5)
  assert.equal(toldAfterGrowth(account({}), 20), 0)
})
