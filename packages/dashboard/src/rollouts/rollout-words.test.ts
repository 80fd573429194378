import assert from 'node:assert/strict'
import { test } from 'node:test'

import { logWords, seenBy, shareName } from './rollout-words.ts'

test('who sees a batch is told from its state and share', () => {
  assert.equal(seenBy({ status: 'draft', share: 0 }), 'nobody sees it')
  assert.equal(seenBy({ status: 'running', share: 10 }), '10% of the sessions see it')
  assert.equal(seenBy({ status: 'paused', share: 10 }), 'nobody sees it')
  assert.equal(seenBy({ status: 'expanded', share: 100 }), 'everybody sees it')
})

test('an entry of the log tells how far it went', () => {
  assert.equal(logWords({ action: 'started', details: { share: 10 } }), 'started it, to 10% of the sessions')
  assert.equal(logWords({ action: 'expanded', details: { share: 100 } }), 'expanded it, to everybody')
  assert.equal(
    logWords({ action: 'smoke_run', details: { passed: 3, failed: 1 } }),
    'asked the smoke questions: 3 passed, 1 did not',
  )
  assert.equal(logWords({ action: 'paused', details: {} }), 'paused it')
})

test('little is not nothing, and unknown is neither', () => {
  assert.deepEqual([0, 0.004, 0.25, null].map(shareName), ['0%', '<1%', '25%', '–'])
})
