import type { Recovery, Webhook } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Answer } from '../ui/answer.tsx'
import { announce } from '../ui/announce.ts'
import { Chip } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Moment } from '../ui/moment.tsx'
import { wholeTime } from '../ui/format-time.ts'
import { refusal } from '../ui/refusal.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { useRecoveries } from './recoveries.ts'

export function RecoveryList({ webhook }: { webhook: Webhook }) {
  const recoveries = useRecoveries(webhook.id)
  return (
    <Card className="overflow-hidden">
      <h2 className="px-5 pt-5 pb-3 font-semibold sm:px-6">Recoveries</h2>
      <Answer of={recoveries} rows={2}>
        {(list) =>
          list.length === 0 ? (
            <p className="px-5 pb-6 text-sm text-soft sm:px-6">None so far.</p>
          ) : (
            <ul className="divide-y divide-line border-t border-line">
              {list.map((recovery) => (
                <RecoveryRow key={recovery.id} recovery={recovery} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Card>
  )
}

function RecoveryRow({ recovery }: { recovery: Recovery }) {
  const { matched, resent, skipped } = recovery
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-3 px-5 py-4 text-sm sm:px-6">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <StateBadge state={recovery.state} />
          {recovery.dry_run && <Chip>count only</Chip>}
          <span className="text-faint">
            <Moment at={recovery.created_at} />
          </span>
        </p>
        <p className="mt-1.5 text-xs text-soft">
          {wholeTime(recovery.since)} to {wholeTime(recovery.until)}
          {recovery.event_types !== null && ` · ${recovery.event_types.join(', ')}`}
        </p>
      </div>
      <div className="basis-56">
        {recovery.dry_run ? (
          <p>{matched.toLocaleString('en')} would be sent again</p>
        ) : (
          <>
            <progress
              aria-label="Events handled"
              className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-ok [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ok"
              max={Math.max(1, matched)}
              value={matched === 0 && recovery.state === 'done' ? 1 : resent + skipped}
            />
            <p className="text-xs text-soft">
              {resent.toLocaleString('en')} of {matched.toLocaleString('en')} sent again
              {skipped > 0 && `, ${skipped.toLocaleString('en')} skipped`} · {recovery.rate_per_second} a second
            </p>
          </>
        )}
      </div>
      <CancelButton recovery={recovery} />
    </li>
  )
}

function CancelButton({ recovery }: { recovery: Recovery }) {
  const client = useClient()
  const queries = useQueryClient()
  const missing = useMissingScope('webhooks:write')
  const cancel = useMutation({
    mutationFn: () => client.recoveries.cancel(recovery.webhook_id, recovery.id),
    onSuccess: () => announce('The recovery was cancelled. What was queued already is still sent.'),
    onError: (error) => announce(error.message, 'bad'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks', recovery.webhook_id, 'recoveries'] }),
  })
  return (
    <Button
      reason={missing ?? refusal('recovery', 'cancel', recovery.state)}
      busy={cancel.isPending}
      onClick={() => cancel.mutate()}
    >
      Cancel
    </Button>
  )
}
