import type { Delivery } from '@posthorn/sdk'
import { Link } from '@tanstack/react-router'
import { milliseconds, wholeTime } from '../ui/format-time.ts'
import { useRecentDeliveries, useWebhookId } from './webhook.ts'

const shown = 60
/** Some are pending, some are tests: more are asked for than shown. */
const asked = 100
const fullHeightMs = 10_000

/** The last attempts as bars, oldest first: colour for the outcome, height for how long the receiver took. */
export function HealthStrip() {
  const webhookId = useWebhookId()
  const { data } = useRecentDeliveries(asked)
  const finished = (data ?? [])
    .filter(({ status, trigger }) => status !== 'pending' && trigger !== 'test')
    .slice(0, shown)
    .reverse()
  if (data !== undefined && finished.length === 0) {
    return (
      <p className="text-sm text-soft">
        No event has been sent yet.{' '}
        <Link to="/settings/webhooks/$webhookId/test" params={{ webhookId }} className="text-link underline">
          Send a test event
        </Link>{' '}
        to see whether the handler answers.
      </p>
    )
  }
  const failed = finished.filter(({ status }) => status === 'failed').length
  return (
    <figure>
      <div
        className="flex h-10 items-end gap-[3px]"
        role="img"
        aria-label={`${failed} of the last ${finished.length} attempts failed`}
      >
        {Array.from({ length: shown - finished.length }, (_bar, index) => (
          <span key={index} className="h-1/4 min-w-0 flex-1 rounded-sm bg-sunken" />
        ))}
        {finished.map((delivery) => (
          <Bar key={delivery.id} delivery={delivery} />
        ))}
      </div>
      <figcaption className="mt-2 flex flex-wrap justify-between gap-x-4 text-xs text-faint">
        <span>The last {finished.length} attempts, tests left out. The higher, the longer the receiver took.</span>
        <span>now</span>
      </figcaption>
    </figure>
  )
}

function Bar({ delivery }: { delivery: Delivery }) {
  const tookMs = delivery.response_time_ms ?? (delivery.error === 'timeout' ? fullHeightMs : 0)
  // The square root, so that fast answers can be told apart as well.
  const height = 35 + 65 * Math.sqrt(Math.min(1, tookMs / fullHeightMs))
  const colour = delivery.status === 'failed' ? 'bg-bad' : delivery.slow ? 'bg-warn' : 'bg-ok'
  const outcome = delivery.http_status ?? delivery.error ?? delivery.status
  const took = delivery.response_time_ms === null ? '' : `, ${milliseconds(delivery.response_time_ms)}`
  return (
    <span
      title={`${outcome}${took}, ${delivery.event_type}, ${wholeTime(delivery.delivered_at ?? delivery.created_at)}`}
      className={`min-w-0 flex-1 rounded-sm ${colour}`}
      style={{ height: `${height}%` }}
    />
  )
}
