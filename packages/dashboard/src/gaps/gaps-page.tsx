import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { SitePage } from '../sites/site-page.tsx'
import { useSite } from '../sites/sites.ts'
import { Answer } from '../ui/answer.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { SelectField } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { type GapSearch, readGapSearch } from './gap-search.ts'
import { GapRow } from './gap-row.tsx'

const route = getRouteApi('/knowledge/gaps')

export function GapsPage() {
  return (
    <SitePage
      title="Gaps"
      description="What people asked and no document answered, those that ask the same together. Each has a draft of a question with its answer: check it, and approve it."
      scope="documents:read"
    >
      <Gaps />
    </SitePage>
  )
}

function Gaps() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const client = useClient()
  const { id } = useSite()
  const [open, setOpen] = useState<string | null>(null)
  const { state = 'open', sort = 'count', page = 1 } = search
  const list = useQuery({
    queryKey: ['gaps', id, 'list', state, sort, page],
    queryFn: () => client.gaps.list(id, { state, sort, page, per_page: 20 }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })
  const set = (changes: Readonly<Record<string, unknown>>) =>
    void navigate({ to: '.', search: readGapSearch({ ...search, page: undefined, ...changes }), replace: true })
  return (
    <>
      <Filters {...{ state, sort }} onChange={set} />
      <Card className="overflow-hidden">
        <Answer of={list}>
          {({ gaps, meta }) => (
            <>
              {gaps.length === 0 && <NoGaps state={state} />}
              <ul className="divide-y divide-line">
                {gaps.map((gap) => (
                  <GapRow
                    key={gap.id}
                    gap={gap}
                    open={open === gap.id}
                    onToggle={() => setOpen(open === gap.id ? null : gap.id)}
                  />
                ))}
              </ul>
              <Pager meta={meta} onPage={(to) => set({ page: to })} />
            </>
          )}
        </Answer>
      </Card>
    </>
  )
}

interface FiltersProps {
  state: NonNullable<GapSearch['state']> | 'open'
  sort: 'count' | 'last'
  onChange: (changes: Readonly<Record<string, unknown>>) => void
}

function Filters({ state, sort, onChange }: FiltersProps) {
  return (
    <div className="mb-4 flex flex-wrap items-end gap-3">
      <SelectField label="State" value={state} onChange={(event) => onChange({ state: event.target.value })}>
        <option value="open">Open</option>
        <option value="resolved">Resolved</option>
        <option value="dismissed">Dismissed</option>
      </SelectField>
      <SelectField label="First" value={sort} onChange={(event) => onChange({ sort: event.target.value })}>
        <option value="count">Asked most</option>
        <option value="last">Asked last</option>
      </SelectField>
    </div>
  )
}

function NoGaps({ state }: { state: FiltersProps['state'] }) {
  const words = {
    open: {
      title: 'No open gap',
      text: 'Everything that was asked lately was answered, or was settled here. Questions that are not show within a minute.',
    },
    resolved: { title: 'None resolved yet', text: 'Gaps that a document was made of show here.' },
    dismissed: { title: 'None dismissed', text: 'Gaps that somebody wants to hear no more of show here.' },
  }[state]
  return (
    <Empty icon={<CircleCheck className="size-6" />} title={words.title}>
      {words.text}
    </Empty>
  )
}
