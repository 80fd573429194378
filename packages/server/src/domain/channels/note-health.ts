import type { Channel, ChannelFailure } from './channel.ts'
import type { ChannelDeps } from './channel-deps.ts'
import { describeChannel } from './describe-event.ts'
import { holdChannels, updateChannel } from './store.ts'
import { writeLine } from './write-line.ts'

type HealthDeps = Pick<ChannelDeps, 'store' | 'clock' | 'newId' | 'recordEvents' | 'lines'>

export interface NoteHealth {
  /** Its carrier keeps failing: `error`, with the reason. Written once, however many processes see it. */
  failing(channel: Channel, failure: ChannelFailure): Promise<void>
  /** Its carrier took a message again. */
  recovered(channel: Channel): Promise<void>
}

/** Writes what those who use a channel find out about it. One that was disconnected meanwhile stays so. */
export function createNoteHealth(deps: HealthDeps): NoteHealth {
  const change = async (seen: Channel, from: Channel['status'], next: (now: number) => Partial<Channel>) => {
    const now = deps.clock.now()
    await deps.store.transaction(async (tx) => {
      const held = await holdChannels(tx, deps.store.words, seen.workspaceId)
      const channel = held.find(({ id }) => id === seen.id)
      if (channel?.status !== from) return
      const changed: Channel = { ...channel, ...next(now), updatedAt: now }
      await updateChannel(tx, changed)
      const isWell = changed.status === 'connected'
      const { code = null, message = null } = changed.failure ?? {}
      await writeLine(tx, deps, changed, { what: isWell ? 'recovered' : 'failing', code, message, at: now })
      await deps.recordEvents(tx, [
        describeChannel(changed, isWell ? { what: 'connected', by: null, at: now } : { what: 'failing', at: now }),
      ])
    })
    deps.lines.forget(seen.workspaceId)
  }
  return {
    failing: (channel, failure) => change(channel, 'connected', () => ({ status: 'error', failure })),
    recovered: (channel) =>
      change(channel, 'error', (now) => ({ status: 'connected', failure: null, lastConnectedAt: now })),
  }
}
