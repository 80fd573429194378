import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { isInShare, placeOf } from './is-in-share.ts'

const sessions = Array.from({ length: 10_000 }, (_, n) => `session-${n}`)

test('about as many sessions are shown a batch as its share says', () => {
  for (const share of [1, 10, 50, 90]) {
    const shown = sessions.filter((session) => isInShare('rol_1', session, share)).length
    assert.ok(Math.abs(shown / 100 - share) < 1.5, `${share} %: ${shown / 100} %`)
  }
})

test('nobody is in no share, and everybody in all of it', () => {
  fc.assert(fc.property(fc.string(), (session) => !isInShare('rol_1', session, 0) && isInShare('rol_1', session, 100)))
})

test('whoever is in stays in as the share grows, and sees the same each time', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 100 }),
      (session, one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one]
        if (isInShare('rol_1', session, less)) assert.ok(isInShare('rol_1', session, more))
        assert.equal(isInShare('rol_1', session, less), isInShare('rol_1', session, less))
      },
    ),
  )
})

test('another rollout is tried on other sessions', () => {
  const both = sessions.filter((session) => isInShare('rol_1', session, 50) && isInShare('rol_2', session, 50)).length
  assert.ok(Math.abs(both / sessions.length - 0.25) < 0.03, `${both}`)
  assert.notEqual(placeOf('rol_1', 'a'), placeOf('rol_2', 'a'))
})
