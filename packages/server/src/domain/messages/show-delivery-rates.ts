import { setImmediate as turn } from 'node:timers/promises'

import { type DeliveryRates, type DeliveryRatesOfChannel, meteredKinds, type QueryOf } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import { readDay } from '../../kernel/read-day.ts'
import { DAY_MS, HOUR_MS, isoTime } from '../../kernel/time.ts'
import type { Reader } from '../../store/index.ts'
import { channelsById, countFates, type FateCount } from './store-rates.ts'

const MOST_DAYS = 31
const USUAL_DAYS = 7
/** Read at once. A quarter of a day, so that a million messages a month hold nobody up for longer than some 20 ms. */
const SLICE_MS = 6 * HOUR_MS

/** What is known now of the messages that were accepted on some days, by channel. */
export async function showDeliveryRates(
  read: Reader,
  workspaceId: string,
  query: QueryOf<'account.deliveryRates'>,
  now: number,
): Promise<DeliveryRates> {
  const { start, end } = rangeOf(query, now)
  const counts: FateCount[] = []
  for (let from = start; from < end; from += SLICE_MS) {
    const range = { from, before: from + SLICE_MS }
    for (const kind of meteredKinds) counts.push(...(await countFates(read, workspaceId, kind, range)))
    // SQLite is read on this thread: others get their turn in between.
    await turn()
  }
  const byChannel = Map.groupBy(counts, ({ channel_id: id }) => id)
  const known = await channelsById(read, workspaceId, [...byChannel.keys()])
  const channels = known
    .map(({ id, type, provider, name }) => ({
      channel_id: id,
      type,
      provider,
      name,
      ...fatesOf(byChannel.get(id) ?? []),
    }))
    .sort((one, other) => other.accepted - one.accepted || (one.channel_id < other.channel_id ? -1 : 1))
  return { from_date: dateOf(start), to_date: dateOf(end - DAY_MS), channels }
}

const dateOf = (time: number): string => isoTime(time).slice(0, 10)

/** From `start` up to, and not including, `end`; both begin a day. */
function rangeOf(
  { from_date, to_date }: QueryOf<'account.deliveryRates'>,
  now: number,
): { start: number; end: number } {
  const last = readDay('to_date', to_date ?? dateOf(now))
  const start = readDay('from_date', from_date) ?? last - (USUAL_DAYS - 1) * DAY_MS
  const end = last + DAY_MS
  if (end <= start) throw invalid('to_date', 'it lies before from_date')
  if (end - start > MOST_DAYS * DAY_MS) throw invalid('from_date', `at most ${MOST_DAYS} days are counted at once`)
  return { start, end }
}

type Fates = Omit<DeliveryRatesOfChannel, 'channel_id' | 'type' | 'provider' | 'name'>

function fatesOf(counts: readonly FateCount[]): Fates {
  const sum = (which: (count: FateCount) => boolean): number =>
    counts.filter(which).reduce((total, { count }) => total + count, 0)
  const accepted = sum(() => true)
  const queued = sum(({ state }) => state === 'queued' || state === 'paused')
  const sent = sum(({ state }) => state === 'sent')
  const delivered = sum(({ state }) => state === 'delivered' || state === 'read')
  const bounced = sum(({ state, bounced: came }) => state === 'failed' && came === 1)
  const failed = sum(({ state }) => state === 'failed') - bounced
  const ended = delivered + failed + bounced
  // Rounded down, so that 100 means all.
  const rate = ended === 0 ? null : Math.floor((delivered * 1_000) / ended) / 10
  return { accepted, queued, sent, delivered, failed, bounced, delivery_rate: rate }
}
