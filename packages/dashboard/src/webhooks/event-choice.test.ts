import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expandPatterns } from '@posthorn/contract'
import {
  customItems,
  hasType,
  readItems,
  replaceCustom,
  toggleAll,
  toggleCategory,
  toggleType,
} from './event-choice.ts'

const sms = { name: 'sms', types: [{ type: 'sms.sent' }, { type: 'sms.delivered' }, { type: 'sms.failed' }] }
const plan = { name: 'plan', types: [{ type: 'plan.changed' }] }
const all = [sms, plan]
const tick = (chosen: string[], type: string) => toggleType(chosen, type.startsWith('sms') ? sms : plan, { type, all })

test('types are ticked one by one, and all of them become the pattern', () => {
  let chosen = tick([], 'sms.sent')
  assert.deepEqual(chosen, ['sms.sent'])
  chosen = tick(tick(chosen, 'plan.changed'), 'sms.failed')
  assert.deepEqual(chosen, ['plan.*', 'sms.sent', 'sms.failed'])
  assert.deepEqual(tick(chosen, 'sms.delivered'), ['plan.*', 'sms.*'])
})

test('one taken out of a pattern leaves the others', () => {
  assert.deepEqual(tick(['sms.*', 'custom.*'], 'sms.sent'), ['custom.*', 'sms.delivered', 'sms.failed'])
  assert.deepEqual(tick(['sms'], 'sms.sent'), ['sms.delivered', 'sms.failed'])
  assert.deepEqual(tick(['plan.changed'], 'plan.changed'), [])
})

test('a category is ticked and cleared whole', () => {
  assert.deepEqual(toggleCategory(['sms.sent'], sms, all), ['sms.*'])
  assert.deepEqual(toggleCategory(['sms.*', 'plan.*'], sms, all), ['plan.*'])
})

test('something taken out of everything leaves all the rest, custom events included', () => {
  assert.deepEqual(toggleAll([]), ['*'])
  assert.deepEqual(toggleAll(['*']), [])
  assert.ok(hasType(['*'], sms, 'sms.sent'))
  assert.deepEqual(toggleCategory(['*'], sms, all), ['plan.*', 'custom.*'])
  assert.deepEqual(tick(['*'], 'sms.sent'), ['plan.*', 'custom.*', 'sms.delivered', 'sms.failed'])
})

test('custom events are kept apart', () => {
  assert.deepEqual(readItems(' custom.order.paid, custom.cart.*\ncustom.order.paid '), [
    'custom.order.paid',
    'custom.cart.*',
  ])
  const chosen = replaceCustom(['sms.*', 'custom.*'], ['custom.order.paid'])
  assert.deepEqual(chosen, ['sms.*', 'custom.order.paid'])
  assert.deepEqual(customItems(chosen), ['custom.order.paid'])
})

test('what the picker makes means in the contract what it shows', () => {
  assert.deepEqual(expandPatterns(tick([], 'sms.sent')), ['sms.sent'])
  assert.deepEqual(expandPatterns(toggleCategory([], sms, all)), ['sms.sent', 'sms.delivered', 'sms.failed'])
})
