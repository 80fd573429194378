import { isAllowed } from '@posthorn/contract'

import type { Log } from '../../kernel/log.ts'
import {
  cannotListen,
  type ChannelLines,
  type NoteHealth,
  type ReadyChannel,
  SESSION_PROVIDER,
} from '../channels/index.ts'
import type { CarrierBreakers, Pass } from './carrier-breakers.ts'
import { orderOfAttempt } from './choose-channel.ts'
import type { MessageContent } from './content.ts'
import { type HeaderDeps, headersOf } from './email-headers.ts'
import type { HoldToWindow } from './hold-to-window.ts'
import type { MessageTask } from './message-task.ts'
import type { CarriedBy } from './message.ts'
import type { Carrier, CarrierAnswer, ChannelCarrier, Postage } from './port.ts'
import type { Reveal } from './sealed-content.ts'
import type { TrackContent } from './track-content.ts'

/** What an attempt brought. */
export interface Carried {
  readonly answer: CarrierAnswer
  /** Whom the message was given to; null: nobody, so that nothing is known of any carrier. */
  readonly by: CarriedBy | null
  /** Whether another channel is there to make the next attempt. */
  readonly elsewhere: boolean
  /** What it says now, where that is not what it said before. */
  readonly content?: MessageContent
}

/** Notes in the message's row that this carrier is about to be called; false when the lease was lost. */
export type MarkCalling = (task: MessageTask, by: CarriedBy) => Promise<boolean>

export interface CarryDeps extends HeaderDeps {
  readonly log: Log
  /** The carriers that Posthorn has by itself, by the name that is kept with a message; undefined: there is no such. */
  readonly carrierNamed: (provider: string) => Carrier | undefined
  readonly lines: Pick<ChannelLines<ChannelCarrier>, 'routeOf' | 'byId'>
  readonly health: NoteHealth
  readonly breakers: CarrierBreakers
  readonly holdToWindow: HoldToWindow
  /** What is really said, where the content holds it sealed. */
  readonly reveal: Reveal
  /** What one recipient's copy tells of itself. */
  readonly trackContent: TrackContent
}

/** A message, and what an e-mail is sent with; null for what is none. */
export interface ReadyTask extends MessageTask {
  readonly postage: Postage | null
}

/**
 * Makes one attempt. A message that was accepted for a built-in channel stays on it; any other goes to the first channel
 * of its route that is in use and whose breaker lets it through, beginning after the one that was tried last.
 */
export async function carryMessage(task: ReadyTask, deps: CarryDeps, mark: MarkCalling): Promise<Carried> {
  const { message } = task
  const own: CarriedBy = { channelId: message.channelId, provider: message.provider }
  const builtIn = deps.carrierNamed(message.provider)
  if (builtIn)
    return {
      answer: await callCarrier(task, own, { ...deps, carrier: builtIn, mark, marks: false }),
      by: own,
      elsewhere: false,
    }
  if (message.provider === SESSION_PROVIDER) return carryBySession(task, own, deps, mark)
  // Whoever it was, the one that was being called when the process ended may have the message.
  if (task.callingSince !== null) return { answer: ENDED_WHILE_CALLING, by: own, elsewhere: false }
  const route = await deps.lines.routeOf(message.workspaceId, message.kind)
  const inUse = route.filter(({ channel }) => isAllowed('channel', 'carry', channel.status))
  const ordered = viaFirst(inUse, task.content)
  const lastTried = message.attempts > 0 ? message.channelId : null
  for (const ready of orderOfAttempt(ordered, lastTried)) {
    const pass = deps.breakers.enter(ready.channel.id)
    if (pass) return attempt(task, { ready, pass, others: inUse.filter((other) => other !== ready) }, deps, mark)
  }
  const detail =
    inUse.length === 0
      ? `No ${message.kind} channel is connected.`
      : `Every ${message.kind} channel is resting after failures.`
  return { answer: { kind: 'unavailable', detail }, by: null, elsewhere: false }
}

/**
 * A message that names its session has no other way out, and the session says itself whether it is there: no breaker, no
 * fallback. While it is not, the message waits as for any carrier that is away.
 */
async function carryBySession(task: ReadyTask, by: CarriedBy, deps: CarryDeps, mark: MarkCalling): Promise<Carried> {
  const ready = await deps.lines.byId(by.channelId)
  const answer: CarrierAnswer = ready
    ? await answerOf(task, { ...deps, ready, by, mark, marks: true })
    : withoutSession(task)
  return { answer, by, elsewhere: false }
}

function withoutSession({ callingSince }: ReadyTask): CarrierAnswer {
  if (callingSince !== null) return ENDED_WHILE_CALLING
  return { kind: 'rejected', code: 'session_deleted', message: 'The WhatsApp session was deleted before it was sent.' }
}

