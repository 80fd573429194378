import { batchTable, type Transaction } from '../../store/index.ts'

/**
 * Why a balance changed, or did not:
 *
 * - `grant`: the plan's credits of a new period, and what a change of plan adds or takes; `expire`: what was left of them;
 * - `top_up`: extra credits;
 * - `reserve`: taken when a message was accepted; then either `settle`, when the carrier took it (nothing changes any more),
 *   or `release`, when it failed before that (they are given back).
 */
export type EntryKind = 'grant' | 'expire' | 'top_up' | 'reserve' | 'settle' | 'release'

/** One line of the ledger. Lines are added and never changed: the sums of a workspace's changes are its balance. */
export interface CreditEntry {
  readonly id: string
  readonly workspaceId: string
  readonly kind: EntryKind
  /** Of each kind a message has one line at most. */
  readonly messageId: string | null
  readonly planChange: number
  readonly extraChange: number
  /** Start of the billing period whose plan credits are meant (milliseconds since 1970). */
  readonly periodStart: number
  readonly note: string | null
  readonly createdAt: number
}

const entryTable = batchTable('credit_entry', {
  id: 'text',
  workspace_id: 'text',
  kind: 'text',
  message_id: 'text',
  plan_change: 'time',
  extra_change: 'time',
  period_start: 'time',
  note: 'text',
  created_at: 'time',
})

export function insertEntries(tx: Transaction, entries: readonly CreditEntry[]): Promise<void> {
  return tx.insertRows(entryTable, entries.map(toRow))
}

/** Adds lines of messages, but for those that are there already. */
export function insertMissingEntries(tx: Transaction, entries: readonly CreditEntry[]): Promise<void> {
  return tx.insertMissingRows(entryTable, ['message_id', 'kind'], entries.map(toRow))
}

function toRow(entry: CreditEntry) {
  return {
    id: entry.id,
    workspace_id: entry.workspaceId,
    kind: entry.kind,
    message_id: entry.messageId,
    plan_change: entry.planChange,
    extra_change: entry.extraChange,
    period_start: entry.periodStart,
    note: entry.note,
    created_at: entry.createdAt,
  }
}

/** What a message took of each part when it was accepted. */
export interface Reservation {
  readonly messageId: string
  readonly plan: number
  readonly extra: number
  /** Start of the billing period in which it did. */
  readonly periodStart: number
}

/** What was reserved for these messages and neither settled nor released yet. The ids were read in their workspace. */
export async function openReservations(tx: Transaction, messageIds: readonly string[]): Promise<Reservation[]> {
  const rows = await tx.allIn<{ message_id: string; plan_change: number; extra_change: number; period_start: number }>(
    `select message_id, plan_change, extra_change, period_start from credit_entry
     where message_id in $keys and kind = 'reserve' and not exists (
       select 1 from credit_entry as later where later.message_id = credit_entry.message_id
       and later.kind in ('settle', 'release'))`,
    messageIds,
  )
  return rows.map((row) => ({
    messageId: row.message_id,
    plan: -row.plan_change,
    extra: -row.extra_change,
    periodStart: row.period_start,
  }))
}
