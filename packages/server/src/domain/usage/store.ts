import { isPlanId, type MeteredKind } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import { batchTable, type Reader, type Store, type Transaction } from '../../store/index.ts'
import type { CreditAccount } from './credit-account.ts'

interface AccountTables {
  credit_account: {
    workspace_id: string
    plan: string
    period_start: number
    period_end: number
    plan_spent: number
    plan_left: number
    extra_total: number
    extra_left: number
    sms_count: number
    whatsapp_count: number
    email_count: number
    told: number
    sms_told: number
    whatsapp_told: number
    email_told: number
    updated_at: number
  }
}

type AccountRow = Selectable<AccountTables['credit_account']>

const accountTable = batchTable('credit_account', {
  workspace_id: 'text',
  plan: 'text',
  period_start: 'time',
  period_end: 'time',
  plan_spent: 'time',
  plan_left: 'time',
  extra_total: 'time',
  extra_left: 'time',
  sms_count: 'time',
  whatsapp_count: 'time',
  email_count: 'time',
  told: 'integer',
  sms_told: 'integer',
  whatsapp_told: 'integer',
  email_told: 'integer',
  updated_at: 'time',
})

function toAccount(row: AccountRow): CreditAccount {
  return {
    workspaceId: row.workspace_id,
    plan: isPlanId(row.plan) ? row.plan : 'default',
    period: { start: row.period_start, end: row.period_end },
    planSpent: row.plan_spent,
    planLeft: row.plan_left,
    extraTotal: row.extra_total,
    extraLeft: row.extra_left,
    counts: { sms: row.sms_count, whatsapp: row.whatsapp_count, email: row.email_count },
    told: row.told,
    quotaTold: { sms: row.sms_told, whatsapp: row.whatsapp_told, email: row.email_told },
  }
}

function toRow(account: CreditAccount, now: number): AccountRow {
  return {
    workspace_id: account.workspaceId,
    plan: account.plan,
    period_start: account.period.start,
    period_end: account.period.end,
    plan_spent: account.planSpent,
    plan_left: account.planLeft,
    extra_total: account.extraTotal,
    extra_left: account.extraLeft,
    sms_count: account.counts.sms,
    whatsapp_count: account.counts.whatsapp,
    email_count: account.counts.email,
    told: account.told,
    sms_told: account.quotaTold.sms,
    whatsapp_told: account.quotaTold.whatsapp,
    email_told: account.quotaTold.email,
    updated_at: now,
  }
}

/** The accounts of these workspaces; those that never booked anything have none. */
export async function accountsOf(read: Reader, workspaceIds: readonly string[]): Promise<CreditAccount[]> {
  const rows = await read.allIn<AccountRow>('select * from credit_account where workspace_id in $keys', workspaceIds)
  return rows.map(toAccount)
}

/** Holds accounts until the end of the transaction, in the order of their ids so that two batches cannot wait for each other. */
export async function holdAccounts(
  tx: Transaction,
  words: Store['words'],
  workspaceIds: readonly string[],
): Promise<CreditAccount[]> {
  const rows = await tx.allIn<AccountRow>(
    `select * from credit_account where workspace_id in $keys order by workspace_id ${words.forUpdate}`,
    workspaceIds,
  )
  return rows.map(toAccount)
}

/** Makes the account where there is none; says whether it did. */
export async function insertNewAccount(tx: Transaction, account: CreditAccount, now: number): Promise<boolean> {
  return (await tx.insertNewRows(accountTable, ['workspace_id'], [toRow(account, now)])).size > 0
}

/** Writes an account that `holdAccounts` holds. */
export function writeAccount(tx: Transaction, account: CreditAccount, now: number): Promise<void> {
  return tx.overwriteRows(accountTable, ['workspace_id'], [toRow(account, now)])
}

export interface Spending {
  readonly workspaceId: string
  readonly plan: number
  readonly extra: number
  readonly counts: Readonly<Record<MeteredKind, number>>
}

/**
 * Takes credits, if they are there: the one statement that spends. It asks again for what was seen while the account was
 * held, so that no mistake elsewhere can take a balance below zero. False: they are not there, and nothing was taken.
 */
export async function spend(
  tx: Transaction,
  { workspaceId, plan, extra, counts }: Spending,
  now: number,
): Promise<boolean> {
  const changed = await tx.run(
    `update credit_account set plan_left = plan_left - $2, plan_spent = plan_spent + $2, extra_left = extra_left - $3,
       sms_count = sms_count + $4, whatsapp_count = whatsapp_count + $5, email_count = email_count + $6, updated_at = $7
     where workspace_id = $1 and plan_left >= $2 and extra_left >= $3`,
    [workspaceId, plan, extra, counts.sms, counts.whatsapp, counts.email, now],
  )
  return changed === 1
}

/** Notes the lowest level that was told, for an account that this transaction holds. */
export async function writeTold(tx: Transaction, workspaceId: string, told: number): Promise<void> {
  await tx.run('update credit_account set told = $2 where workspace_id = $1', [workspaceId, told])
}

/** Notes the shares of the quotas that were told, for an account that this transaction holds. */
export async function writeQuotaTold(
  tx: Transaction,
  workspaceId: string,
  { sms, whatsapp, email }: CreditAccount['quotaTold'],
): Promise<void> {
  await tx.run('update credit_account set sms_told = $2, whatsapp_told = $3, email_told = $4 where workspace_id = $1', [
    workspaceId,
    sms,
    whatsapp,
    email,
  ])
}
