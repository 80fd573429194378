import { isId } from '@posthorn/contract'

import type { Log } from '../../kernel/log.ts'
import type { Store } from '../../store/index.ts'
import type { ChannelLines, ReadyChannel } from '../channels/index.ts'
import type { TakeTemplateNews } from '../templates/index.ts'
import type { Reports } from './apply-reports.ts'
import type { CallbackReading, CarrierCallback, ChannelCarrier } from './port.ts'
import type { ReceiveMessages } from './receive-messages.ts'

/** What a carrier posted, and to which channel's address. */
export interface ChannelCallback extends CarrierCallback {
  readonly provider: string
  readonly channelId: string
}

/** `unknown`: nobody listens there. `forged`: not from the channel's carrier. */
export type CallbackOutcome = 'received' | 'unknown' | 'forged' | 'unreadable'

export type ReceiveCallback = (callback: ChannelCallback) => Promise<CallbackOutcome>

/** The answer to a carrier that asks whether an address is meant for it, or why there is none. */
export type AnswerChallenge = (
  challenge: Pick<ChannelCallback, 'provider' | 'channelId'> & { readonly query: URLSearchParams },
) => Promise<{ readonly answer: string } | 'unknown' | 'forged'>

interface CallbackDeps {
  readonly store: Store
  readonly log: Log
  readonly lines: Pick<ChannelLines<ChannelCarrier>, 'byId' | 'entered'>
  readonly reports: Pick<Reports, 'receive'>
  readonly receive: ReceiveMessages
  readonly takeTemplateNews: TakeTemplateNews
}

/**
 * Takes in what carriers report of their own accord. What was received is on disk when the carrier is answered, and
 * applied afterwards; what it did not sign leaves no trace but a line in the log.
 */
export function createReceiveCallback(deps: CallbackDeps): ReceiveCallback {
  const { log, lines } = deps
  return async ({ provider, channelId, ...callback }) => {
    const ready = await addressed(lines, provider, channelId)
    const reading = ready?.open().readCallback?.(callback)
    if (!ready || !reading) return 'unknown'
    const line = { channel: channelId, workspace: ready.channel.workspaceId, provider }
    if (reading.kind === 'forged') {
      log.warn(line, 'callback.forged')
      return 'forged'
    }
    if (reading.kind === 'unreadable') {
      log.warn({ ...line, problem: reading.problem }, 'callback.unreadable')
      return 'unreadable'
    }
    await takeIn(deps, ready, reading)
    if (reading.ofOthers) await tellOthers(deps, ready, callback)
    return 'received'
  }
}

export function createAnswerChallenge({ log, lines }: Pick<CallbackDeps, 'log' | 'lines'>): AnswerChallenge {
  return async ({ provider, channelId, query }) => {
    const carrier = (await addressed(lines, provider, channelId))?.open()
    if (!carrier?.answerChallenge) return 'unknown'
    const answer = carrier.answerChallenge(query)
    const line = { channel: channelId, provider }
    if (answer === null) log.warn(line, 'callback.challenge_refused')
    else log.info(line, 'callback.challenge_answered')
    return answer === null ? 'forged' : { answer }
  }
}

type Ready = ReadyChannel<ChannelCarrier>

async function addressed(
  lines: CallbackDeps['lines'],
  provider: string,
  channelId: string,
): Promise<Ready | undefined> {
  const ready = isId('channel', channelId) ? await lines.byId(channelId) : undefined
  return ready?.channel.provider === provider && !ready.channel.builtIn ? ready : undefined
}

async function takeIn(
  { store, reports, receive, takeTemplateNews }: CallbackDeps,
  ready: Ready,
  { reports: heard, received = [], templates = [] }: Extract<CallbackReading, { kind: 'read' }>,
): Promise<void> {
  const { workspaceId, provider } = ready.channel
  if (heard.length > 0 || templates.length > 0) {
    await store.transaction(async (tx) => {
      for (const report of heard) await reports.receive(tx, { ...report, provider, workspaceId })
      await takeTemplateNews(tx, ready, templates)
    })
  }
  if (received.length > 0) await receive(ready.channel, received)
}

/**
 * A carrier may have one address for several accounts. Each of the workspace's other channels of it reads the same bytes,
 * checks the signature by its own secret, and takes what is its own; other workspaces are not asked.
 */
async function tellOthers(deps: CallbackDeps, ready: Ready, callback: CarrierCallback): Promise<void> {
  const { id, workspaceId, provider } = ready.channel
  const others = (await deps.lines.entered(workspaceId)).filter(
    ({ channel }) => channel.provider === provider && channel.id !== id,
  )
  for (const other of others) {
    const reading = readWith(deps.log, other, callback)
    if (reading?.kind === 'read') await takeIn(deps, other, reading)
  }
}

/** One channel that cannot be opened must not keep the others from what is theirs. */
function readWith(log: Log, ready: Ready, callback: CarrierCallback): CallbackReading | undefined {
  try {
    return ready.open().readCallback?.(callback)
  } catch (error) {
    log.warn({ err: error, channel: ready.channel.id }, 'callback.not_read')
    return undefined
  }
}
