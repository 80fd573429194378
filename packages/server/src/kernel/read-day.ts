import { invalid } from './api-error.ts'
import { isoTime } from './time.ts'

/** The first moment of a day in UTC, in milliseconds since 1970. Throws a 400 about `param` where there is no such day. */
export function readDay(param: string, text: string): number
export function readDay(param: string, text: string | undefined): number | undefined
export function readDay(param: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const time = Date.parse(text)
  // JavaScript takes the 31st of February for the 3rd of March.
  if (Number.isNaN(time) || isoTime(time).slice(0, 10) !== text)
    throw invalid(param, 'there is no such date; give one such as 2026-04-19')
  return time
}
