import { invalid } from '../../kernel/api-error.ts'
import { DAY_MS } from '../../kernel/time.ts'

const FURTHEST_DAYS = 30

/** Reads `scheduled_at` into milliseconds since 1970; null where it is absent. */
export function readSchedule(text: string | undefined, now: number): number | null {
  if (text === undefined) return null
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw invalid('scheduled_at', 'there is no such time; give one such as 2026-04-19T14:30:00Z')
  if (time <= now) throw invalid('scheduled_at', 'it lies in the past; leave it out to send at once')
  if (time > now + FURTHEST_DAYS * DAY_MS)
    throw invalid('scheduled_at', `it is more than ${FURTHEST_DAYS} days ahead, which is the most`)
  return time
}
