import { ApiError } from '../../kernel/api-error.ts'
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../kernel/time.ts'

/** Codes to one recipient (contract 3.4): who asks for more is guessing, or is making somebody's phone ring. */
const LIMITS = [
  { most: 5, withinMs: HOUR_MS, period: 'hour' },
  { most: 20, withinMs: DAY_MS, period: 'day' },
] as const

/** How far back sends count. */
export const COUNTED_MS = DAY_MS

/** Refuses one more code, where `sentAt` are the times of those of the last day, with the time after which it is not. */
export function refuseTooMany(sentAt: readonly number[], now: number): void {
  const refusals = LIMITS.flatMap(({ most, withinMs, period }) => {
    const counted = sentAt.filter((at) => at > now - withinMs).sort((one, other) => other - one)
    const blocking = counted[most - 1]
    return blocking === undefined ? [] : [{ most, period, until: blocking + withinMs }]
  })
  const longest = refusals.sort((one, other) => other.until - one.until)[0]
  if (!longest) return
  const retryAfter = Math.max(1, Math.ceil((longest.until - now) / SECOND_MS))
  throw new ApiError('VERIFICATION_LIMIT_REACHED', {
    param: 'to',
    retryAfter,
    words: { limit: longest.most, period: longest.period, retry_after: retryAfter },
  })
}