/** The route with the channel first that the message asks for. */
function viaFirst<Each extends { readonly channel: { readonly id: string } }>(
  route: readonly Each[],
  content: MessageContent,
): readonly Each[] {
  const via = content.kind === 'sms' ? content.via : undefined
  if (via === undefined) return route
  return [...route.filter(({ channel }) => channel.id === via), ...route.filter(({ channel }) => channel.id !== via)]
}

interface Chosen {
  readonly ready: ReadyChannel<ChannelCarrier>
  readonly pass: Pass
  readonly others: readonly ReadyChannel<ChannelCarrier>[]
}

async function attempt(
  task: ReadyTask,
  { ready, pass, others }: Chosen,
  deps: CarryDeps,
  mark: MarkCalling,
): Promise<Carried> {
  const { channel } = ready
  const by: CarriedBy = { channelId: channel.id, provider: channel.provider }
  const held = await deps.holdToWindow(task, ready)
  if ('answer' in held) {
    pass.end(null)
    return { answer: held.answer, by, elsewhere: false }
  }
  const { content } = held
  const answer = await answerOf({ ...task, content }, { ...deps, ready, by, mark, marks: true })
  const opened = pass.end(answer === LEASE_LOST ? null : answer)
  try {
    if (opened) {
      const { code, message } = failureOf(answer)
      await deps.health.failing(channel, { code, message, occurrences: opened.failures, since: opened.since })
    } else if (channel.status === 'error' && !cannotListen(channel) && answer.kind === 'accepted')
      await deps.health.recovered(channel)
  } catch (error) {
    // The message's own outcome is written all the same; the next one that finds out says it again.
    deps.log.warn({ err: error, channel: channel.id }, 'channel.health_not_written')
  }
  const elsewhere = others.some((other) => deps.breakers.wouldLet(other.channel.id))
  return { answer, by, elsewhere, ...(content !== task.content && { content }) }
}

async function answerOf(
  task: ReadyTask,
  {
    ready,
    by,
    trackContent,
    ...call
  }: Pick<Chosen, 'ready'> & Pick<CarryDeps, 'trackContent'> & Omit<CallDeps, 'carrier'> & { by: CarriedBy },
): Promise<CarrierAnswer> {
  let carrier: ChannelCarrier
  try {
    carrier = ready.open()
  } catch (error) {
    if (task.callingSince !== null) return ENDED_WHILE_CALLING
    return { kind: 'unavailable', detail: `The channel cannot be opened: ${wordsOf(error)}` }
  }
  const content = await trackContent(task.message, task.content)
  return callCarrier({ ...task, content }, by, { ...call, carrier })
}

const ENDED_WHILE_CALLING: CarrierAnswer = {
  kind: 'unknown',
  detail: 'The process that was sending the message ended before it heard the carrier.',
}

/** Nothing was done, and nothing will be written: whoever has the message now, or cancelled it, has. */
export const LEASE_LOST: CarrierAnswer = { kind: 'unavailable', detail: 'The lease was lost.' }

interface CallDeps extends HeaderDeps, Pick<CarryDeps, 'reveal'> {
  readonly carrier: Carrier
  readonly mark: MarkCalling
  /**
   * Whether the call is noted in any case: a message that waits for a channel can be cancelled until then, also while a
   * process holds it.
   */
  readonly marks: boolean
}

async function callCarrier(
  task: ReadyTask,
  by: CarriedBy,
  { carrier, mark, marks, reveal, ...headerDeps }: CallDeps,
): Promise<CarrierAnswer> {
  const { message, attempt, postage } = task
  if (marks || !carrier.idempotentByMessageId) {
    if (task.callingSince !== null && !carrier.idempotentByMessageId) return ENDED_WHILE_CALLING
    // Without the lease the outcome is written by nobody: whoever has it now makes the attempt.
    if (!(await mark(task, by))) return LEASE_LOST
  }
  const { id, workspaceId, address: to } = message
  try {
    const content = reveal(task.content)
    const headers = headersOf(message, content, headerDeps)
    const outgoing = { id, workspaceId, channelId: by.channelId, to, content, headers, attempt }
    return await carrier.send(postage === null ? outgoing : { ...outgoing, postage })
  } catch (error) {
    return { kind: carrier.idempotentByMessageId ? 'unavailable' : 'unknown', detail: wordsOf(error) }
  }
}

function failureOf(answer: CarrierAnswer): { code: string; message: string } {
  if (answer.kind === 'unavailable') return { code: 'carrier_unavailable', message: answer.detail }
  return { code: 'carrier_throttled', message: 'The carrier is taking no more for now.' }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
