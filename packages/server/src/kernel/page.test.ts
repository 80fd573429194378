import assert from 'node:assert/strict'
import { test } from 'node:test'

import { pageAnswer, pageOf } from './page.ts'

test('without a word the first twenty are given', () => {
  assert.deepEqual(pageOf({}), { page: 1, perPage: 20, offset: 0 })
})

test('per_page goes before its older name, and more than a hundred is answered with a hundred', () => {
  assert.deepEqual(pageOf({ page: 3, per_page: 50 }), { page: 3, perPage: 50, offset: 100 })
  assert.deepEqual(pageOf({ page: 2, limit: 10 }), { page: 2, perPage: 10, offset: 10 })
  assert.equal(pageOf({ per_page: 5, limit: 10 }).perPage, 5)
  assert.deepEqual(pageOf({ page: 2, per_page: 101 }), { page: 2, perPage: 100, offset: 100 })
  assert.equal(pageOf({ limit: 1_000_000 }).perPage, 100)
})

test('the meta counts whole pages; an empty list has none, and its last page is the first', () => {
  const metaOf = (perPage: number, total: number) => pageAnswer(pageOf({ page: 2, per_page: perPage }), total, []).body
  assert.deepEqual(metaOf(20, 41), {
    data: [],
    meta: { page: 2, per_page: 20, total: 41, total_pages: 3, last_page: 3 },
  })
  assert.deepEqual(metaOf(20, 40), {
    data: [],
    meta: { page: 2, per_page: 20, total: 40, total_pages: 2, last_page: 2 },
  })
  assert.deepEqual(metaOf(20, 0), { data: [], meta: { page: 2, per_page: 20, total: 0, total_pages: 0, last_page: 1 } })
})
