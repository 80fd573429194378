/** Ranges of days, in UTC as the API counts them. */
export interface DayRange {
  /** First day, such as `2026-04-19`. */
  readonly from: string
  /** Last day. */
  readonly to: string
}

const DAY_MS = 86_400_000

export const dayOfTime = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export const usageRanges = {
  period: 'This billing period',
  week: 'The last 7 days',
  month: 'The last 30 days',
  year: 'The last 12 months',
} as const
export type UsageRange = keyof typeof usageRanges

/** The days of a named range; a billing period is a calendar month. */
export function rangeOf(name: UsageRange, nowMs: number): DayRange {
  const to = dayOfTime(nowMs)
  const now = new Date(nowMs)
  const firstOfMonth = (monthsBack: number) =>
    dayOfTime(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsBack, 1))
  if (name === 'period') return { from: firstOfMonth(0), to }
  if (name === 'year') return { from: firstOfMonth(11), to }
  return lastDays(name === 'week' ? 7 : 30, nowMs)
}

/** So many days, today included. */
export const lastDays = (days: number, nowMs: number): DayRange => ({
  from: dayOfTime(nowMs - (days - 1) * DAY_MS),
  to: dayOfTime(nowMs),
})

/** Why the API would refuse a range; null: it would not. */
export function faultOfRange({ from, to }: DayRange): string | null {
  if (from === '' || to === '') return 'Give both days.'
  if (to < from) return 'The last day lies before the first.'
  return Date.parse(to) - Date.parse(from) >= 366 * DAY_MS ? 'At most 366 days are shown at once.' : null
}
