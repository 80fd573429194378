import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inParts, readImport } from './read-import.ts'

test('addresses stand one on a line, alone or in a table with a heading', () => {
  assert.deepEqual(readImport('maria@example.com\r\n\n jose@example.com \n'), [
    { address: 'maria@example.com' },
    { address: 'jose@example.com' },
  ])
  assert.deepEqual(readImport('email;reason\n"maria@example.com";hard_bounce\n<jose@example.com>;spam trap'), [
    { address: 'maria@example.com', reason: 'hard_bounce' },
    { address: 'jose@example.com' },
  ])
})

test('an export is read as it was written', () => {
  const line = { id: 'sup_1', address: 'a@example.com', reason: 'complaint', expires_at: null, test: false }
  const ends = { ...line, expires_at: '2026-05-01T00:00:00Z' }
  assert.deepEqual(readImport(`${JSON.stringify(line)}\n${JSON.stringify(ends)}\n`), [
    { address: 'a@example.com', reason: 'complaint' },
    { address: 'a@example.com', reason: 'complaint', expires_at: '2026-05-01T00:00:00Z' },
  ])
})

test('what cannot be read is kept, so that the API names it', () => {
  assert.deepEqual(readImport('a@example.com\nnobody\n{"broken"'), [
    { address: 'a@example.com' },
    { address: 'nobody' },
    { address: '{"broken"' },
  ])
  assert.deepEqual(readImport(''), [])
})

test('long lists go in parts', () => {
  const many = Array.from({ length: 2_001 }, (_, index) => ({ address: `a${index}@example.com` }))
  assert.deepEqual(
    inParts(many).map(({ length }) => length),
    [1_000, 1_000, 1],
  )
  assert.deepEqual(inParts(many).flat(), many)
})
