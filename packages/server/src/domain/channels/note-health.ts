import type { Channel, ChannelFailure } from './channel.ts'
import type { ChannelDeps } from './channel-deps.ts'
import { describeChannel } from './describe-event.ts'
import { holdChannels, updateChannel } from './store.ts'
import { writeLine } from './write-line.ts'

type HealthDeps = Pick<ChannelDeps, 'store' | 'clock' | 'newId' | 'recordEvents' | 'lines'>

export interface NoteHealth {
  /** Its carrier keeps failing: `error`, with the reason. Written once, however many processes see it. */
  failing(channel: Channel, failure: ChannelFailure): Promise<void>
  /** Its carrier took a message again: it is well, unless what fails is listening to it. */
  recovered(channel: Channel): Promise<void>
  /** The line on which its carrier speaks is lost, and was tried for again in vain: `error` all the same. */
  cannotListen(channel: Channel, failure: Omit<ChannelFailure, 'code'>): Promise<void>
  /** That line is there again. */
  listensAgain(channel: Channel): Promise<void>
}

const CANNOT_LISTEN = 'cannot_listen'

/** Whether what fails is hearing the carrier; that it takes messages mends nothing then. */
export function cannotListen({ failure }: Pick<Channel, 'failure'>): boolean {
  return failure?.code === CANNOT_LISTEN
}

/** Writes what those who use a channel find out about it. One that was disconnected meanwhile stays so. */
export function createNoteHealth(deps: HealthDeps): NoteHealth {
  const change = async (
    seen: Channel,
    isDue: (channel: Channel) => boolean,
    next: (now: number) => Partial<Channel>,
  ): Promise<void> => {
    const now = deps.clock.now()
    await deps.store.transaction(async (tx) => {
      const held = await holdChannels(tx, deps.store.words, seen.workspaceId)
      const channel = held.find(({ id }) => id === seen.id)
      if (!channel || !isDue(channel)) return
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
  const fail = (channel: Channel, failure: ChannelFailure): Promise<void> =>
    change(
      channel,
      ({ status }) => status === 'connected',
      () => ({ status: 'error', failure }),
    )
  const recover = (channel: Channel, isMended: (failing: Channel) => boolean): Promise<void> =>
    change(
      channel,
      (found) => found.status === 'error' && isMended(found),
      (now) => ({ status: 'connected', failure: null, lastConnectedAt: now }),
    )
  return {
    failing: fail,
    recovered: (channel) => recover(channel, (failing) => !cannotListen(failing)),
    cannotListen: (channel, failure) => fail(channel, { ...failure, code: CANNOT_LISTEN }),
    listensAgain: (channel) => recover(channel, cannotListen),
  }
}
