import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Channel } from '@posthorn/sdk'
import { inTurn, providerName, turnOf } from './channel-words.ts'

test('providers have names', () => {
  assert.deepEqual(['smtp', 'twilio', 'meta_cloud'].map(providerName), ['SMTP', 'Twilio', 'Meta Cloud'])
})

test('turns are counted as people do', () => {
  assert.deepEqual([1, 2, 3, 4, 11, 21].map(turnOf), [
    '1st choice',
    '2nd choice',
    '3rd choice',
    '4th choice',
    '11th choice',
    '21st choice',
  ])
})

test('channels stand in their turn, those off the route and the simulator behind', () => {
  const channel = (id: string, position: number | null, builtIn = false) =>
    ({ id, position, built_in: builtIn }) as Channel
  const shown = inTurn([channel('sim', null, true), channel('off', null), channel('b', 2), channel('a', 1)])
  assert.deepEqual(
    shown.map(({ id }) => id),
    ['a', 'b', 'off', 'sim'],
  )
})
