import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { decideQuotaNotices, toldOfPlan } from './decide-quota-notices.ts'

const none = { sms: 0, whatsapp: 0, email: 0 }

test('a quota is told at 80 and at 100 percent, each by itself', () => {
  const at = (sms: number, told = 0) =>
    decideQuotaNotices({ plan: 'starter', counts: { ...none, sms, email: 10 }, quotaTold: { ...none, sms: told } })
  assert.deepEqual(at(3_999), [])
  assert.deepEqual(at(4_000), [{ kind: 'sms', level: 80, used: 4_000, quota: 5_000 }])
  assert.deepEqual(at(4_999, 80), [])
  assert.deepEqual(at(5_000, 80), [{ kind: 'sms', level: 100, used: 5_000, quota: 5_000 }])
  assert.deepEqual(at(5_000), [{ kind: 'sms', level: 100, used: 5_000, quota: 5_000 }], 'both at once are one notice')
  assert.deepEqual(at(5_000, 100), [])
})

test('where there is no quota nothing is told', () => {
  for (const plan of ['default', 'enterprise'] as const)
    assert.deepEqual(decideQuotaNotices({ plan, counts: { ...none, sms: 1e9 }, quotaTold: none }), [])
})

test('a larger plan has levels of its own', () => {
  assert.deepEqual(toldOfPlan({ plan: 'growth', counts: { sms: 5_000, whatsapp: 16_000, email: 20_000 } }), {
    sms: 0,
    whatsapp: 80,
    email: 100,
  })
})

test('however the use goes up and down, each level is told at most once, and 100 percent never without being reached', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -2_000, max: 2_000 }), { maxLength: 40 }), (steps) => {
      let sms = 0
      let quotaTold = none
      const told: number[] = []
      for (const step of steps) {
        sms = Math.min(5_000, Math.max(0, sms + step))
        for (const notice of decideQuotaNotices({ plan: 'starter', counts: { ...none, sms }, quotaTold })) {
          assert.ok(sms * 100 >= 5_000 * notice.level)
          told.push(notice.level)
          quotaTold = { ...quotaTold, sms: notice.level }
        }
      }
      assert.deepEqual(
        told,
        [...new Set(told)].sort((one, other) => one - other),
      )
    }),
  )
})
