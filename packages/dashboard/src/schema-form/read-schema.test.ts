import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collect, enteredOf, labelOf, readSchema } from './read-schema.ts'

const schema = {
  type: 'object',
  required: ['host', 'port', 'security'],
  properties: {
    connections: { type: 'integer', minimum: 1, maximum: 50, description: 'Most at once.' },
    host: { type: 'string', maxLength: 253, description: 'Host.' },
    port: { type: 'integer', minimum: 1 },
    security: { type: 'string', enum: ['tls', 'none'] },
    region: { anyOf: [{ const: 'eu' }, { const: 'us' }] },
    private_key: { type: 'string' },
    sandbox: { type: 'boolean', title: 'Only try it' },
    extra: { type: 'array' },
  },
}
const fields = readSchema(schema)

test('a property is a field of the kind that its type asks for, what is required first', () => {
  assert.deepEqual(
    fields.map(({ name, kind, required }) => `${name} ${kind}${required ? '!' : ''}`),
    [
      'host text!',
      'port number!',
      'security choice!',
      'connections number',
      'region choice',
      'private_key block',
      'sandbox flag',
      'extra json',
    ],
  )
  assert.deepEqual(fields.find(({ name }) => name === 'connections')?.limits, { min: 1, max: 50 })
  assert.deepEqual(fields.find(({ name }) => name === 'region')?.choices, ['eu', 'us'])
})

test('labels are the words of the name, or the title', () => {
  assert.deepEqual(['account_sid', 'base_url', 'auth_token'].map(labelOf), ['Account SID', 'Base URL', 'Auth token'])
  assert.equal(fields.find(({ name }) => name === 'sandbox')?.label, 'Only try it')
  assert.deepEqual(
    ['host', 'connections'].map((name) => fields.find((field) => field.name === name)?.hint),
    [null, 'Most at once.'],
  )
})

test('what was entered is collected as the API takes it, and what was kept comes back', () => {
  const entered = {
    host: 'mail.example.com',
    port: '587',
    security: 'tls',
    connections: '',
    sandbox: 'true',
    extra: '[1]',
  }
  const collected = collect(fields, entered)
  assert.deepEqual(collected, {
    ok: true,
    values: { host: 'mail.example.com', port: 587, security: 'tls', sandbox: true, extra: [1] },
  })
  assert.ok(collected.ok)
  const { connections: _leftEmpty, ...given } = entered
  assert.deepEqual(enteredOf(fields, collected.values), given)
})

test('what is missing or cannot be read is told by field', () => {
  const missing = 'This is missing.'
  assert.deepEqual(collect(fields, {}), { ok: false, problems: { host: missing, port: missing, security: missing } })
  assert.deepEqual(collect(fields, { host: 'a', port: 'x', security: 'tls', extra: '[' }), {
    ok: false,
    problems: { port: 'This is no number.', extra: 'This is no valid JSON.' },
  })
})

test('a schema that says nothing gives no fields', () => {
  assert.deepEqual(readSchema({}), [])
  assert.deepEqual(collect([], {}), { ok: true, values: {} })
})
