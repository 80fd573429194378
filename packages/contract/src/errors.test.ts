import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorMessage, errors, errorsOf, routes } from './index.ts'

const rows = Object.entries(errors)

test('one row, one type; numbers are never reused', () => {
  const types = rows.map(([, row]) => row.type)
  const numbers = rows.flatMap(([, row]) => (row.number === null ? [] : [row.number]))
  assert.equal(new Set(types).size, types.length)
  assert.equal(new Set(numbers).size, numbers.length)
})

test('every row has a status of an error, and a sentence', () => {
  for (const [code, row] of rows) {
    assert.ok(row.status >= 400 && row.status < 600, code)
    assert.match(row.type, /^[a-z_]+$/)
    assert.match(row.code, /^[A-Z_]+$/)
    assert.match(row.message, /\.$/)
  }
})

test('every 401 has the same code, and its message does not say whether the key was revoked, expired or never existed', () => {
  const family = rows.filter(([, row]) => row.status === 401)
  assert.deepEqual(
    family.map(([name, row]) => [name, row.code, row.number]),
    [
      ['MISSING_API_KEY', 'UNAUTHORIZED', 4010],
      ['UNAUTHORIZED', 'UNAUTHORIZED', 4011],
    ],
  )
})

test('what may succeed unchanged is retryable, what cannot is not', () => {
  for (const [code, row] of rows) {
    if (row.status === 429 || row.status >= 500) assert.ok(row.retryable, code)
    if ([400, 401, 404, 405, 413, 415].includes(row.status)) assert.ok(!row.retryable, code)
  }
})

test('a message is filled in, and what was forgotten stays visible', () => {
  assert.equal(
    errorMessage('RATE_LIMIT_EXCEEDED', { limit: 100, retry_after: 12 }),
    'Limit of 100 requests per minute reached. Wait 12 seconds.',
  )
  assert.match(errorMessage('INSUFFICIENT_SCOPE'), /\{scope\}/)
  assert.match(
    errorMessage('VALIDATION_ERROR', { param: '{problem}', problem: '$& wrong' }),
    /^\{problem\}: \$& wrong\.$/,
  )
})

test('every error a route lists is in the table', () => {
  for (const route of Object.values(routes)) {
    for (const code of errorsOf(route)) assert.ok(Object.hasOwn(errors, code), code)
  }
})
