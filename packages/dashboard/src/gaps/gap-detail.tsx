import type { Gap } from '@posthorn/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleOff, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { useSite } from '../sites/sites.ts'
import { Answer } from '../ui/answer.tsx'
import { Button } from '../ui/button.tsx'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { Pager } from '../ui/pager.tsx'
import { DraftForm } from './draft-form.tsx'
import { useGapState } from './gap-changes.ts'

/** A gap from near: the draft to approve, and the questions that it is about. */
export function GapDetail({ gap }: { gap: Gap }) {
  return (
    <div className="grid gap-x-10 gap-y-6 border-t border-line bg-sunken/50 px-5 py-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="min-w-0">{gap.state === 'open' ? <DraftForm gap={gap} /> : <Settled gap={gap} />}</div>
      <section aria-label="Questions" className="min-w-0">
        <h3 className="mb-2 text-sm font-medium">What was asked</h3>
        <Questions gap={gap} />
      </section>
    </div>
  )
}

function Settled({ gap }: { gap: Gap }) {
  const missing = useMissingScope('documents:write')
  const { id } = useSite()
  const state = useGapState(gap)
  const isResolved = gap.state === 'resolved'
  return (
    <div className="space-y-4 text-sm">
      {isResolved ? (
        <Notice tone="ok">
          A document was made of it <Moment at={gap.resolved_at} />.{' '}
          {gap.document_id !== null && (
            <Link
              to="/knowledge/documents/$documentId"
              params={{ documentId: gap.document_id }}
              search={{ site: id }}
              className="underline"
            >
              See the document
            </Link>
          )}
        </Notice>
      ) : (
        <p className="text-soft">
          Dismissed <Moment at={gap.dismissed_at} />. It stays so, whatever is asked.
        </p>
      )}
      {gap.draft.answer !== null && isResolved && <p className="break-words whitespace-pre-line">{gap.draft.answer}</p>}
      <div className="flex flex-wrap gap-2">
        <Button
          icon={<RotateCcw className="size-4" aria-hidden />}
          reason={missing}
          busy={state.isPending}
          onClick={() => state.mutate('open')}
        >
          Open again
        </Button>
        {isResolved && (
          <Button
            look="quiet"
            icon={<CircleOff className="size-4" aria-hidden />}
            reason={missing}
            onClick={() => state.mutate('dismissed')}
          >
            Dismiss
          </Button>
        )}
      </div>
    </div>
  )
}

const reasons = { declined: 'declined', low_confidence: 'low confidence', bad_feedback: 'called bad' } as const

function Questions({ gap }: { gap: Gap }) {
  const client = useClient()
  const { id } = useSite()
  const missing = useMissingScope('conversations:read')
  const [page, setPage] = useState(1)
  const detail = useQuery({
    queryKey: ['gaps', id, 'one', gap.id, gap.question_count, page],
    queryFn: () => client.gaps.get(id, gap.id, { page, per_page: 10 }),
    placeholderData: keepPreviousData,
  })
  return (
    <Answer of={detail} rows={2}>
      {({ questions, meta }) => (
        <div className="overflow-hidden rounded-xl border border-line bg-surface">
          <ul className="divide-y divide-line text-sm">
            {questions.map((question) => (
              <li key={question.request_id} className="px-4 py-2.5">
                <p className="break-words">{question.question}</p>
                <p className="mt-0.5 text-xs text-faint">
                  {reasons[question.reason]} ·{' '}
                  {missing === null ? (
                    <Link
                      to="/operations/chat/$sessionId"
                      params={{ sessionId: question.session_id }}
                      search={{ site: id }}
                      className="underline hover:text-ink"
                    >
                      <Moment at={question.asked_at} />
                    </Link>
                  ) : (
                    <Moment at={question.asked_at} />
                  )}
                </p>
              </li>
            ))}
          </ul>
          <Pager meta={meta} onPage={setPage} />
        </div>
      )}
    </Answer>
  )
}
