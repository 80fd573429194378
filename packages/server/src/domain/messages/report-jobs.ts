import type { NewJob } from '../../engine/index.ts'
import type { Message } from './message.ts'
import type { CarrierAnswer, CarrierReport } from './port.ts'

export const REPORT_JOB = 'message.report'

/** Reports that wait to be taken up, all at the same time. */
export interface ReportJob {
  readonly reports: readonly CarrierReport[]
  /** When they came, or are foreseen to come (milliseconds since 1970). */
  readonly since: number
}

export function reportJob(workspaceId: string | null, job: ReportJob): NewJob {
  return { kind: REPORT_JOB, payload: job, dueAt: job.since, workspaceId }
}

/** Reports in one job: they are applied in one transaction, which should stay short. */
const MOST_IN_JOB = 100

/** The reports that answers foresee, as work: one job for those of a workspace that come at the same moment. */
export function foreseenReports(
  answers: readonly { message: Message; answer: CarrierAnswer }[],
  now: number,
): NewJob[] {
  const foreseen = answers.flatMap(({ message, answer }) =>
    ('reports' in answer ? (answer.reports ?? []) : []).map(({ afterMs, ...change }) => ({
      workspaceId: message.workspaceId,
      report: {
        provider: message.provider,
        messageId: message.id,
        providerMessageId: message.providerMessageId,
        change,
        occurredAt: now + afterMs,
      },
    })),
  )
  const together = Map.groupBy(foreseen, ({ workspaceId, report }) => `${workspaceId} ${report.occurredAt}`)
  return [...together.values()].flatMap((group) => {
    const [{ workspaceId, report: first }] = group as [(typeof group)[number]]
    const jobs = Array.from({ length: Math.ceil(group.length / MOST_IN_JOB) }, (_, index) =>
      group.slice(index * MOST_IN_JOB, (index + 1) * MOST_IN_JOB),
    )
    return jobs.map((some) =>
      reportJob(workspaceId, { reports: some.map(({ report }) => report), since: first.occurredAt }),
    )
  })
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
