import assert from 'node:assert/strict'
import { test } from 'node:test'

import { choosePlaces, shelvesIn } from './choose-places.ts'
import type { VersionRecord } from './document.ts'

/** Versions in short: `live`, `batch:b` or null; a shelf with `?` was not read. */
const versionsOf = (...shelves: (string | null)[]): VersionRecord[] =>
  shelves.map((shelf, index) => {
    const version = {
      version: index + 1,
      shelf: shelf?.replace('?', '') ?? null,
      chunks: shelf?.endsWith('?') ? null : 1,
    }
    return version as VersionRecord
  })
const placed = (...shelves: (string | null)[]) =>
  choosePlaces(versionsOf(...shelves))
    .map(({ version, shelf }) => `${shelf} ${version}`)
    .sort()

test('of each shelf the latest version that was read, and of batches none that everybody has passed', () => {
  assert.deepEqual(placed(), [])
  assert.deepEqual(placed('live'), ['live 1'])
  assert.deepEqual(placed('live?'), [])
  assert.deepEqual(placed('live', 'live', 'live?'), ['live 2'])
  assert.deepEqual(placed('live', 'b', 'b', null), ['b 3', 'live 1'])
  assert.deepEqual(placed('b', 'live', 'c', 'b?'), ['c 3', 'live 2'])
  assert.deepEqual(placed(null, null), [])
  assert.deepEqual(placed('b', 'c'), ['b 1', 'c 2'])
})

test("everybody's shelf is looked at in any case, and each other once", () => {
  assert.deepEqual(shelvesIn(versionsOf(null)), ['live'])
  assert.deepEqual(shelvesIn(versionsOf('b', 'live', 'b', null, 'c?')), ['live', 'b', 'c'])
})
