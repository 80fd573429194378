import type { CarrierAnswer } from '../../domain/messages/port.ts'
import { type Clock, pause } from '../../kernel/clock.ts'
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'
import type { Settings } from './account.ts'
import { WindowFull } from './line.ts'
import type { Pdu } from './pdu.ts'
import { readMessageId } from './pdu.ts'
import { nameOf } from './read-delivery.ts'
import { readStatus } from './read-status.ts'
import { Unanswered } from './session.ts'

export interface PartsDeps {
  readonly clock: Clock
  readonly settings: Settings
  /** @throws {Unanswered} when there is no answer; anything else means that nothing was sent. */
  readonly submit: (body: Buffer, begun: boolean) => Promise<Pdu>
}

/** Once a part is with the SMSC the others are tried for so long: a message of which a half arrives helps nobody. */
const PERSIST_MS = 2 * MINUTE_MS
const FIRST_WAIT_MS = SECOND_MS
const LONGEST_WAIT_MS = 15 * SECOND_MS

/**
 * Sends the parts of a message one after the other. Until the first one is taken the message can be tried again as a
 * whole; afterwards only what is missing is, here and now. A part whose answer is missing ends it: `unknown`.
 */
export async function sendParts(bodies: readonly Buffer[], deps: PartsDeps): Promise<CarrierAnswer> {
  const names: string[] = []
  let firstId = ''
  const parts = (): { total: number; ids: string[] } => ({ total: bodies.length, ids: names })
  for (const [index, body] of bodies.entries()) {
    const outcome = index === 0 ? await sendOne(body, deps, false) : await persist(body, deps)
    if (outcome.kind === 'taken') {
      if (index === 0) firstId = outcome.id
      names.push(nameOf(outcome.id))
    } else if (index === 0) return outcome
    else if (outcome.kind === 'rejected') return { ...outcome, parts: parts() }
    else {
      const why = 'detail' in outcome ? outcome.detail : 'The SMSC is taking no more for now.'
      return { kind: 'unknown', detail: `Part ${index + 1} of ${bodies.length}: ${why}`, parts: parts() }
    }
  }
  const named = names.every((name) => name !== '')
  return {
    kind: 'accepted',
    providerMessageId: firstId === '' ? null : firstId,
    segments: bodies.length,
    ...(named && { parts: parts() }),
  }
}

type Outcome =
  | { readonly kind: 'taken'; readonly id: string }
  | Extract<CarrierAnswer, { kind: 'rejected' | 'throttled' | 'unavailable' }>
  | { readonly kind: 'unknown'; readonly detail: string }

async function sendOne(body: Buffer, { submit, settings }: PartsDeps, begun: boolean): Promise<Outcome> {
  try {
    const answer = await submit(body, begun)
    return answer.status === 0 ? { kind: 'taken', id: readMessageId(answer.body) } : readStatus(answer.status, settings)
  } catch (error) {
    if (error instanceof WindowFull) return { kind: 'throttled', retryAfterMs: SECOND_MS }
    const detail = error instanceof Error ? error.message : String(error)
    return { kind: error instanceof Unanswered && error.maybeSent ? 'unknown' : 'unavailable', detail }
  }
}

async function persist(body: Buffer, deps: PartsDeps): Promise<Outcome> {
  const until = deps.clock.monotonic() + PERSIST_MS
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    const outcome = await sendOne(body, deps, true)
    const mayPass = outcome.kind === 'throttled' || outcome.kind === 'unavailable'
    if (!mayPass || deps.clock.monotonic() + wait > until) return outcome
    await pause(deps.clock, wait)
  }
}
