import { type Clock, repeat, type Timer } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import type { Store } from '../../store/index.ts'
import type { Channel, ChannelLines, NoteHealth, ReadyChannel } from '../channels/index.ts'
import type { Reports } from './apply-reports.ts'
import type { CarrierSink, ChannelCarrier } from './port.ts'
import type { ReceiveMessages } from './receive-messages.ts'
import { holdListener, releaseListener } from './store-listeners.ts'

export interface ListenDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly lines: Pick<ChannelLines<ChannelCarrier>, 'forget' | 'thatListen'>
  readonly reports: Pick<Reports, 'receive'>
  readonly receive: ReceiveMessages
  readonly health: Pick<NoteHealth, 'cannotListen' | 'listensAgain'>
}

/** How soon a channel that was connected, or whose process died, is listened to. */
const LOOK_EVERY_MS = 2 * SECOND_MS

interface Held {
  readonly owner: string
  readonly workspaceId: string
  readonly line: ChannelCarrier
}

/**
 * Keeps a line open to every carrier that says things of its own accord, whether or not anybody sends: in one process for
 * each channel, which holds a lease on it. When that process dies, or loses its presence, another one takes over.
 */
export class Listeners {
  readonly #deps: ListenDeps
  readonly #held = new Map<string, Held>()
  #timer: Timer | null = null
  #looking: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(deps: ListenDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#deps.store.presence.onLost(() => this.#letGoOfAll())
    this.#timer = repeat(this.#deps.clock, LOOK_EVERY_MS, () => void this.look())
    void this.look()
  }

  /** Closes the lines and gives them up, so that another process takes over at once. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#timer?.cancel()
    await this.#looking
    for (const channelId of [...this.#held.keys()]) await this.#release(channelId)
  }

  /** Whether this process is the one that listens for the channel. */
  holds(channelId: string): boolean {
    return this.#held.has(channelId)
  }

  /** Sees which channels are to be listened to; one look at a time, in order. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() =>
      this.#lookOnce().catch((error: unknown) => this.#deps.log.warn({ err: error }, 'listeners.look_failed')),
    )
    return this.#looking
  }

  async #lookOnce(): Promise<void> {
    const wanted = this.#stopped ? [] : await this.#deps.lines.thatListen()
    const ids = new Set(wanted.map(({ channel }) => channel.id))
    for (const channelId of [...this.#held.keys()].filter((id) => !ids.has(id))) await this.#release(channelId)
    for (const ready of wanted) {
      try {
        await this.#listenTo(ready)
      } catch (error) {
        // One account that cannot be opened must not keep the others from being heard.
        this.#deps.log.warn({ err: error, channel: ready.channel.id }, 'channel.cannot_listen')
      }
    }
  }

  async #listenTo(ready: ReadyChannel<ChannelCarrier>): Promise<void> {
    const { channel } = ready
    const { store } = this.#deps
    const owner = store.presence.nodeId
    if (owner === null || this.#stopped) return
    const held = this.#held.get(channel.id)
    if (held === undefined && !(await holdListener(store, channel.id, owner))) return
    if (owner !== store.presence.nodeId) return
    const line = ready.open()
    if (line === held?.line) return
    this.#held.set(channel.id, { owner, workspaceId: channel.workspaceId, line })
    line.listen?.(this.#sinkOf(channel))
  }

  #sinkOf(channel: Channel): CarrierSink {
    const { store, reports, receive, health } = this.#deps
    const { provider, workspaceId } = channel
    return {
      reported: (heard) =>
        store.transaction(async (tx) => {
          for (const report of heard) await reports.receive(tx, { ...report, provider, workspaceId })
        }),
      async received(messages) {
        await receive(channel, messages)
      },
      lost: (failure) => health.cannotListen(channel, failure),
      found: () => health.listensAgain(channel),
    }
  }

  async #release(channelId: string): Promise<void> {
    const held = this.#held.get(channelId)
    if (!held) return
    this.#held.delete(channelId)
    this.#deps.lines.forget(held.workspaceId, channelId)
    await releaseListener(this.#deps.store, channelId, held.owner)
  }

  /** Others may take over from now on: what is heard here would be heard twice. */
  #letGoOfAll(): void {
    for (const [channelId, { workspaceId }] of this.#held) this.#deps.lines.forget(workspaceId, channelId)
    this.#held.clear()
  }
}
