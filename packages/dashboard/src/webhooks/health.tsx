import type { Webhook } from '@posthorn/sdk'
import { Moment } from '../ui/moment.tsx'
import { percent } from '../ui/format-time.ts'

/** Share of the last hundred attempts that succeeded, as a number and as a bar. */
export function SuccessRate({ webhook }: { webhook: Webhook }) {
  if (webhook.last_delivery_at === null) return <span className="text-faint">nothing sent yet</span>
  const { success_rate: rate } = webhook
  const colour = rate >= 0.99 ? 'fill-ok' : rate >= 0.9 ? 'fill-warn' : 'fill-bad'
  return (
    <span className="inline-flex items-center gap-2" title="Of the last 100 completed attempts">
      <svg viewBox="0 0 48 6" className="h-1.5 w-12" aria-hidden>
        <rect width="48" height="6" rx="3" className="fill-line" />
        <rect width={Math.max(rate > 0 ? 6 : 0, rate * 48)} height="6" rx="3" className={colour} />
      </svg>
      <span className="tabular-nums">{percent(rate)}</span>
    </span>
  )
}

export function FailingSince({ webhook }: { webhook: Webhook }) {
  if (webhook.status !== 'failing') return null
  return (
    <span className="text-bad">
      {webhook.failure_count} failures in a row
      {webhook.failing_since !== null && (
        <>
          , since <Moment at={webhook.failing_since} />
        </>
      )}
    </span>
  )
}
