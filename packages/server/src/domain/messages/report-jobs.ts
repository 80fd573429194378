import type { NewJob } from '../../engine/index.ts'
import type { Message } from './message.ts'
import type { CarrierAnswer, CarrierReport } from './port.ts'

export const REPORT_JOB = 'message.report'

/** A report that waits to be taken up. */
export interface ReportJob {
  readonly report: CarrierReport
  readonly workspaceId: string | null
  /** When it came, or is foreseen to come (milliseconds since 1970). */
  readonly since: number
}

export function reportJob(job: ReportJob): NewJob {
  return { kind: REPORT_JOB, payload: job, dueAt: job.since, workspaceId: job.workspaceId }
}

/** The reports that an answer foresees, as work. */
export function foreseenReports(message: Message, answer: CarrierAnswer, now: number): NewJob[] {
  const reports = 'reports' in answer ? (answer.reports ?? []) : []
  return reports.map(({ afterMs, ...change }) =>
    reportJob({
      report: {
        provider: message.provider,
        messageId: message.id,
        providerMessageId: message.providerMessageId,
        change,
        occurredAt: now + afterMs,
      },
      workspaceId: message.workspaceId,
      since: now + afterMs,
    }),
  )
}

/** A report that overtakes the carrier's answer finds its message a little later; one of somebody else's never does. */
const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 600_000
const GIVE_UP_AFTER_MS = 24 * 3_600_000

/** Decides when to look again for the message of a report; null: there is none. */
export function decideNextLook(since: number, now: number): number | null {
  const age = Math.max(0, now - since)
  if (age > GIVE_UP_AFTER_MS) return null
  return now + Math.min(Math.max(age, FIRST_WAIT_MS), LONGEST_WAIT_MS)
}
