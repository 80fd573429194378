import assert from 'node:assert/strict'
import { test } from 'node:test'

import { pickSite } from './chosen-site.ts'

const sites = [{ id: 'site_a' }, { id: 'site_b' }]

test('the address says which site; else it is the last one, else the first', () => {
  assert.equal(pickSite(sites, 'site_b', 'site_a')?.id, 'site_b')
  assert.equal(pickSite(sites, undefined, 'site_b')?.id, 'site_b')
  assert.equal(pickSite(sites, undefined, 'site_of_another_key')?.id, 'site_a')
  assert.equal(pickSite([], undefined, null), null)
})

test('an address of a site that is not there is not taken for another one', () => {
  assert.equal(pickSite(sites, 'site_x', 'site_a'), null)
})
