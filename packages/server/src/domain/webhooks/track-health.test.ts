import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { FAILURES_TO_FAILING, type Health, trackHealth } from './track-health.ts'

const WELL: Health = { failureCount: 0, failingSince: null }

/** `x`: a failure; `.`: a success. Each ends one millisecond after the one before. */
function run(health: Health, attempts: string, from = 1) {
  const results = Array.from(attempts, (each) => each).map((each, index) => ({
    success: each === '.',
    finishedAt: from + index,
  }))
  return trackHealth(health, results)
}

describe('the health of an endpoint', () => {
  test('turns failing with the fifth failure in a row, once', () => {
    assert.deepEqual(run(WELL, 'xxxx'), { health: { failureCount: 4, failingSince: null }, signals: [] })
    assert.deepEqual(run(WELL, 'xxxxx'), { health: { failureCount: 5, failingSince: 5 }, signals: ['turned_failing'] })
    assert.deepEqual(run(WELL, 'xxxxxxxxx'), {
      health: { failureCount: 9, failingSince: 5 },
      signals: ['turned_failing'],
    })
  })

  test('is reset by any success: four, one good, four more are no alarm', () => {
    assert.deepEqual(run(WELL, 'xxxx.xxxx'), { health: { failureCount: 4, failingSince: null }, signals: [] })
    assert.deepEqual(run(WELL, 'xxxx.'), { health: WELL, signals: [] })
  })

  test('recovers with one success, and may fail again', () => {
    const failing = run(WELL, 'xxxxx').health
    assert.deepEqual(run(failing, '.'), { health: WELL, signals: ['recovered'] })
    assert.deepEqual(run(failing, '..'), { health: WELL, signals: ['recovered'] })
    assert.deepEqual(run(failing, '.xxxxx', 10), {
      health: { failureCount: 5, failingSince: 15 },
      signals: ['recovered', 'turned_failing'],
    })
  })

  test('is left as it was by no attempts at all', () => {
    assert.deepEqual(run({ failureCount: 3, failingSince: null }, ''), {
      health: { failureCount: 3, failingSince: null },
      signals: [],
    })
  })

  test('comes out the same however attempts are gathered into batches, and its signals alternate', () => {
    const attempts = fc.string({ unit: fc.constantFrom('x', 'x', 'x', '.'), maxLength: 60 })
    const property = fc.property(attempts, fc.nat(60), (text, at) => {
      const whole = run(WELL, text)
      const first = run(WELL, text.slice(0, at))
      const rest = run(first.health, text.slice(at), 1 + Math.min(at, text.length))
      assert.deepEqual(rest.health, whole.health)
      assert.deepEqual([...first.signals, ...rest.signals], whole.signals)
      whole.signals.forEach((signal, index) => assert.equal(signal, index % 2 === 0 ? 'turned_failing' : 'recovered'))
      assert.equal(
        whole.signals.length,
        text.split('.').filter((run) => run.length >= FAILURES_TO_FAILING).length * 2 -
          (whole.health.failingSince === null ? 0 : 1),
      )
    })
    fc.assert(property, { seed: 2026, numRuns: 500 })
  })
})
