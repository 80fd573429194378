import { balanceOf, type CreditAccount, NOTHING_TOLD, totalOf } from './credit-account.ts'

/** Levels that get a notice besides the workspace's own threshold, in percent left. */
const LOWER_LEVELS = [10, 5]

export interface AlertDecision {
  /** What is told from now on. */
  readonly told: number
  /** Whether the credits fell below the threshold: `credit.low`. */
  readonly low: boolean
  /** Whether the last one is gone: `credit.depleted`. */
  readonly depleted: boolean
}

/**
 * Decides what there is to tell after credits were spent; null: nothing new. Each level is told once until a top-up or a new
 * period puts the balance above it again. A fall past several levels is one notice, of the lowest.
 */
export function decideAlerts(account: CreditAccount, threshold: number): AlertDecision | null {
  const crossed = levelsOf(threshold).filter((level) => level < account.told && isBelow(account, level))
  if (crossed.length === 0) return null
  return { told: Math.min(...crossed), low: crossed.includes(threshold), depleted: crossed.includes(0) }
}

/** What counts as told once the balance has grown: the levels that it is still below are not news. */
export function toldAfterGrowth(account: CreditAccount, threshold: number): number {
  return Math.min(NOTHING_TOLD, ...levelsOf(threshold).filter((level) => isBelow(account, level)))
}

function levelsOf(threshold: number): number[] {
  return [threshold, ...LOWER_LEVELS.filter((level) => level < threshold), 0]
}

function isBelow(account: CreditAccount, level: number): boolean {
  const left = balanceOf(account)
  return level === 0 ? left === 0 : left * 100 < totalOf(account) * level
}
