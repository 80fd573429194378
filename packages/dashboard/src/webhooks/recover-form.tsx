import type { Webhook } from '@posthorn/sdk'
import { useState } from 'react'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextField } from '../ui/field.tsx'
import { fromLocalInput, toLocalInput } from '../ui/format-time.ts'
import { refusal } from '../ui/refusal.ts'
import { readItems } from './event-choice.ts'
import { useRecovery, useStartRecovery } from './recoveries.ts'

const dayMs = 86_400_000

interface Range {
  since: string
  until: string
  types: string
  rate: number
}

/** Counts first; what was counted can then be sent. A change of the range asks for a new count. */
export function RecoverForm({ webhook }: { webhook: Webhook }) {
  const [range, setRange] = useState<Range>(() => ({
    since: toLocalInput(Date.now() - dayMs),
    until: '',
    types: '',
    rate: 100,
  }))
  const [counted, setCounted] = useState<string | null>(null)
  const missing = useMissingScope('webhooks:write')
  const count = useStartRecovery(webhook.id)
  const send = useStartRecovery(webhook.id)
  const dryRun = useRecovery(webhook.id, counted)
  const set = (changed: Partial<Range>) => {
    setRange({ ...range, ...changed })
    setCounted(null)
  }
  const since = fromLocalInput(range.since)
  const until = fromLocalInput(range.until)
  const types = readItems(range.types)
  const body = { since: since ?? '', until: until ?? undefined, event_types: types.length > 0 ? types : undefined }
  const paced = { ...body, rate_per_second: range.rate }
  const reason =
    missing ??
    refusal('webhook', 'recover', webhook.status) ??
    (since === null ? 'Give the time it starts from.' : null)
  const matched = dryRun.data?.state === 'done' ? dryRun.data.matched : null
  return (
    <form
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason === null) count.mutate({ ...body, dry_run: true }, { onSuccess: ({ id }) => setCounted(id) })
      }}
    >
      <RangeFields range={range} onChange={set} />
      {(count.error ?? send.error ?? dryRun.error) && (
        <ErrorNotice error={(count.error ?? send.error ?? dryRun.error) as Error} />
      )}
      <div aria-live="polite" className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          look={matched ? 'secondary' : 'primary'}
          reason={reason}
          busy={count.isPending || (counted !== null && matched === null && !dryRun.error)}
        >
          Count first
        </Button>
        {matched !== null && (
          <>
            <p className="text-sm">
              {matched === 0
                ? 'No event of this range failed for good: there is nothing to send.'
                : `${matched.toLocaleString('en')} failed for good.`}
            </p>
            {matched > 0 && (
              <Button
                look="primary"
                busy={send.isPending}
                reason={reason}
                onClick={() =>
                  send.mutate(paced, {
                    onSuccess: () => {
                      setCounted(null)
                      announce('The recovery is running. It goes on when you leave this page.')
                    },
                  })
                }
              >
                Send {matched === 1 ? 'it' : `all ${matched.toLocaleString('en')}`} again
              </Button>
            )}
          </>
        )}
      </div>
    </form>
  )
}

function RangeFields({ range, onChange }: { range: Range; onChange: (changed: Partial<Range>) => void }) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField
        label="From"
        type="datetime-local"
        required
        value={range.since}
        onChange={(event) => onChange({ since: event.target.value })}
      />
      <TextField
        label="Until"
        type="datetime-local"
        optional
        hint="Now, where it is left open."
        value={range.until}
        onChange={(event) => onChange({ until: event.target.value })}
      />
      <TextField
        label="Event types"
        optional
        placeholder="message.* sms.failed"
        className="font-mono"
        spellCheck={false}
        hint="Types and patterns, apart by spaces. All, where it is left open."
        value={range.types}
        onChange={(event) => onChange({ types: event.target.value })}
      />
      <TextField
        label="At most, a second"
        type="number"
        min={1}
        max={500}
        hint="So that a handler that has just come back is not overrun."
        value={range.rate}
        onChange={(event) => onChange({ rate: Math.min(500, Math.max(1, event.target.valueAsNumber || 1)) })}
      />
    </div>
  )
}
