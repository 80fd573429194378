import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainFailure } from './explain-failure.ts'

const inUse = Object.assign(new Error('listen EADDRINUSE: address already in use 127.0.0.1:7676'), {
  code: 'EADDRINUSE',
})

test('a known failure comes with advice and without a stack', () => {
  const told = explainFailure(inUse, {})
  assert.match(told, /address already in use/)
  assert.match(told, /POSTHORN_PORT/)
  assert.doesNotMatch(told, /\n\s+at /)
})

test('the stack is there for whoever debugs', () => {
  assert.match(explainFailure(inUse, { POSTHORN_LOG_LEVEL: 'debug' }), /\n\s+at /)
})

test('a connection refused on every address says so, although its own message is empty', () => {
  const error = Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:5432')], ''), {
    code: 'ECONNREFUSED',
  })
  assert.match(explainFailure(error, {}), /::1:5432[^]*POSTHORN_DATABASE_URL/)
})
