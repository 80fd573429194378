import type { TestContext } from 'node:test'

import { FakeClock } from './fake-clock.ts'
import { RecordingReceiver } from './recording-receiver.ts'
import type { Timer } from '../../packages/server/src/kernel/clock.ts'
import { createResolver } from '../../packages/server/src/kernel/resolve-host.ts'
import {
  createOutboundClient,
  type OutboundClient,
  type OutboundClientOptions,
} from '../../packages/server/src/kernel/guarded-fetch/outbound-client.ts'
import type { Answered, Failed, OutboundOutcome } from '../../packages/server/src/kernel/guarded-fetch/outcome.ts'

/** A fake clock that tells when code under test has come to the point of setting a certain timer. */
export class WatchedClock extends FakeClock {
  readonly #watchers = new Set<{ ms: number; resolve: () => void }>()

  override setTimer(callback: () => void, ms: number): Timer {
    for (const watcher of this.#watchers) {
      if (watcher.ms !== ms) continue
      this.#watchers.delete(watcher)
      watcher.resolve()
    }
    return super.setTimer(callback, ms)
  }

  /** Resolves when the next timer of `ms` milliseconds is set. Ask before starting what sets it. */
  timerOf(ms: number): Promise<void> {
    return new Promise((resolve) => this.#watchers.add({ ms, resolve }))
  }
}

/** For tests of outbound calls: a client on a clock that stands still, and receivers that close with the test. */
export class OutboundFixture {
  readonly clock = new WatchedClock()
  readonly client: OutboundClient
  readonly #test: TestContext

  constructor(test: TestContext, options: Partial<OutboundClientOptions> = {}) {
    this.#test = test
    this.client = createOutboundClient({
      resolve: createResolver(),
      allowInsecure: true,
      clock: this.clock,
      maxConnectionsPerOrigin: 4,
      idleOriginMs: 60_000,
      ...options,
    })
    test.after(() => this.client.close())
  }

  async receiver(options: Parameters<typeof RecordingReceiver.start>[0] = {}): Promise<RecordingReceiver> {
    const receiver = await RecordingReceiver.start(options)
    this.#test.after(() => receiver.close())
    return receiver
  }

  post(url: string, signal?: AbortSignal): Promise<OutboundOutcome> {
    const headers = ['Content-Type', 'application/json', 'webhook-id', 'evt_1']
    return this.client.post({ target: url, headers, body: '{"é":1}', timeoutMs: 10_000, ...(signal && { signal }) })
  }

  async answered(url: string): Promise<Answered> {
    const outcome = await this.post(url)
    if (outcome.kind !== 'answered') throw new Error(`${outcome.error}: ${outcome.detail}`)
    return outcome
  }

  async failed(url: string): Promise<Failed> {
    const outcome = await this.post(url)
    if (outcome.kind !== 'failed') throw new Error(`Answered ${outcome.httpStatus}`)
    return outcome
  }
}
