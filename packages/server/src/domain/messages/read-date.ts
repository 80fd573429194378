import { invalid } from '../../kernel/api-error.ts'
import { DAY_MS } from '../../kernel/time.ts'

/** A bare date is a whole day in UTC: as the start of a range it begins it, as the end it includes it. */
export function readDate(param: string, text: string | undefined, edge: 'from' | 'to'): number | undefined {
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time))
    throw invalid(param, 'there is no such date; give one such as 2026-04-19 or 2026-04-19T14:30:00Z')
  return edge === 'to' && text.length === 'YYYY-MM-DD'.length ? time + DAY_MS : time
}
