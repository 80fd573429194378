import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Download, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { SitePage } from '../sites/site-page.tsx'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Answer } from '../ui/answer.tsx'
import { Button } from '../ui/button.tsx'
import { Card, Section } from '../ui/card.tsx'
import { download } from '../ui/download.ts'
import { Empty } from '../ui/empty.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { FeedbackEntry } from './feedback-entry.tsx'
import { changeFeedbackSearch, type FeedbackSearch, toFeedbackQuery } from './feedback-search.ts'

const route = getRouteApi('/knowledge/feedback')

export function FeedbackPage() {
  return (
    <SitePage
      title="Feedback"
      description="What people thought of the answers, and which documents these rested on."
      scope="conversations:read"
    >
      <Feedback />
    </SitePage>
  )
}

function Feedback() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (changes: Parameters<typeof changeFeedbackSearch>[1]) =>
    void navigate({ to: '.', search: changeFeedbackSearch(search, changes), replace: true })
  return (
    <div className="space-y-5">
      <MostBlamed />
      <div>
        <div className="mb-4 flex flex-wrap items-end gap-3">
          <Filters key={search.batch ?? ''} search={search} onChange={set} />
          <div className="ml-auto flex flex-wrap gap-2">
            <ExportButton search={search} as="csv" />
            <ExportButton search={search} as="ndjson" />
          </div>
        </div>
        <List search={search} onPage={(page) => set({ page })} />
      </div>
    </div>
  )
}

interface FiltersProps {
  search: FeedbackSearch
  onChange: (changes: Parameters<typeof changeFeedbackSearch>[1]) => void
}

function Filters({ search, onChange }: FiltersProps) {
  const [batch, setBatch] = useState(search.batch ?? '')
  return (
    <form
      role="search"
      aria-label="Feedback"
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onChange({ batch })
      }}
    >
      <SelectField
        label="Feedback"
        value={search.feedback ?? ''}
        onChange={(event) => onChange({ feedback: event.target.value })}
      >
        <option value="">Any</option>
        <option value="bad">Bad</option>
        <option value="good">Good</option>
      </SelectField>
      <SelectField
        label="Comment"
        value={search.comment ?? ''}
        onChange={(event) => onChange({ comment: event.target.value })}
      >
        <option value="">Any</option>
        <option value="with">With</option>
        <option value="without">Without</option>
      </SelectField>
      <SelectField
        label="Time"
        value={search.within ?? ''}
        onChange={(event) => onChange({ within: event.target.value })}
      >
        <option value="">All that is kept</option>
        <option value="1d">The last 24 hours</option>
        <option value="7d">The last 7 days</option>
        <option value="30d">The last 30 days</option>
      </SelectField>
      <TextField
        label="Batch"
        type="search"
        spellCheck={false}
        className="max-w-40"
        value={batch}
        onChange={(event) => setBatch(event.target.value)}
      />
    </form>
  )
}

function ExportButton({ search, as }: { search: FeedbackSearch; as: 'csv' | 'ndjson' }) {
  const client = useClient()
  const { id } = useSite()
  const fetch = useMutation({
    mutationFn: () => {
      const query = toFeedbackQuery(search, Date.now())
      return as === 'csv' ? client.chat.feedbackCsv(id, query) : client.chat.feedbackExport(id, query)
    },
    onSuccess: (text) =>
      as === 'csv'
        ? // The text lost its mark on the way; spreadsheets take what has none for another encoding.
          download('feedback.csv', `\uFEFF${text.replace(/^\uFEFF/, '')}`, 'text/csv;charset=utf-8')
        : download('feedback.ndjson', text, 'application/x-ndjson'),
    onError: (error) => announce(error.message, 'bad'),
  })
  return (
    <Button
      icon={<Download className="size-4" aria-hidden />}
      aria-label={as === 'csv' ? 'Export as a table' : 'Export as JSON lines'}
      busy={fetch.isPending}
      onClick={() => fetch.mutate()}
    >
      {as === 'csv' ? 'CSV' : 'JSON lines'}
    </Button>
  )
}

function List({ search, onPage }: { search: FeedbackSearch; onPage: (page: number) => void }) {
  const client = useClient()
  const { id } = useSite()
  const list = useQuery({
    queryKey: ['feedback', id, 'list', search],
    queryFn: () =>
      client.chat.feedbackList(id, { ...toFeedbackQuery(search, Date.now()), page: search.page ?? 1, per_page: 20 }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })
  const { site: _site, page: _page, ...filters } = search
  const filtered = Object.keys(filters).length > 0
  return (
    <Card className="overflow-hidden">
      <Answer of={list}>
        {({ feedback, meta }) => (
          <>
            {feedback.length === 0 && (
              <Empty
                icon={<ThumbsUp className="size-6" />}
                title={filtered ? 'No feedback matches' : 'No feedback yet'}
              >
                {filtered
                  ? 'Widen the filters to see more.'
                  : 'Once people say whether an answer was good, it shows here with the documents behind it. You can be the first: ask something on the page “Try it”.'}
              </Empty>
            )}
            <ul className="divide-y divide-line">
              {feedback.map((entry) => (
                <FeedbackEntry key={entry.request_id} entry={entry} />
              ))}
            </ul>
            <Pager meta={meta} onPage={onPage} />
          </>
        )}
      </Answer>
    </Card>
  )
}

/** The documents that bad answers rested on most; nothing where there are none. */
function MostBlamed() {
  const client = useClient()
  const { id } = useSite()
  const missing = useMissingScope('documents:read')
  const { data } = useQuery({
    queryKey: ['feedback', id, 'documents'],
    queryFn: () => client.chat.documentFeedback(id, { per_page: 5 }),
    refetchInterval: 30_000,
  })
  const blamed = (data?.documents ?? []).filter(({ bad }) => bad > 0)
  if (blamed.length === 0 || missing !== null) return null
  return (
    <Section title="Blamed most" description="Documents that answers rested on which were called bad.">
      <ul className="divide-y divide-line">
        {blamed.map(({ document_id: documentId, title, bad, good }) => (
          <li key={documentId} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-2 text-sm">
            <Link
              to="/knowledge/documents/$documentId"
              params={{ documentId }}
              search={{ site: id }}
              className="min-w-0 font-medium break-words hover:underline"
            >
              {title}
            </Link>
            <span className="text-soft tabular-nums">
              <span className="text-bad">{bad} bad</span>, {good} good
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
