import assert from 'node:assert/strict'
import { test } from 'node:test'

import { FakeClock } from '../../../../test/support/fake-clock.ts'
import { createNewId } from './new-id.ts'
import { systemRandom } from './random.ts'

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const MANY = 100_000

function msOfUuid(uuid: string): number {
  return Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16)
}

/** Ids made while the clock stands still for a while, moves on, and now and then steps back. */
function makeMany(make: () => string, clock: FakeClock): string[] {
  return Array.from({ length: MANY }, (_, index) => {
    if (index % 700 === 0) clock.step(1)
    if (index % 9_000 === 0) clock.step(-5)
    return make()
  })
}

test('an id is its prefix and a ULID of the time it was made', () => {
  const clock = new FakeClock(Date.UTC(2026, 3, 19, 14, 30, 0))
  const id = createNewId(clock, systemRandom).prefixed('evt')
  assert.match(id, /^evt_[0-9A-HJKMNP-TV-Z]{26}$/)
  // 2026-04-19T14:30:00Z, 1776609000000 ms, in Crockford's base 32.
  assert.equal(id.slice(4, 14), '01KPK2BYJ0')
})

test('a hundred thousand ids of one process are all different and sort in the order they were made', () => {
  const clock = new FakeClock()
  const newId = createNewId(clock, systemRandom)
  for (const make of [() => newId.prefixed('msg'), () => newId.uuid()]) {
    const ids = makeMany(make, clock)
    assert.equal(new Set(ids).size, MANY)
    assert.deepEqual([...ids].sort(), ids)
  }
})

test('a uuid has the form of version 7 and carries the time it was made', () => {
  const clock = new FakeClock()
  const uuid = createNewId(clock, systemRandom).uuid()
  assert.match(uuid, UUID_V7)
  assert.equal(msOfUuid(uuid), clock.now())
})

test('when the clock steps back, ids go on from the latest time they have seen and not from the new one', () => {
  const clock = new FakeClock()
  const newId = createNewId(clock, systemRandom)
  const latest = clock.now()
  const before = [newId.prefixed('evt'), newId.uuid()] as const
  clock.step(-60_000)
  const after = [newId.prefixed('evt'), newId.uuid()] as const
  assert.ok(after[0] > before[0])
  assert.ok(after[1] > before[1])
  assert.equal(after[0].slice(4, 14), before[0].slice(4, 14))
  assert.equal(msOfUuid(after[1]), latest)
})

test('two processes that make ids in the same millisecond make different ones', () => {
  const clock = new FakeClock()
  const one = createNewId(clock, systemRandom)
  const other = createNewId(clock, systemRandom)
  const ids = Array.from({ length: 1_000 }, () => [
    one.uuid(),
    other.uuid(),
    one.prefixed('evt'),
    other.prefixed('evt'),
  ])
  assert.equal(new Set(ids.flat()).size, 4_000)
})
