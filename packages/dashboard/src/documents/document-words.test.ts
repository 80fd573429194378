import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sizeName, standingOf } from './document-words.ts'

const ready = { status: 'active', readiness: 'ready', version: 2, indexed_version: 2, batch_id: null } as const

test('what is in answers is told from what is being read', () => {
  assert.deepEqual(standingOf(ready), { tone: 'ok', words: 'in answers', note: null })
  assert.equal(standingOf({ ...ready, readiness: 'processing', indexed_version: null }).words, 'being read')
  assert.equal(standingOf({ ...ready, readiness: 'failed', indexed_version: null }).words, 'failed')
  const draft = { ...ready, status: 'draft', indexed_version: null } as const
  assert.equal(standingOf(draft).words, 'draft')
  assert.equal(standingOf({ ...draft, readiness: 'failed' }).words, 'draft, failed')
})

test('the version before stays in answers while the next one is read, and when it fails', () => {
  const before = { ...ready, indexed_version: 1 }
  assert.deepEqual(standingOf({ ...before, readiness: 'processing' }), {
    tone: 'ok',
    words: 'in answers',
    note: 'Version 2 is being read; answers come from version 1.',
  })
  assert.match(standingOf({ ...before, readiness: 'failed' }).note ?? '', /^Version 2 could not be read/)
  assert.equal(standingOf({ ...ready, readiness: 'processing' }).note, 'It is being read again.')
})

test('what waits for a rollout says so', () => {
  assert.deepEqual(standingOf({ ...ready, indexed_version: null, batch_id: 'spring' }), {
    tone: 'warn',
    words: 'on trial',
    note: 'It waits for the rollout of the batch spring.',
  })
  assert.match(standingOf({ ...ready, indexed_version: 1, batch_id: 'spring' }).note ?? '', /from version 1.*spring/)
})

test('an example that stepped aside is in no answer', () => {
  assert.equal(standingOf({ ...ready, isAside: true }).words, 'set aside')
})

test('sizes are said in the unit that fits', () => {
  assert.deepEqual([12, 1_500, 2_340_000].map(sizeName), ['12 B', '1.5 kB', '2.3 MB'])
})
