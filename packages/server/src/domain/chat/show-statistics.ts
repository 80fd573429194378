import { setImmediate as turn } from 'node:timers/promises'

import type { ChatStatistics, QueryOf } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import { readDay } from '../../kernel/read-day.ts'
import { DAY_MS, HOUR_MS, isoTime } from '../../kernel/time.ts'
import type { Reader } from '../../store/index.ts'
import { countFates, type FateCount } from './store-statistics.ts'

const MOST_DAYS = 31
const USUAL_DAYS = 7
/** Read at once, so that others get their turn in between: SQLite is read on this thread. */
const SLICE_MS = 6 * HOUR_MS
/** Callers poll this long (contract A29). */
const POLLED_MS = 45_000

type Query = QueryOf<'chat.statistics'>
type Counted = Omit<ChatStatistics['daily'][number], 'date'>

/** How the questions that were asked on some days at some sites fare. */
export async function showStatistics(
  read: Reader,
  sites: { readonly workspaceId: string; readonly siteIds: readonly string[] },
  query: Query,
  now: number,
): Promise<ChatStatistics> {
  const { start, end } = rangeOf(query, now)
  const all: FateCount[] = []
  const daily: ChatStatistics['daily'] = []
  for (let day = start; day < end; day += DAY_MS) {
    const counts = await countDay(read, sites, query, { day, now })
    daily.push({ date: dateOf(day), ...countedOf(counts) })
    all.push(...counts)
  }
  return {
    from_date: dateOf(start),
    to_date: dateOf(end - DAY_MS),
    ...countedOf(all),
    ...sharesOf(all),
    daily,
  }
}

async function countDay(
  read: Reader,
  { workspaceId, siteIds }: { readonly workspaceId: string; readonly siteIds: readonly string[] },
  { environment, integration, language }: Query,
  { day, now }: { readonly day: number; readonly now: number },
): Promise<FateCount[]> {
  const counts: FateCount[] = []
  for (const siteId of siteIds) {
    const filter = { workspaceId, siteId, environment, integration, language }
    for (let from = day; from < day + DAY_MS; from += SLICE_MS)
      counts.push(...(await countFates(read, filter, { from, before: from + SLICE_MS, now })))
    await turn()
  }
  return counts
}

const dateOf = (time: number): string => isoTime(time).slice(0, 10)

/** From `start` up to, and not including, `end`; both begin a day. */
function rangeOf({ from_date, to_date }: Query, now: number): { start: number; end: number } {
  const last = readDay('to_date', to_date ?? dateOf(now))
  const start = readDay('from_date', from_date) ?? last - (USUAL_DAYS - 1) * DAY_MS
  const end = last + DAY_MS
  if (end <= start) throw invalid('to_date', 'it lies before from_date')
  if (end - start > MOST_DAYS * DAY_MS) throw invalid('from_date', `at most ${MOST_DAYS} days are counted at once`)
  return { start, end }
}

type Which = (count: FateCount) => boolean

function sum(counts: readonly FateCount[], which: Which): number {
  return counts.reduce((total, each) => (which(each) ? total + each.count : total), 0)
}

const isCompleted: Which = ({ state }) => state === 'completed'

function countedOf(counts: readonly FateCount[]): Counted {
  return {
    requests: sum(counts, () => true),
    answered: sum(counts, (each) => isCompleted(each) && each.answered === 1),
    declined: sum(counts, (each) => isCompleted(each) && each.answered === 0),
    failed: sum(counts, ({ state }) => state === 'failed'),
    timeouts: sum(counts, ({ error_code: code }) => code === 'timeout'),
    hung_up: sum(counts, ({ hung_up: hungUp }) => hungUp === 1),
    low_confidence: sum(counts, (each) => isCompleted(each) && each.confidence_level === 'low'),
    good: sum(counts, ({ feedback }) => feedback === 'good'),
    bad: sum(counts, ({ feedback }) => feedback === 'bad'),
  }
}

function sharesOf(
  counts: readonly FateCount[],
): Omit<ChatStatistics, 'from_date' | 'to_date' | 'daily' | keyof Counted> {
  const completed = counts.filter(isCompleted)
  const total = sum(completed, () => true)
  const levelled = (level: string): number => sum(completed, (each) => each.confidence_level === level)
  const [good, bad] = ['good', 'bad'].map((word) => sum(counts, ({ feedback }) => feedback === word)) as [
    number,
    number,
  ]
  return {
    unfinished: sum(counts, ({ state }) => state === 'pending' || state === 'processing'),
    unfinished_after_45_s: sum(counts, ({ mode, took }) => mode === 'async' && took > POLLED_MS),
    confidence: { high: levelled('high'), medium: levelled('medium'), low: levelled('low') },
    answered_share: shareOf(
      sum(completed, ({ answered }) => answered === 1),
      total,
    ),
    low_confidence_share: shareOf(levelled('low'), total),
    bad_feedback_share: shareOf(bad, good + bad),
    latency: {
      sync: latencyOf(completed.filter(({ mode }) => mode !== 'async')),
      async: latencyOf(completed.filter(({ mode }) => mode === 'async')),
    },
  }
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000
}

function latencyOf(completed: readonly FateCount[]): ChatStatistics['latency']['sync'] {
  const sorted = [...completed].sort((one, other) => one.took - other.took)
  const count = sum(sorted, () => true)
  return { count, p50_ms: percentile(sorted, count, 0.5), p95_ms: percentile(sorted, count, 0.95) }
}

/** The least time within which at least this share was answered (nearest rank). */
function percentile(sorted: readonly FateCount[], count: number, share: number): number | null {
  let left = Math.ceil(count * share)
  for (const { took, count: own } of sorted) {
    left -= own
    if (left <= 0) return took
  }
  return null
}
