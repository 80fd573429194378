import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FeedbackEntry } from '../feedback/feedback-entry.tsx'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { useSite } from '../sites/sites.ts'
import { Answer } from '../ui/answer.tsx'
import { Section } from '../ui/card.tsx'
import { Pager } from '../ui/pager.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import type { Document } from './documents.ts'

/** Answers that rested on this document and were called bad. */
export function BlameSection({ document }: { document: Document }) {
  const missing = useMissingScope('conversations:read')
  return (
    <Section
      title="Bad feedback"
      description="Answers that rest on this document, and that somebody called bad. The fault may be the document’s, or the question may want another one."
    >
      <ScopeGate missing={missing} scope="conversations:read">
        <Blames document={document} />
      </ScopeGate>
    </Section>
  )
}

function Blames({ document }: { document: Document }) {
  const client = useClient()
  const { id } = useSite()
  const [page, setPage] = useState(1)
  const list = useQuery({
    queryKey: ['feedback', id, 'of', document.id, page],
    queryFn: () => client.chat.feedbackList(id, { document_id: document.id, feedback: 'bad', page, per_page: 10 }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  })
  return (
    <Answer of={list} rows={1}>
      {({ feedback, meta }) =>
        feedback.length === 0 ? (
          <p className="text-sm text-soft">None.</p>
        ) : (
          <div className="overflow-hidden rounded-xl border border-line">
            <ul className="divide-y divide-line">
              {feedback.map((entry) => (
                <FeedbackEntry key={entry.request_id} entry={entry} blamed={document.id} />
              ))}
            </ul>
            <Pager meta={meta} onPage={setPage} />
          </div>
        )
      }
    </Answer>
  )
}
