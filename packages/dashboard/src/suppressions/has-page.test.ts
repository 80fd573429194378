import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasPage } from './has-page.ts'

test('what was sent has a page, and a STOP that came in has none', () => {
  const id = '01M7Z6733P6VFXDM8RX7XMW447'
  assert.equal(hasPage({ channel: 'email', message_id: `eml_${id}` }), true)
  assert.equal(hasPage({ channel: 'sms', message_id: `sms_${id}` }), true)
  assert.equal(hasPage({ channel: 'sms', message_id: `msg_${id}` }), false)
  assert.equal(hasPage({ channel: 'whatsapp', message_id: `msg_${id}` }), true)
  assert.equal(hasPage({ channel: 'sms', message_id: null }), false)
})
