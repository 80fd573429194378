import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decideBounce } from './decide-bounce.ts'
import type { DeliveryOutcome } from './port.ts'

const maria = 'maria@example.com'
const outcome = (action: DeliveryOutcome['action'], recipient = maria, bounceType: 'hard' | 'soft' = 'hard') => ({
  recipients: [recipient],
  action,
  bounceType,
  detail: `${action} ${recipient}`,
})

test('of several recipients the one that was written to counts', () => {
  const outcomes = [outcome('failed', 'other@example.com'), outcome('delayed', 'Maria@Example.com')]
  assert.deepEqual(decideBounce(outcomes, maria), { status: 'delayed', detail: 'delayed Maria@Example.com' })
})

test('of a list, or a forwarded mail, the worst counts', () => {
  const list = [
    outcome('delivered', 'a@example.net'),
    outcome('failed', 'b@example.net', 'soft'),
    outcome('failed', 'c@example.net', 'hard'),
    outcome('delayed', 'd@example.net'),
  ]
  const error = 'failed c@example.net'
  assert.deepEqual(decideBounce(list, maria), { status: 'bounced', bounceType: 'hard', error })
  assert.deepEqual(decideBounce([outcome('delivered')], maria), { status: 'delivered' })
  assert.deepEqual(decideBounce([outcome('relayed')], maria), { status: 'relayed', detail: `relayed ${maria}` })
  assert.equal(decideBounce([], maria), null)
})
