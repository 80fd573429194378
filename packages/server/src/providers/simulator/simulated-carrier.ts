import type { Carrier, CarrierAnswer, ForeseenReport } from '../../domain/messages/port.ts'
import { type Fate, fateOf } from './fates.ts'

export interface SimulatorDelays {
  /** From the answer to the first report, and from each report to the next. */
  readonly reportAfterMs: number
  /** The same for a report that is a long time coming. */
  readonly lateAfterMs: number
  /** How long a throttling answer asks to wait. */
  readonly throttleMs: number
}

export const usualDelays: SimulatorDelays = { reportAfterMs: 1_000, lateAfterMs: 30_000, throttleMs: 2_000 }

/**
 * A carrier that sends nothing. What it answers, and what it will report, follows from the recipient and the attempt
 * alone, so that it remembers nothing and a message sent twice to it is sent once.
 */
export function createSimulator(delays: SimulatorDelays = usualDelays): Carrier {
  return {
    provider: 'simulator',
    idempotentByMessageId: true,
    send: ({ id, to, attempt }) => Promise.resolve(answerOf(fateOf(to), { id, attempt }, delays)),
  }
}

function answerOf(fate: Fate, message: { id: string; attempt: number }, delays: SimulatorDelays): CarrierAnswer {
  const answer = fate.answers[Math.min(message.attempt, fate.answers.length) - 1] ?? 'accepted'
  switch (answer) {
    case 'accepted':
      return { kind: 'accepted', providerMessageId: `sim-${message.id}`, costUsd: 0, reports: reportsOf(fate, delays) }
    case 'rejected':
      return { kind: 'rejected', code: 'rejected', message: 'The carrier refused the message (simulated).' }
    case 'throttled':
      return { kind: 'throttled', retryAfterMs: delays.throttleMs }
    case 'unavailable':
      return { kind: 'unavailable', detail: 'The carrier cannot be reached (simulated).' }
    case 'timeout':
      return {
        kind: 'unknown',
        detail: 'The carrier did not answer in time (simulated).',
        reports: reportsOf(fate, delays),
      }
  }
}

function reportsOf({ reports, late }: Fate, { reportAfterMs, lateAfterMs }: SimulatorDelays): ForeseenReport[] {
  return reports.map((report, index) => ({ ...report, afterMs: (late ? lateAfterMs : reportAfterMs) * (index + 1) }))
}
