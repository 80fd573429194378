import type { ChatFeedback } from '@posthorn/sdk'
import { Link } from '@tanstack/react-router'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { Confidence } from '../answers/confidence.tsx'
import { SourceList } from '../answers/source-list.tsx'
import { useSite } from '../sites/sites.ts'
import { Badge } from '../ui/badge.tsx'
import { Moment } from '../ui/moment.tsx'

interface FeedbackEntryProps {
  entry: ChatFeedback
  /** On a document's own page: only what was quoted from it is shown. */
  blamed?: string
}

/** What somebody thought of an answer, and what the answer rested on. */
export function FeedbackEntry({ entry, blamed }: FeedbackEntryProps) {
  const site = useSite()
  const isGood = entry.feedback === 'good'
  const Thumb = isGood ? ThumbsUp : ThumbsDown
  const sources = blamed === undefined ? entry.sources : entry.sources.filter(({ document_id: id }) => id === blamed)
  return (
    <li className="flex gap-3 px-5 py-4 text-sm">
      <Thumb
        className={`mt-0.5 size-4 shrink-0 ${isGood ? 'text-ok' : 'text-bad'}`}
        aria-label={isGood ? 'Good' : 'Bad'}
      />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{entry.message}</p>
        {entry.comment !== null && (
          <p className="mt-1 rounded-lg bg-sunken px-3 py-2 break-words whitespace-pre-line">“{entry.comment}”</p>
        )}
        <details className="mt-1">
          <summary className="text-soft hover:text-ink">
            The answer{sources.length > 0 && `, and what it rests on (${sources.length})`}
          </summary>
          <div className="mt-2 space-y-3">
            <p className="break-words whitespace-pre-line">{entry.answer}</p>
            <SourceList sources={sources} siteId={site.id} />
          </div>
        </details>
        <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-faint">
          <Confidence confidence={entry.confidence} level={entry.confidence_level} answered={entry.answered} />
          {entry.test && (
            <Badge tone="idle" dot={false}>
              test
            </Badge>
          )}
          {entry.batch_id !== null && (
            <span>
              tried the batch <span className="font-mono">{entry.batch_id}</span>
            </span>
          )}
          <Link
            to="/operations/chat/$sessionId"
            params={{ sessionId: entry.session_id }}
            search={{ site: site.id }}
            className="max-w-full truncate underline hover:text-ink"
          >
            {entry.session_id}
          </Link>
          <Moment at={entry.feedback_submitted_at} />
        </p>
      </div>
    </li>
  )
}
