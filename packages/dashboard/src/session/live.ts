import { useClient } from './client.ts'

const everyMs = 3_000
const sparinglyMs = 15_000

/**
 * How often a page that is watched looks again. Seldom when less than a third of the key's rate limit is left: an
 * integration may be living on the same key.
 */
export function useLiveInterval(live: boolean): () => number | false {
  const client = useClient()
  return () => {
    if (!live) return false
    const rate = client.rateLimit
    return rate !== null && rate.remaining < rate.limit / 3 ? sparinglyMs : everyMs
  }
}
