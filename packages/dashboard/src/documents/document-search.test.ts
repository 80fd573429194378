import assert from 'node:assert/strict'
import { test } from 'node:test'

import { changeSearch, commonChoice, isFiltered, readDocumentSearch, toDocumentQuery } from './document-search.ts'

test('an address is read, and what it cannot be is left out', () => {
  assert.deepEqual(
    readDocumentSearch({ site: 'site_a', status: 'gone', readiness: 'failed', type: 'qa', category: 2026, page: 0.5 }),
    { site: 'site_a', readiness: 'failed', type: 'qa', category: '2026' },
  )
})

test('another filter begins on the first page, and an empty one is none', () => {
  assert.deepEqual(changeSearch({ site: 'site_a', page: 3, q: 'tax' }, { status: 'draft', q: '' }), {
    site: 'site_a',
    status: 'draft',
  })
  assert.deepEqual(changeSearch({ q: 'tax' }, { page: 2 }), { q: 'tax', page: 2 })
})

test('a whole list is named by batch and category only', () => {
  assert.deepEqual(commonChoice({ site: 'site_a', batch: 'spring', page: 2 }), { batch_id: 'spring' })
  assert.deepEqual(commonChoice({ batch: 'spring', category: 'tax' }), { batch_id: 'spring', category: 'tax' })
  assert.equal(commonChoice({ batch: 'spring', status: 'draft' }), null)
  assert.equal(commonChoice({ site: 'site_a' }), null)
})

test('the site and the page are no filters', () => {
  assert.equal(isFiltered({ site: 'site_a', page: 2 }), false)
  assert.equal(isFiltered({ q: 'tax' }), true)
  assert.equal(toDocumentQuery({ batch: 'spring' }).batch_id, 'spring')
})
