import type { MeteredKind } from '@posthorn/contract'

import { ApiError } from '../../kernel/api-error.ts'
import type { Transaction } from '../../store/index.ts'
import { renderEnd } from './billing-period.ts'
import { type CreditAccount, isDepleted, isMetered } from './credit-account.ts'
import { decideReservations, type Parts, type ReservationDecision } from './decide-reservations.ts'
import { costOf } from './price-book.ts'
import { accountsOf, holdAccounts, spend, type Spending } from './store.ts'
import { insertEntries } from './store-entries.ts'
import { tellAlerts } from './tell-alerts.ts'
import { tellQuotas } from './tell-quotas.ts'
import type { UsageDeps } from './usage-deps.ts'

/** What one call is about to send. */
export interface Demand {
  readonly workspaceId: string
  readonly kind: MeteredKind
  /** What a test key sends costs nothing and is not counted. */
  readonly simulated: boolean
  /** One for each recipient. */
  readonly messages: readonly { readonly id: string; readonly address: string; readonly segments: number | null }[]
}

export interface Reserved {
  /** Why a demand cannot be met, in the order of the demands; null: it is. */
  readonly refusals: readonly (ApiError | null)[]
  /** Whole credits that were reserved for messages, by id. One that costs nothing is not in it. */
  readonly costs: ReadonlyMap<string, number>
  /** Workspaces whose last credit this took. */
  readonly emptied: readonly string[]
}

/**
 * Reserves what messages cost, in the transaction that accepts them: all messages of a call, or none. A call that cannot be
 * paid fails alone; the others of the batch go on.
 */
export type ReserveCredits = (tx: Transaction, demands: readonly Demand[]) => Promise<Reserved>

type ReserveDeps = Pick<UsageDeps, 'store' | 'clock' | 'newId' | 'recordEvents' | 'notify'>

export function createReserveCredits(deps: ReserveDeps): ReserveCredits {
  return async (tx, demands) => {
    const refusals: (ApiError | null)[] = demands.map(() => null)
    const costs = new Map<string, number>()
    const emptied: string[] = []
    for (const account of await holdMetered(tx, demands, deps)) {
      const own = demands.flatMap((demand, index) =>
        demand.workspaceId === account.workspaceId && !demand.simulated ? [{ demand, index }] : [],
      )
      const decisions = decideReservations(
        account,
        own.map(({ demand }) => ({ kind: demand.kind, costs: costsOf(demand) })),
      )
      const taken: Taken[] = []
      own.forEach(({ demand, index }, at) => {
        const decision = decisions[at] as ReservationDecision
        if (decision.kind === 'reserved') taken.push({ demand, parts: decision.parts })
        else refusals[index] = refusalOf(decision, account)
      })
      if (taken.length === 0) continue
      const after = await take(tx, account, taken, deps)
      for (const { demand, parts } of taken)
        demand.messages.forEach(({ id }, at) => costs.set(id, sumOf(parts[at] as Parts)))
      await tellAlerts(tx, after, deps)
      await tellQuotas(tx, after, deps)
      if (isDepleted(after)) emptied.push(account.workspaceId)
    }
    return { refusals, costs, emptied }
  }
}

/**
 * Holds the accounts of those who pay. Nobody else is held up: where nothing is charged, writes of one workspace go on beside
 * each other.
 */
async function holdMetered(
  tx: Transaction,
  demands: readonly Demand[],
  { store }: Pick<UsageDeps, 'store'>,
): Promise<CreditAccount[]> {
  const ids = [...new Set(demands.filter(({ simulated }) => !simulated).map(({ workspaceId }) => workspaceId))]
  if (ids.length === 0) return []
  const metered = (await accountsOf(tx.before, ids)).filter(isMetered).map(({ workspaceId }) => workspaceId)
  if (metered.length === 0) return []
  // Read again once held: it may have changed since, the plan included.
  return (await holdAccounts(tx, store.words, metered)).filter(isMetered)
}

interface Taken {
  readonly demand: Demand
  readonly parts: readonly Parts[]
}

async function take(
  tx: Transaction,
  account: CreditAccount,
  taken: readonly Taken[],
  { clock, newId }: ReserveDeps,
): Promise<CreditAccount> {
  const now = clock.now()
  const { workspaceId } = account
  const spending = spendingOf(workspaceId, taken)
  if (!(await spend(tx, spending, now))) throw new Error(`the credits of ${workspaceId} are not what was read`)
  await insertEntries(
    tx,
    taken.flatMap(({ demand, parts }) =>
      demand.messages.map(({ id: messageId }, at) => {
        const { plan, extra } = parts[at] as Parts
        return {
          id: newId.prefixed('cre'),
          workspaceId,
          kind: 'reserve' as const,
          messageId,
          planChange: -plan,
          extraChange: -extra,
          periodStart: account.period.start,
          note: null,
          createdAt: now,
        }
      }),
    ),
  )
  return {
    ...account,
    planSpent: account.planSpent + spending.plan,
    planLeft: account.planLeft - spending.plan,
    extraLeft: account.extraLeft - spending.extra,
    counts: {
      sms: account.counts.sms + spending.counts.sms,
      whatsapp: account.counts.whatsapp + spending.counts.whatsapp,
      email: account.counts.email + spending.counts.email,
    },
  }
}

function spendingOf(workspaceId: string, taken: readonly Taken[]): Spending {
  const counts = { sms: 0, whatsapp: 0, email: 0 }
  let plan = 0
  let extra = 0
  for (const { demand, parts } of taken) {
    counts[demand.kind] += parts.length
    for (const part of parts) {
      plan += part.plan
      extra += part.extra
    }
  }
  return { workspaceId, plan, extra, counts }
}

function costsOf({ kind, messages }: Demand): number[] {
  return messages.map(({ address, segments }) => costOf({ kind, address, segments }))
}

function sumOf({ plan, extra }: Parts): number {
  return plan + extra
}

function refusalOf(decision: Exclude<ReservationDecision, { kind: 'reserved' }>, account: CreditAccount): ApiError {
  if (decision.kind === 'quota_used_up') {
    const words = { quota: decision.quota, period_end: renderEnd(account.period.end) }
    return new ApiError('QUOTA_EXCEEDED', { words })
  }
  return new ApiError('INSUFFICIENT_CREDITS', { words: { cost: decision.cost, balance: decision.balance } })
}
