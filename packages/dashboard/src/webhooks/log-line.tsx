import type { EventLogLine, Webhook } from '@posthorn/sdk'
import { ChevronRight } from 'lucide-react'
import { classNames } from '../ui/class-names.ts'
import { Moment } from '../ui/moment.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { Attempts } from './attempts.tsx'
import { ResendButton } from './resend-button.tsx'

interface LogLineProps {
  line: EventLogLine
  webhook: Webhook
  open: boolean
  onToggle: () => void
}

/** One event on its way to this endpoint; opens to its attempts. */
export function LogLine({ line, webhook, open, onToggle }: LogLineProps) {
  const panel = `attempts-${line.event_id}`
  return (
    <li>
      <div className="flex items-center gap-3 pr-4 hover:bg-sunken">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={panel}
          onClick={onToggle}
          className="flex min-w-0 flex-1 items-center gap-3 py-3 pl-4 text-left text-sm"
        >
          <ChevronRight
            aria-hidden
            className={classNames('size-4 shrink-0 text-faint transition-transform', open && 'rotate-90')}
          />
          <span className="grid min-w-0 flex-1 items-center gap-x-4 gap-y-1 md:grid-cols-[9.5rem_minmax(0,1fr)_11rem_5.5rem]">
            <span>
              <StateBadge state={line.state} />
            </span>
            <span className="min-w-0">
              <span className="block truncate font-medium">{line.event_type}</span>
              <span className="block truncate font-mono text-xs text-faint">{line.event_id}</span>
            </span>
            <Outcome line={line} />
            <span className="text-xs text-faint md:text-right">
              <Moment at={line.occurred_at} />
            </span>
          </span>
        </button>
        <ResendButton line={line} webhook={webhook} />
      </div>
      {open && (
        <div id={panel} className="border-t border-line bg-canvas px-4 py-5 sm:px-6">
          <Attempts line={line} />
        </div>
      )}
    </li>
  )
}

function Outcome({ line }: { line: EventLogLine }) {
  const failed = line.last_error !== null
  return (
    <span className="text-xs text-soft">
      <span className="block">
        {line.attempts} {line.attempts === 1 ? 'attempt' : 'attempts'}
        {line.last_http_status !== null && (
          <>
            {' · '}
            <span className={failed ? 'text-bad' : 'text-ok'}>{line.last_http_status}</span>
          </>
        )}
        {line.last_error !== null && line.last_error !== 'http_status' && (
          <span className="text-bad"> · {line.last_error.replace('_', ' ')}</span>
        )}
      </span>
      {line.next_retry_at !== null && (
        <span className="block text-faint">
          next <Moment at={line.next_retry_at} />
        </span>
      )}
    </span>
  )
}
