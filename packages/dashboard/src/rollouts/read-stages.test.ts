import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readStages } from './read-stages.ts'

test('stages are read however they are set apart', () => {
  assert.deepEqual(readStages('10, 50'), { ok: true, stages: [10, 50] })
  assert.deepEqual(readStages('5% 20 % 80'), { ok: true, stages: [5, 20, 80] })
})

test('what is no growing list of shares is told why', () => {
  const problem = (text: string) => {
    const read = readStages(text)
    return read.ok ? null : read.problem
  }
  assert.match(problem('') ?? '', /at least one/)
  assert.match(problem('50, 10') ?? '', /larger/)
  assert.match(problem('0, 100') ?? '', /1 to 99/)
  assert.match(problem('ten') ?? '', /1 to 99/)
  assert.match(problem('1 2 3 4 5 6 7 8 9 10 11') ?? '', /At most/)
})
