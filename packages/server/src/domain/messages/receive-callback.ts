import { isId } from '@posthorn/contract'

import type { Log } from '../../kernel/log.ts'
import type { Store } from '../../store/index.ts'
import type { ChannelLines } from '../channels/index.ts'
import type { Reports } from './apply-reports.ts'
import type { CarrierCallback, ChannelCarrier } from './port.ts'
import type { ReceiveMessages } from './receive-messages.ts'

/** What a carrier posted, and to which channel's address. */
export interface ChannelCallback extends CarrierCallback {
  readonly provider: string
  readonly channelId: string
}

/** `unknown`: nobody listens there. `forged`: not from the channel's carrier. */
export type CallbackOutcome = 'received' | 'unknown' | 'forged' | 'unreadable'

export type ReceiveCallback = (callback: ChannelCallback) => Promise<CallbackOutcome>

interface CallbackDeps {
  readonly store: Store
  readonly log: Log
  readonly lines: Pick<ChannelLines<ChannelCarrier>, 'byId'>
  readonly reports: Pick<Reports, 'receive'>
  readonly receive: ReceiveMessages
}

/**
 * Takes in what carriers report of their own accord. What was received is on disk when the carrier is answered, and
 * applied afterwards; what it did not sign leaves no trace but a line in the log.
 */
export function createReceiveCallback({ store, log, lines, reports, receive }: CallbackDeps): ReceiveCallback {
  return async ({ provider, channelId, ...callback }) => {
    const ready = isId('channel', channelId) ? await lines.byId(channelId) : undefined
    if (ready?.channel.provider !== provider || ready.channel.builtIn) return 'unknown'
    const reading = ready.open().readCallback?.(callback)
    if (!reading) return 'unknown'
    const { workspaceId } = ready.channel
    const line = { channel: channelId, workspace: workspaceId, provider }
    if (reading.kind === 'forged') {
      log.warn(line, 'callback.forged')
      return 'forged'
    }
    if (reading.kind === 'unreadable') {
      log.warn({ ...line, problem: reading.problem }, 'callback.unreadable')
      return 'unreadable'
    }
    if (reading.reports.length > 0) {
      await store.transaction(async (tx) => {
        for (const report of reading.reports) await reports.receive(tx, { ...report, provider, workspaceId })
      })
    }
    if (reading.received && reading.received.length > 0) await receive(ready.channel, reading.received)
    return 'received'
  }
}
