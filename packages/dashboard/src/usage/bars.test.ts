import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barsOf, describeBars, type UsageLine } from './bars.ts'

const line = (date: string, sms: number, emails: number, credits = 0): UsageLine => ({
  date,
  sms: { sent: sms, received: 0 },
  emails: { sent: emails, received: 1 },
  whatsapp_messages: { sent: 0, received: 0 },
  credits,
})
const lines = [line('2026-04-18', 2, 3, 7), line('2026-04-19', 4, 0)]

test('a bar has a part for each channel, or the credits', () => {
  const bars = barsOf(lines, 'sent')
  assert.deepEqual(
    bars.map(({ total, parts }) => [total, ...parts.map(({ name, value }) => `${name} ${value}`)]),
    [
      [5, 'SMS 2', 'E-mail 3', 'WhatsApp 0'],
      [4, 'SMS 4', 'E-mail 0', 'WhatsApp 0'],
    ],
  )
  assert.deepEqual(
    barsOf(lines, 'received').map(({ total }) => total),
    [1, 1],
  )
  assert.deepEqual(
    barsOf(lines, 'credits').map(({ total, parts }) => [total, parts.length]),
    [
      [7, 1],
      [0, 1],
    ],
  )
})

test('the chart can be said in a sentence', () => {
  assert.equal(
    describeBars(barsOf(lines, 'sent'), 'sent', 'daily'),
    'Sent from 18 Apr to 19 Apr: 9 in all, most on 18 Apr with 5.',
  )
  assert.match(describeBars(barsOf([line('2026-04-01', 0, 0)], 'sent'), 'sent', 'monthly'), /Apr 2026: nothing\.$/)
})
