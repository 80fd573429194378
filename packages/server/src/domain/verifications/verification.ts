import { isAllowed, type VerificationChannel, type VerificationState } from '@posthorn/contract'

/** A code that was sent to somebody. The code itself is known to its recipient only. */
export interface Verification {
  readonly id: string
  readonly workspaceId: string
  readonly simulated: boolean
  readonly channel: VerificationChannel
  /** A number in E.164 form, or an e-mail address in lower case. */
  readonly recipient: string
  readonly codeHash: string
  readonly state: VerificationState
  readonly wrongCodes: number
  readonly messageId: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly endedAt: number | null
}

/** Wrong codes after which it has failed. With four digits, one in two thousand guesses right. */
export const MOST_WRONG_CODES = 5

/** As it stands now: one that nobody checked expires without anybody writing it. */
export function stateAt(
  { state, expiresAt }: Pick<Verification, 'state' | 'expiresAt'>,
  now: number,
): VerificationState {
  return state === 'pending' && now >= expiresAt ? 'expired' : state
}

export function attemptsLeft({ wrongCodes }: Pick<Verification, 'wrongCodes'>): number {
  return Math.max(0, MOST_WRONG_CODES - wrongCodes)
}

export interface CheckDecision {
  readonly valid: boolean
  readonly after: Pick<Verification, 'state' | 'wrongCodes' | 'endedAt'>
}

/** Decides what a code changes. `matches`: whether it is the one that was sent. */
export function decideCheck(verification: Verification, matches: boolean, now: number): CheckDecision {
  const { wrongCodes, endedAt } = verification
  const state = stateAt(verification, now)
  if (!isAllowed('verification', 'check', state))
    return { valid: false, after: { state, wrongCodes, endedAt: endedAt ?? now } }
  if (matches) return { valid: true, after: { state: 'approved', wrongCodes, endedAt: now } }
  const wrong = wrongCodes + 1
  const isOver = wrong >= MOST_WRONG_CODES
  return {
    valid: false,
    after: { state: isOver ? 'failed' : 'pending', wrongCodes: wrong, endedAt: isOver ? now : null },
  }
}
