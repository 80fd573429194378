import { isoTime, SECOND_MS } from '../../kernel/time.ts'

/** A calendar month in UTC, in milliseconds since 1970; `end` is the first moment that no longer belongs to it. */
export interface BillingPeriod {
  readonly start: number
  readonly end: number
}

export function billingPeriodAt(now: number): BillingPeriod {
  const date = new Date(now)
  const month = (ahead: number): number => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead, 1)
  return { start: month(0), end: month(1) }
}

/** A period is shown to its last second, as people write months. */
export function renderEnd(end: number): string {
  return isoTime(end - SECOND_MS)
}
