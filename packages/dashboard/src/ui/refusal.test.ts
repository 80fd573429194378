import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusal } from './refusal.ts'

test('what the table allows has no reason against it', () => {
  assert.equal(refusal('webhook', 'deactivate', 'failing'), null)
  assert.equal(refusal('delivery', 'resend', 'permanent_failure'), null)
})

test('what it does not allow is told with the states that would', () => {
  assert.equal(refusal('webhook', 'test', 'inactive'), 'Possible only while it is active or failing; it is inactive.')
  assert.equal(refusal('recovery', 'cancel', 'done'), 'Possible only while it is running; it is done.')
  assert.match(
    refusal('delivery', 'resend', 'pending') ?? '',
    /retrying or delivered or permanent failure or cancelled; it is pending/,
  )
})
