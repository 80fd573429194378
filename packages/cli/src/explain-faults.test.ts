import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainFaults } from './explain-faults.ts'

test('all faults are named at once, each with its value and what to write instead', () => {
  const told = explainFaults([
    { name: 'POSTHORN_PORT', value: 'http', message: 'write a whole number from 0 to 65535' },
    { name: 'POSTHORN_MASTER_KEY', value: '(hidden)', message: 'write 64 hex characters' },
  ])
  assert.equal(
    told,
    `2 settings cannot be used:

  POSTHORN_PORT=http
      write a whole number from 0 to 65535
  POSTHORN_MASTER_KEY=(hidden)
      write 64 hex characters`,
  )
})
