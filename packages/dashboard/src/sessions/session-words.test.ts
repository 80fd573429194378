import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sessionReasons } from '@posthorn/contract'
import { goesOnTrying, whyNot } from './session-words.ts'

test('every reason is a sentence that says what to do, or that nothing has to be done', () => {
  for (const reason of sessionReasons) assert.match(whyNot({ reason, reason_detail: null }) ?? '', /^[A-Z].*\.$/)
  assert.equal(whyNot({ reason: null, reason_detail: null }), null)
})

test('what is tried again by itself is told apart', () => {
  assert.equal(goesOnTrying({ status: 'disconnected', reconnects_at: null }), false)
  assert.equal(goesOnTrying({ status: 'disconnected', reconnects_at: '2026-04-19T14:30:00Z' }), true)
  assert.equal(goesOnTrying({ status: 'connecting', reconnects_at: null }), true)
})
