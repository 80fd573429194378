import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageOf, waitsLong, whyNotDelete, whyNotRefresh, whyNotSubmit } from './template-words.ts'

const draft = { status: 'draft', provider_template_id: null, simulated: false } as const

test('what is submitted, and what is not', () => {
  assert.equal(whyNotSubmit(draft, false), null)
  assert.equal(whyNotSubmit({ ...draft, status: 'rejected' }, false), null)
  assert.match(whyNotSubmit({ ...draft, status: 'approved' }, false) ?? '', /only while it is draft or rejected/)
  assert.match(whyNotSubmit({ ...draft, status: 'rejected', provider_template_id: '1' }, false) ?? '', /another name/)
})

test('a test key does nothing to what a carrier has', () => {
  assert.match(whyNotSubmit(draft, true) ?? '', /live key/)
  assert.equal(whyNotSubmit({ ...draft, simulated: true }, true), null)
  assert.match(whyNotRefresh({ ...draft, status: 'pending' }, true) ?? '', /live key/)
  assert.equal(whyNotRefresh({ ...draft, status: 'pending', simulated: true }, true), null)
})

test('a carrier is asked only about what it knows', () => {
  assert.match(whyNotRefresh(draft, false) ?? '', /Submit it first/)
  assert.match(whyNotRefresh({ ...draft, status: 'rejected' }, false) ?? '', /did not take it/)
  assert.equal(whyNotRefresh({ ...draft, status: 'rejected', provider_template_id: '1' }, false), null)
  assert.equal(whyNotRefresh({ ...draft, status: 'disabled', provider_template_id: '1' }, false), null)
})

test('what is on its way to a carrier is not deleted', () => {
  const pending = { ...draft, status: 'pending' } as const
  assert.match(whyNotDelete(pending, false) ?? '', /on its way/)
  assert.equal(whyNotDelete({ ...pending, provider_template_id: '1' }, false), null)
  assert.equal(whyNotDelete({ ...pending, simulated: true }, true), null)
  assert.equal(whyNotDelete(draft, false), null)
  assert.match(whyNotDelete(draft, true) ?? '', /live key/)
})

test('an age is told in its largest unit', () => {
  assert.deepEqual([0, 59, 60, 7_199, 86_399, 86_400, 9 * 86_400].map(ageOf), [
    'under a minute',
    'under a minute',
    '1 minute',
    '1 hour',
    '23 hours',
    '1 day',
    '9 days',
  ])
  assert.equal(waitsLong({ status: 'pending', age_seconds: 8 * 86_400 }), true)
  assert.equal(waitsLong({ status: 'approved', age_seconds: 8 * 86_400 }), false)
  assert.equal(waitsLong({ status: 'pending', age_seconds: 86_400 }), false)
})
