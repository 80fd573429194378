import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inParts, readImport } from './read-import.ts'

test('addresses stand one on a line, alone or in a table with a heading', () => {
  assert.deepEqual(readImport('maria@example.com\r\n\n jose@example.com \n', 'email'), [
    { channel: 'email', address: 'maria@example.com' },
    { channel: 'email', address: 'jose@example.com' },
  ])
  assert.deepEqual(readImport('email;reason\n"maria@example.com";hard_bounce\n<jose@example.com>;spam trap', 'email'), [
    { channel: 'email', address: 'maria@example.com', reason: 'hard_bounce' },
    { channel: 'email', address: 'jose@example.com' },
  ])
})

test('numbers are read in the same way', () => {
  assert.deepEqual(readImport('phone,reason\n+1 (500) 555-0100,stop\n5511999999999', 'sms'), [
    { channel: 'sms', address: '+1 (500) 555-0100', reason: 'stop' },
    { channel: 'sms', address: '5511999999999' },
  ])
  assert.deepEqual(readImport('+15005550100', 'whatsapp'), [{ channel: 'whatsapp', address: '+15005550100' }])
})

test('an export is read as it was written, whichever list is shown', () => {
  const line = {
    id: 'sup_1',
    channel: 'email',
    address: 'a@example.com',
    reason: 'complaint',
    expires_at: null,
    test: false,
  }
  const ends = { ...line, expires_at: '2026-05-01T00:00:00Z' }
  assert.deepEqual(readImport(`${JSON.stringify(line)}\n${JSON.stringify(ends)}\n`, 'sms'), [
    { channel: 'email', address: 'a@example.com', reason: 'complaint' },
    { channel: 'email', address: 'a@example.com', reason: 'complaint', expires_at: '2026-05-01T00:00:00Z' },
  ])
})

test('what cannot be read is kept, so that the API names it', () => {
  assert.deepEqual(readImport('a@example.com\nnobody\n{"broken"', 'email'), [
    { channel: 'email', address: 'a@example.com' },
    { channel: 'email', address: 'nobody' },
    { channel: 'email', address: '{"broken"' },
  ])
  assert.deepEqual(readImport('', 'email'), [])
})

test('long lists go in parts', () => {
  const many = Array.from({ length: 2_001 }, (_, index) => ({ address: `a${index}@example.com` }))
  assert.deepEqual(
    inParts(many).map(({ length }) => length),
    [1_000, 1_000, 1],
  )
  assert.deepEqual(inParts(many).flat(), many)
})
