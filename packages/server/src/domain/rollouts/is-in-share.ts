import { sha256Hex } from '../../kernel/sha256.ts'

/** Where a session stands among all of them, from 0 up to, and not including, 100: the same for as long as a rollout lasts. */
export function placeOf(rolloutId: string, sessionId: string): number {
  return (Number.parseInt(sha256Hex(`${rolloutId} ${sessionId}`).slice(0, 8), 16) / 2 ** 32) * 100
}

/**
 * Whether a session is shown a batch that `share` percent of them are shown. Whoever is in stays in as the share grows; who is
 * in is drawn anew for each rollout, so that it is not always the same people on whom content is tried.
 */
export function isInShare(rolloutId: string, sessionId: string, share: number): boolean {
  return placeOf(rolloutId, sessionId) < share
}
