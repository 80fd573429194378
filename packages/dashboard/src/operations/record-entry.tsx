import type { ChatRecord } from '@posthorn/sdk'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { Confidence } from '../answers/confidence.tsx'
import { SourceList } from '../answers/source-list.tsx'
import { useSite } from '../sites/sites.ts'
import { Badge } from '../ui/badge.tsx'
import { Spinner } from '../ui/button.tsx'
import { milliseconds } from '../ui/format-time.ts'
import { Moment } from '../ui/moment.tsx'

const modes = { sync: 'asked and waited', stream: 'streamed', async: 'asked and polled' } as const

/** One question of a session, what was answered, and what is known of the way there. */
export function RecordEntry({ record }: { record: ChatRecord }) {
  const { id } = useSite()
  return (
    <li className="space-y-3 px-5 py-5 text-sm">
      <p className="font-medium break-words whitespace-pre-wrap">{record.message}</p>
      <Outcome record={record} />
      {record.sources.length > 0 && (
        <details>
          <summary className="text-soft hover:text-ink">
            {record.sources.length === 1 ? '1 source' : `${record.sources.length} sources`}
          </summary>
          <div className="mt-2">
            <SourceList sources={record.sources} siteId={id} />
          </div>
        </details>
      )}
      <Feedback record={record} />
      <Way record={record} />
    </li>
  )
}

function Outcome({ record }: { record: ChatRecord }) {
  if (record.status === 'pending' || record.status === 'processing') {
    return (
      <p className="flex items-center gap-2 text-soft">
        <Spinner /> {record.status === 'pending' ? 'Waiting for its turn' : 'Being answered'}
      </p>
    )
  }
  return (
    <>
      {record.answer !== null && (
        <p lang={record.response_language ?? undefined} className="break-words whitespace-pre-line text-soft">
          {record.answer}
        </p>
      )}
      {record.status === 'failed' && (
        <p className="flex flex-wrap items-center gap-2 text-bad">
          <Badge tone="bad">{(record.error ?? 'failed').replaceAll('_', ' ')}</Badge>
          {record.error_message}
        </p>
      )}
    </>
  )
}

function Feedback({ record: { feedback, feedback_comment: comment } }: { record: ChatRecord }) {
  if (feedback === null) return null
  const Thumb = feedback === 'good' ? ThumbsUp : ThumbsDown
  return (
    <p className="flex items-start gap-2">
      <Thumb
        className={`mt-0.5 size-4 shrink-0 ${feedback === 'good' ? 'text-ok' : 'text-bad'}`}
        aria-label={`${feedback} feedback`}
      />
      <span className="min-w-0 break-words">{comment === null ? `called ${feedback}` : `“${comment}”`}</span>
    </p>
  )
}

function Way({ record }: { record: ChatRecord }) {
  const took = record.completed_at === null ? null : Date.parse(record.completed_at) - Date.parse(record.created_at)
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-faint">
      {record.status === 'completed' && record.confidence !== null && record.confidence_level !== null && (
        <Confidence
          confidence={record.confidence}
          level={record.confidence_level}
          answered={record.answered === true}
        />
      )}
      <span>{modes[record.mode]}</span>
      {took !== null && <span>{took < 1_000 ? 'under 1 s' : milliseconds(took)}</span>}
      {record.mode === 'async' && <span>polled {record.polls === 1 ? 'once' : `${record.polls} times`}</span>}
      {record.hung_up_at !== null && <span>the caller hung up</span>}
      {record.answered === true && record.answered_by !== null && (
        <span>{record.answered_by === 'model' ? 'worded by the model' : 'quoted from documents'}</span>
      )}
      {record.batch_id !== null && (
        <span>
          tried the batch <span className="font-mono">{record.batch_id}</span>
        </span>
      )}
      <span className="font-mono break-all">{record.request_id}</span>
      <Moment at={record.created_at} />
    </p>
  )
}
