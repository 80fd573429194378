import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOfRange, lastDays, rangeOf } from './ranges.ts'

const now = Date.parse('2026-04-19T23:30:00Z')

test('ranges end today, in UTC', () => {
  assert.deepEqual(rangeOf('period', now), { from: '2026-04-01', to: '2026-04-19' })
  assert.deepEqual(rangeOf('week', now), { from: '2026-04-13', to: '2026-04-19' })
  assert.deepEqual(rangeOf('month', now), { from: '2026-03-21', to: '2026-04-19' })
  assert.deepEqual(rangeOf('year', now), { from: '2025-05-01', to: '2026-04-19' })
  assert.deepEqual(lastDays(1, now), { from: '2026-04-19', to: '2026-04-19' })
})

test('what the API would refuse is told first', () => {
  assert.equal(faultOfRange({ from: '2025-04-19', to: '2026-04-19' }), null)
  assert.match(faultOfRange({ from: '2025-04-18', to: '2026-04-19' }) ?? '', /366/)
  assert.match(faultOfRange({ from: '2026-04-20', to: '2026-04-19' }) ?? '', /before/)
  assert.match(faultOfRange({ from: '', to: '2026-04-19' }) ?? '', /both/)
})
