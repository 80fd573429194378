import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readRetryAfter } from './retry-after.ts'

const now = Date.UTC(2026, 3, 19, 14, 30, 0)

const cases: [header: string | string[] | undefined, seconds: number | null][] = [
  ['120', 120],
  ['0', 0],
  [' 7 ', 7],
  [['30', '60'], 30],
  ['9'.repeat(400), 2 ** 31 - 1],
  ['Sun, 19 Apr 2026 14:31:30 GMT', 90],
  ['Sunday, 19-Apr-26 14:31:30 GMT', 90],
  ['Sun Apr 19 14:31:30 2026', 90],
  ['Sun, 19 Apr 2026 14:00:00 GMT', 0],
  [undefined, null],
  ['', null],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['2026-04-19T14:31:30Z', null],
  ['Sun, 99 Abc 2026 14:31:30 GMT', null],
]

for (const [header, seconds] of cases) {
  test(`Retry-After ${JSON.stringify(header)?.slice(0, 40)} is ${seconds}`, () => {
    assert.equal(readRetryAfter(header, now), seconds)
  })
}
