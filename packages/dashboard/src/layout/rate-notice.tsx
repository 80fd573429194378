import { useClient } from '../session/client.ts'
import { useNow } from '../ui/moment.tsx'

/** Says why nothing moves, when the key's rate limit is used up. */
export function RateNotice() {
  const rate = useClient().rateLimit
  const now = useNow()
  if (rate === null || rate.remaining > 0 || rate.resetsAt <= now) return null
  const seconds = Math.ceil((rate.resetsAt - now) / 1_000)
  return (
    <p role="status" className="mx-auto mb-5 max-w-5xl rounded-xl bg-warn-soft px-4 py-3 text-sm text-warn">
      This key has used its {rate.limit} requests of the minute. The dashboard goes on in about {seconds} seconds.
    </p>
  )
}
