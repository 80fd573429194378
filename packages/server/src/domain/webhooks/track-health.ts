/** How an endpoint is doing (contract 4.6): counted in attempts, across events, reset by any 2xx. */
export interface Health {
  readonly failureCount: number
  readonly failingSince: number | null
}

export interface AttemptResult {
  readonly success: boolean
  readonly finishedAt: number
}

export type HealthSignal = 'turned_failing' | 'recovered'

/** Failed attempts in a row that make an endpoint `failing` (contract 4.6, alert L8). */
export const FAILURES_TO_FAILING = 5

/** Applies attempts, in the order in which they ended; says which notices are due. One for each change, not for each failure. */
export function trackHealth(
  health: Health,
  attempts: readonly AttemptResult[],
): { readonly health: Health; readonly signals: readonly HealthSignal[] } {
  let { failureCount, failingSince } = health
  const signals: HealthSignal[] = []
  for (const { success, finishedAt } of attempts) {
    if (success) {
      if (failingSince !== null) signals.push('recovered')
      failureCount = 0
      failingSince = null
      continue
    }
    failureCount++
    if (failingSince === null && failureCount >= FAILURES_TO_FAILING) {
      failingSince = finishedAt
      signals.push('turned_failing')
    }
  }
  return { health: { failureCount, failingSince }, signals }
}
