import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import { MINUTE_MS } from '../../kernel/time.ts'
import type { Store } from '../../store/index.ts'
import { stoppedSince } from './store-webhooks.ts'

const WAKE_TOPIC = 'webhook'
/** Tasks made before a webhook was stopped are worked off well within this time. */
const REMEMBERED_MS = 5 * MINUTE_MS

/**
 * Webhooks that were just stopped. Tasks in memory were made while they were active, and a webhook that its owner has
 * stopped gets nothing more; other processes are told, and read which ones.
 */
export class StoppedWebhooks {
  readonly #store: Store
  readonly #clock: Clock
  #stopped = new Set<string>()

  constructor(deps: { store: Store; clock: Clock; log: Log }) {
    this.#store = deps.store
    this.#clock = deps.clock
    deps.store.wakes.on(WAKE_TOPIC, () => {
      this.#reread().catch((error: unknown) => deps.log.error({ err: error }, 'webhooks.reread_failed'))
    })
  }

  readonly has = (webhookId: string): boolean => this.#stopped.has(webhookId)

  /** Call when the change is on disk. */
  changed(webhookId: string, isActive: boolean): void {
    if (isActive) this.#stopped.delete(webhookId)
    else this.#stopped.add(webhookId)
    this.#store.wakes.send(WAKE_TOPIC)
  }

  async #reread(): Promise<void> {
    this.#stopped = new Set(await stoppedSince(this.#store.read, this.#clock.now() - REMEMBERED_MS))
  }
}
