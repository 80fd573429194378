// A figure without its account is no figure: everything accepted is delivered, still pending, failed for good, or lost.
import { fate } from '../test/support/load-client.ts'
import { readMark, readSmsMark } from '../test/support/load-message.ts'
import type { Rows } from './bench-database.ts'

/** Of one run, in deliveries: one for each accepted event and endpoint. */
export interface Account {
  /** Events the caller saw a 202 for. */
  readonly acceptedEvents: number
  /** Events whose connection broke before an answer; they may or may not have been accepted. */
  readonly unansweredEvents: number
  readonly refusedEvents: number
  readonly owed: number
  readonly delivered: number
  readonly pending: number
  readonly failed: number
  readonly lost: number
  /** Arrivals beyond the first, of any event. */
  readonly duplicates: number
}

/** A delivery that has not arrived, as the database has it. */
interface Unfinished {
  readonly state: string
  readonly raw: string
  readonly webhook_id: string
}

const unfinishedSql = `select d.state, d.webhook_id, e.raw from webhook_delivery d join event e on e.id = d.event_id
  where d.state <> 'delivered'`

export interface Accounted {
  readonly run: number
  readonly fates: Uint8Array
  /** Times of arrival by event, one list for each endpoint. */
  readonly times: readonly Uint8Array[]
  readonly webhookIds: readonly string[]
  readonly read: (sql: string) => Promise<Rows>
}

/** Accounts for every event by its number. The database is asked only when something has not arrived. */
export async function reconcile({ run, fates, times, webhookIds, read }: Accounted): Promise<Account> {
  const count = (wanted: number) => fates.reduce((sum, each) => sum + (each === wanted ? 1 : 0), 0)
  const missing = new Set<string>()
  let delivered = 0
  let duplicates = 0
  times.forEach((arrivals, endpoint) => {
    arrivals.forEach((arrived, number) => {
      if (arrived > 1) duplicates += arrived - 1
      if (fates[number] !== fate.accepted) return
      if (arrived > 0) delivered++
      else missing.add(`${webhookIds[endpoint]!} ${number}`)
    })
  })
  let pending = 0
  let failed = 0
  if (missing.size > 0) {
    for (const { state, raw, webhook_id } of (await read(unfinishedSql)) as unknown as Unfinished[]) {
      const mark = readMark(raw, 0)
      if (mark?.run !== run || !missing.delete(`${webhook_id} ${mark.number}`)) continue
      if (state === 'pending' || state === 'retrying') pending++
      else failed++
    }
  }
  const acceptedEvents = count(fate.accepted)
  return {
    acceptedEvents,
    unansweredEvents: count(fate.unanswered),
    refusedEvents: count(fate.refused),
    owed: acceptedEvents * times.length,
    delivered,
    pending,
    failed,
    lost: missing.size,
    duplicates,
  }
}

/** The same for SMS to the simulated carrier: each stands in the database, with its number in its text. */
export async function reconcileSms({ run, fates, read }: Pick<Accounted, 'run' | 'fates' | 'read'>): Promise<Account> {
  const count = (wanted: number) => fates.reduce((sum, each) => sum + (each === wanted ? 1 : 0), 0)
  const times = new Uint8Array(fates.length)
  const figures = { delivered: 0, pending: 0, failed: 0, duplicates: 0 }
  const rows = await read(
    `select content, state, sent_at from message where content like '%Your order ${padded(run)}-%'`,
  )
  for (const { content, state, sent_at } of rows) {
    const mark = readSmsMark(String(content))
    if (mark?.run !== run || fates[mark.number] === undefined) continue
    if (times[mark.number]!++ > 0) figures.duplicates++
    else if (sent_at !== null) figures.delivered++
    else if (state === 'failed') figures.failed++
    else figures.pending++
  }
  const accepted = [...fates.keys()].filter((number) => fates[number] === fate.accepted)
  return {
    ...figures,
    acceptedEvents: accepted.length,
    unansweredEvents: count(fate.unanswered),
    refusedEvents: count(fate.refused),
    owed: accepted.length,
    lost: accepted.filter((number) => times[number] === 0).length,
  }
}

function padded(run: number): string {
  return String(run).padStart(4, '0')
}
