import { type Clock, repeat, type Timer } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import { firstPrefixedAt, firstUuidAt } from '../../kernel/new-id.ts'
import { DAY_MS, HOUR_MS } from '../../kernel/time.ts'
import type { Store, Transaction } from '../../store/index.ts'
import { deleteBefore, deleteOld, type IdRange, type OldTable, type TimedTable } from './store.ts'

const EVERY_MS = HOUR_MS
/** Small transactions, so that nobody waits behind the clearing. */
const ROWS_AT_ONCE = 1_000

export interface ForgetDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly retentionDays: number
  /** Forgets answers kept for idempotency keys. */
  readonly forgetAnswers: () => Promise<number>
}

/** Removes what has been kept long enough, once an hour. Any process may do it; two at once do no harm. */
export function forgetOldRegularly(deps: ForgetDeps): Timer {
  return repeat(deps.clock, EVERY_MS, () => {
    forgetOld(deps).catch((error: unknown) => deps.log.error({ err: error }, 'retention.failed'))
  })
}

export async function forgetOld({ store, clock, log, retentionDays, forgetAnswers }: ForgetDeps): Promise<void> {
  const keptFrom = clock.now() - retentionDays * DAY_MS
  const answers = await forgetAnswers()
  const removed = {
    answers,
    webhook_attempt: 0,
    webhook_delivery: 0,
    event: 0,
    received_message: 0,
    channel_history: 0,
    verification: 0,
    verification_recipient: 0,
    suppression: 0,
  }
  const uuids = { from: '', before: firstUuidAt(keptFrom) }
  const old: readonly (readonly [OldTable, IdRange])[] = [
    ['webhook_attempt', uuids],
    ['webhook_delivery', uuids],
    ['event', { from: 'evt_', before: firstPrefixedAt('evt', keptFrom) }],
    ['event', { from: 'evt_test_', before: firstPrefixedAt('evt_test', keptFrom) }],
    ['channel_history', { from: 'chs_', before: firstPrefixedAt('chs', keptFrom) }],
    ['verification', { from: 'ver_', before: firstPrefixedAt('ver', keptFrom) }],
    ['verification_recipient', { from: '', before: '\u{10ffff}' }],
  ]
  for (const [table, range] of old)
    removed[table] += await inSteps(store, (tx) => deleteOld(tx, table, range, ROWS_AT_ONCE))
  // Carriers repeat what they were not heard to have said for days, not for weeks.
  // Suppressions that ended hold for nobody any more.
  const timed: readonly (readonly [TimedTable, number])[] = [
    ['received_message', keptFrom],
    ['suppression', clock.now()],
  ]
  for (const [table, before] of timed)
    removed[table] += await inSteps(store, (tx) => deleteBefore(tx, table, before, ROWS_AT_ONCE))
  log.info(removed, 'retention.applied')
}

async function inSteps(store: Store, remove: (tx: Transaction) => Promise<number>): Promise<number> {
  for (let total = 0; ;) {
    const rows = await store.transaction(remove)
    total += rows
    if (rows < ROWS_AT_ONCE) return total
  }
}
