import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf } from './message-kind.ts'

const ulid = '01KPJXD1E2F3G4H5J6K7M8N9P0'

test('an id says what its message is sent through', () => {
  assert.deepEqual(
    ['sms', 'eml', 'msg'].map((prefix) => kindOf(`${prefix}_${ulid}`)?.channel),
    ['sms', 'email', 'whatsapp'],
  )
  assert.deepEqual([`evt_${ulid}`, 'sms_1', ulid, '', `sms_${ulid}x`].map(kindOf), [null, null, null, null, null])
})
