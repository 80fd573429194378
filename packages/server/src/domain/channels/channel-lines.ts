import { isAllowed } from '@posthorn/contract'

import type { Clock } from '../../kernel/clock.ts'
import type { SecretBox } from '../../kernel/secret-box.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import type { Store } from '../../store/index.ts'
import type { Channel, ChannelType } from './channel.ts'
import { openCredentials } from './credentials.ts'
import type { OpenLine, Templating } from './port.ts'
import type { Providers } from './providers.ts'
import { routeOf } from './route.ts'
import { channelOfAnyWorkspace, channelsOfAll, channelsOfProviders } from './store.ts'

/** A channel and the way to its carrier. */
export interface ReadyChannel<Line extends OpenLine> {
  readonly channel: Channel
  /** The rules of its carrier about what may be written when; absent where there are none. */
  readonly templating?: Templating
  /** The line, the same as long as settings and credentials are. @throws when it cannot be opened. */
  open(): Line
}

export interface LineDeps<Line extends OpenLine> {
  readonly store: Store
  readonly clock: Clock
  readonly box: SecretBox
  readonly providers: Providers<Line>
}

/**
 * What this process knows of a workspace's channels is believed for as long as an API key is (docs/decisions/0009): so
 * long another process may go on sending over a channel that was disconnected here.
 */
const BELIEVED_MS = 2 * SECOND_MS
const MOST_KNOWN = 10_000

/**
 * Lines to carriers, one for each channel, opened when first used and kept. A change of settings or credentials is seen
 * at the next use: what they were is part of the line's name, and the old line is closed.
 */
export class ChannelLines<Line extends OpenLine = OpenLine> {
  readonly #deps: LineDeps<Line>
  readonly #known = new Map<string, { readonly until: number; readonly channels: Promise<Channel[]> }>()
  readonly #lines = new Map<string, { readonly account: string; readonly line: Line }>()

  constructor(deps: LineDeps<Line>) {
    this.#deps = deps
  }

  /** The channels that carry messages of this type, the first choice first, whatever their health. */
  async routeOf(workspaceId: string, type: ChannelType): Promise<ReadyChannel<Line>[]> {
    return routeOf(await this.#channelsOf(workspaceId), type).map((channel) => this.#ready(channel))
  }

  /** The channels that the workspace entered, whether or not they carry anything, the oldest first. */
  async entered(workspaceId: string): Promise<ReadyChannel<Line>[]> {
    const channels = (await this.#channelsOf(workspaceId)).filter(({ builtIn }) => !builtIn)
    const sorted = channels.toSorted((one, other) => (one.id < other.id ? -1 : 1))
    return sorted.map((channel) => this.#ready(channel))
  }

  /** A channel of any workspace, as it is now. */
  async byId(id: string): Promise<ReadyChannel<Line> | undefined> {
    const channel = await channelOfAnyWorkspace(this.#deps.store.read, id)
    return channel && this.#ready(channel)
  }

  /** The channels of any workspace that are in use and whose carriers say things of their own accord. */
  async thatListen(): Promise<ReadyChannel<Line>[]> {
    const { providers, store } = this.#deps
    const channels = await channelsOfProviders(store.read, providers.thatListen())
    const inUse = channels.filter(({ builtIn, status }) => !builtIn && isAllowed('channel', 'carry', status))
    return inUse.map((channel) => this.#ready(channel))
  }

  /** Asks the database again at the next use. `channelId`: its line is closed now, since nobody is to use it any more. */
  forget(workspaceId: string, channelId?: string): void {
    this.#known.delete(workspaceId)
    if (channelId !== undefined) this.#close(channelId)
  }

  closeAll(): void {
    for (const id of [...this.#lines.keys()]) this.#close(id)
  }

  #channelsOf(workspaceId: string): Promise<Channel[]> {
    const now = this.#deps.clock.monotonic()
    const known = this.#known.get(workspaceId)
    if (known && known.until > now) return known.channels
    // What was asked for before a change may be answered after it: `forget` takes the question away, not its answer.
    const channels = channelsOfAll(this.#deps.store.read, [workspaceId])
    if (this.#known.size >= MOST_KNOWN) this.#known.clear()
    this.#known.set(workspaceId, { until: now + BELIEVED_MS, channels })
    channels.catch(() => this.#known.delete(workspaceId))
    return channels
  }

  #ready(channel: Channel): ReadyChannel<Line> {
    const templating = this.#deps.providers.named(channel.provider)?.templating
    return { channel, ...(templating && { templating }), open: () => this.#open(channel) }
  }

  #open(channel: Channel): Line {
    const account = `${JSON.stringify(channel.settings)}\n${channel.credentials ?? ''}`
    const opened = this.#lines.get(channel.id)
    if (opened?.account === account) return opened.line
    const { box, providers } = this.#deps
    const provider = providers.named(channel.provider)
    if (!provider) throw new Error(`This release knows no provider "${channel.provider}".`)
    const line = provider.open({
      channelId: channel.id,
      workspaceId: channel.workspaceId,
      settings: channel.settings,
      credentials: openCredentials(channel, box),
    })
    this.#close(channel.id)
    this.#lines.set(channel.id, { account, line })
    return line
  }

  #close(channelId: string): void {
    const opened = this.#lines.get(channelId)
    this.#lines.delete(channelId)
    opened?.line.close()
  }
}
