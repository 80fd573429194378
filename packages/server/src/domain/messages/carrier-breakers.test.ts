import assert from 'node:assert/strict'
import { test } from 'node:test'

import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { CarrierBreakers } from './carrier-breakers.ts'
import type { CarrierAnswer } from './port.ts'

const policy = { opensAfter: 3, firstPauseMs: 1_000, longestPauseMs: 3_000 }
const away: CarrierAnswer = { kind: 'unavailable', detail: 'away' }
const taken: CarrierAnswer = { kind: 'accepted', providerMessageId: null }
const nobodyKnows: CarrierAnswer = { kind: 'unknown', detail: 'no answer' }

function open() {
  const clock = new FakeClock()
  const breakers = new CarrierBreakers(clock, policy)
  const call = (answer: CarrierAnswer | null) => {
    const pass = breakers.enter('a')
    assert.ok(pass, 'it lets through')
    return pass.end(answer)
  }
  return { clock, breakers, call }
}

test('opens after so many failures in a row, and says so once', () => {
  const { breakers, call, clock } = open()
  assert.deepEqual([call(away), call(away)], [null, null])
  assert.equal(breakers.wouldLet('a'), true)
  const since = clock.now()
  assert.deepEqual(call(away), { failures: 3, since })
  assert.equal(breakers.enter('a'), null)
  assert.equal(breakers.wouldLet('b'), true, 'each channel has its own')
})

test('what the carrier takes or refuses ends the row; what nobody knows does not count', () => {
  for (const answer of [taken, { kind: 'rejected', code: 'x', message: 'x' } as const]) {
    const { call, breakers } = open()
    for (const each of [away, away, answer, away, away]) assert.equal(call(each), null)
    assert.equal(breakers.wouldLet('a'), true)
  }
  const { call } = open()
  for (let time = 0; time < 9; time++) assert.equal(call(nobodyKnows), null)
  for (const each of [away, away]) assert.equal(call(each), null)
  assert.notEqual(call(away), null)
})

test('lets one trial through after its pause; the trial closes it, or doubles the pause up to the longest', async () => {
  const { call, breakers, clock } = open()
  for (const each of [away, away, away]) call(each)
  for (const pause of [1_000, 2_000, 3_000, 3_000]) {
    await clock.advance(pause - 1)
    assert.equal(breakers.wouldLet('a'), false, `rests ${pause} ms`)
    await clock.advance(1)
    const trial = breakers.enter('a')
    assert.ok(trial)
    assert.equal(breakers.enter('a'), null, 'one trial at a time')
    assert.equal(trial.end(pause === 2_000 ? nobodyKnows : away), null)
  }
  await clock.advance(3_000)
  assert.equal(breakers.enter('a')?.end(null), null)
  assert.equal(breakers.wouldLet('a'), true, 'a trial that was not made leaves the next one free')
  call(taken)
  assert.deepEqual([call(away), call(away)], [null, null], 'closed, it counts from the beginning')
})

test('a carrier that asks for a pause gets it, before it opens and after', async () => {
  const { call, breakers, clock } = open()
  call({ kind: 'throttled', retryAfterMs: 500 })
  assert.equal(breakers.wouldLet('a'), false)
  await clock.advance(500)
  assert.equal(breakers.wouldLet('a'), true)
  call(away)
  call({ kind: 'throttled', retryAfterMs: 60_000 })
  await clock.advance(59_999)
  assert.equal(breakers.wouldLet('a'), false)
  await clock.advance(1)
  assert.equal(breakers.wouldLet('a'), true)
})

test('answers of calls that were under way when it opened do not lengthen the pause', async () => {
  const { breakers, clock } = open()
  const passes = Array.from({ length: 6 }, () => breakers.enter('a')!)
  assert.equal(passes.filter((pass) => pass.end(away) !== null).length, 1)
  await clock.advance(1_000)
  assert.equal(breakers.wouldLet('a'), true)
})
