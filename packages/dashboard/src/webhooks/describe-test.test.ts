import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveryErrors } from '@posthorn/contract'
import { describeTest, errorsInWords } from './describe-test.ts'

const answered = (mode: 'normal' | 'tampered', http_status: number, passed: boolean) =>
  describeTest({ mode, http_status, passed, error: passed ? null : 'http_status', response_time_ms: 84 })

test('a normal test passes with 2xx, and says what to look at when it does not', () => {
  assert.equal(answered('normal', 204, true), 'The handler answered 204 after 84 ms.')
  assert.match(answered('normal', 401, false), /only 2xx counts.* right secret/)
  assert.match(answered('normal', 404, false), /Check the path/)
})

test('a tampered test passes with 401, and 200 to it is a hole', () => {
  assert.match(answered('tampered', 401, true), /as it should/)
  assert.match(answered('tampered', 200, false), /does not check signatures/)
  assert.match(answered('tampered', 500, false), /should be 401/)
})

test('no answer is told by its reason, and every reason has words', () => {
  const text = describeTest({ mode: 'normal', http_status: null, passed: false, error: 'dns', response_time_ms: null })
  assert.equal(text, 'The handler did not answer: the host name was not found.')
  assert.deepEqual(Object.keys(errorsInWords).sort(), [...deliveryErrors].sort())
})
