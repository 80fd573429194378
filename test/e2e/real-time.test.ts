// The ladder once by the machine's own clock, with waits that a test can sit out.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { systemClock } from '../../packages/server/src/kernel/clock.ts'
import { eachSchema } from '../support/each-schema.ts'
import { RunningApp } from '../support/running-app.ts'

const WAITS_MS = [200, 400, 800]
/** A retry may be late by what a busy machine takes, and never early. */
const MOST_LATE_MS = 500

describe('retries by the real clock', () => {
  eachSchema((_kind, open) => {
    test('come in order, each after its wait, with a fresh signature', async (context) => {
      const env = { POSTHORN_WEBHOOK_RETRY_WAITS: WAITS_MS.map((ms) => ms / 1_000).join() }
      const app = await RunningApp.start(context, await open(), { env, clock: systemClock })
      const { receiver, params } = await app.receiver({}, { answer: 500 })
      const eventId = await app.publish()
      await app.logLine(params, eventId, { state: 'permanent_failure', attempts: 4 })
      const { requests } = receiver
      assert.equal(requests.length, 4)
      assert.deepEqual(
        requests.map(({ headers }) => headers['x-timely-attempt']),
        ['1', '2', '3', '4'],
      )
      for (const [index, wait] of WAITS_MS.entries()) {
        const waited = requests[index + 1]!.arrivedAt - requests[index]!.arrivedAt
        // Both ends are read from a clock of whole milliseconds.
        assert.ok(waited >= wait - 2 && waited <= wait + MOST_LATE_MS, `waited ${waited} ms of ${wait}`)
      }
    })
  })
})
