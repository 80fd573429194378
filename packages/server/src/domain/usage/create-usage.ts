import type { Transaction } from '../../store/index.ts'
import { createChangePlan } from './change-plan.ts'
import { isDepleted, isMetered } from './credit-account.ts'
import { costOf, type PricedMessage } from './price-book.ts'
import { defineRelease } from './release-credits.ts'
import { defineRenewal } from './renew-period.ts'
import { createReserveCredits, type ReserveCredits } from './reserve-credits.ts'
import { type RouteDeps, usageRoutes } from './routes.ts'
import { type Arrival, createCountReceived } from './count-received.ts'
import { createSettleCredits, type SettleCredits } from './settle-credits.ts'
import { accountsOf } from './store.ts'
import type { UsageDeps } from './usage-deps.ts'

/** What those who send need of the credits. */
export interface Credits {
  readonly reserve: ReserveCredits
  readonly settle: SettleCredits
  /** What a message would cost now, in whole credits, if it were sent. */
  quote(workspaceId: string, message: PricedMessage): Promise<number>
  /** Counts messages that came in. They cost nothing. */
  received(tx: Transaction, messages: readonly Arrival[]): Promise<void>
  /** Those of these workspaces in which sending is paused. */
  depletedAmong(tx: Transaction, workspaceIds: readonly string[]): Promise<string[]>
}

/** The module, wired: its routes, its background work, and what messages and access need of it. */
export function createUsage(deps: UsageDeps & Pick<RouteDeps, 'write'>) {
  defineRenewal(deps)
  defineRelease(deps)
  const credits: Credits = {
    reserve: createReserveCredits(deps),
    settle: createSettleCredits(deps),
    async quote(workspaceId, message) {
      const accounts = await accountsOf(deps.store.read, [workspaceId])
      return accounts.some(isMetered) ? costOf(message) : 0
    },
    received: createCountReceived(),
    async depletedAmong(tx, workspaceIds) {
      const accounts = await accountsOf(tx, [...new Set(workspaceIds)])
      return accounts.filter(isDepleted).map(({ workspaceId }) => workspaceId)
    },
  }
  return { routes: usageRoutes(deps), credits, changePlan: createChangePlan(deps) }
}
