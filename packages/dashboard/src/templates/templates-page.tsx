import { type Template, type TemplateState, templateStates } from '@posthorn/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, LayoutTemplate, Plus } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Answer } from '../ui/answer.tsx'
import { Badge } from '../ui/badge.tsx'
import { buttonClass, Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { SelectField } from '../ui/field.tsx'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { ageOf, categories, qualities, waitsLong } from './template-words.ts'

export function TemplatesPage() {
  const missing = useMissingScope('whatsapp:read')
  return (
    <Page
      title="WhatsApp templates"
      description="Messages that a carrier approves before they may be sent to contacts who have not written lately."
      actions={<NewTemplate />}
    >
      <ScopeGate missing={missing} scope="whatsapp:read">
        <List />
      </ScopeGate>
    </Page>
  )
}

function NewTemplate() {
  const missing = useMissingScope('whatsapp:write')
  const icon = <Plus className="size-4" aria-hidden />
  if (missing !== null)
    return (
      <Button look="primary" icon={icon} reason={missing}>
        New template
      </Button>
    )
  return (
    <Link to="/whatsapp/templates/new" className={buttonClass('primary')}>
      {icon}
      New template
    </Link>
  )
}

function List() {
  const client = useClient()
  const [status, setStatus] = useState<TemplateState | ''>('')
  const [page, setPage] = useState(1)
  const templates = useQuery({
    queryKey: ['templates', 'list', status, page],
    queryFn: () => client.templates.list({ page, status: status || undefined }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  })
  return (
    <>
      <div className="mb-4 flex">
        <SelectField
          label="State"
          value={status}
          onChange={(event) => {
            setPage(1)
            setStatus(event.target.value as TemplateState | '')
          }}
        >
          <option value="">Any</option>
          {templateStates.map((state) => (
            <option key={state} value={state}>
              {state}
            </option>
          ))}
        </SelectField>
      </div>
      <Card className="overflow-hidden">
        <Answer of={templates}>
          {({ data, meta }) => (
            <>
              {data.length === 0 && <Nothing status={status} />}
              <ul className="divide-y divide-line">
                {data.map((template) => (
                  <TemplateRow key={template.id} template={template} />
                ))}
              </ul>
              <Pager meta={meta} onPage={setPage} />
            </>
          )}
        </Answer>
      </Card>
    </>
  )
}

function Nothing({ status }: { status: TemplateState | '' }) {
  const icon = <LayoutTemplate className="size-6" />
  if (status !== '')
    return (
      <Empty icon={icon} title="None">
        No template is {status}.
      </Empty>
    )
  return (
    <Empty icon={icon} title="No template yet" action={<NewTemplate />}>
      Write one and submit it: the review takes minutes to days. Those that were written at the carrier come here when
      they are first sent.
    </Empty>
  )
}

function TemplateRow({ template }: { template: Template }) {
  const { status, age_seconds: age, quality, rejection_reason: reason, problem } = template
  return (
    <li>
      <Link
        to="/whatsapp/templates/$templateId"
        params={{ templateId: template.id }}
        className="group relative flex flex-wrap items-center gap-x-6 gap-y-2 py-4 pr-12 pl-5 hover:bg-sunken"
      >
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StateBadge state={status} />
            <span className="min-w-0 font-medium break-all">{template.name}</span>
            {template.simulated && <Badge tone="warn">simulated</Badge>}
          </div>
          <p className="mt-1 text-sm text-soft">
            {template.language} · {categories[template.category].name}
          </p>
          {reason !== null && <p className="mt-1 text-sm break-words text-bad">{reason}</p>}
          {problem !== null && <p className="mt-1 text-sm break-words text-warn">{problem}</p>}
        </div>
        <dl className="flex flex-wrap items-center gap-x-5 gap-y-1 text-sm text-soft">
          <div className="flex gap-1.5">
            <dt className="text-faint">Submitted</dt>
            <dd>
              <Moment at={template.submitted_at} never="not yet" />
            </dd>
          </div>
          {age !== null && (
            <div className="flex gap-1.5">
              <dt className="text-faint">Age</dt>
              <dd className={waitsLong(template) ? 'text-warn' : ''}>{ageOf(age)}</dd>
            </div>
          )}
          {quality !== 'unknown' && (
            <div className="flex gap-1.5">
              <dt className="text-faint">Quality</dt>
              <dd>
                <Badge tone={qualities[quality].tone}>{qualities[quality].name}</Badge>
              </dd>
            </div>
          )}
        </dl>
        <ChevronRight
          className="absolute top-1/2 right-4 size-4 -translate-y-1/2 text-faint transition-transform group-hover:translate-x-0.5"
          aria-hidden
        />
      </Link>
    </li>
  )
}
