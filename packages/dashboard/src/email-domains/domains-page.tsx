import type { EmailDomain } from '@posthorn/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { AtSign, ChevronRight, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Answer } from '../ui/answer.tsx'
import { asSentence } from '../ui/as-sentence.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { AddDomainDialog } from './add-domain-dialog.tsx'
import { recordNames, recordTitles } from './records.ts'

export function DomainsPage() {
  const missing = useMissingScope('email:write')
  const [adding, setAdding] = useState(false)
  const add = (
    <Button
      look="primary"
      icon={<Plus className="size-4" aria-hidden />}
      reason={missing}
      onClick={() => setAdding(true)}
    >
      Add domain
    </Button>
  )
  return (
    <Page
      title="Email domains"
      description="The domains that your e-mail comes from. DNS records prove that they are yours; from others it is refused."
      actions={add}
    >
      <ScopeGate missing={missing} scope="email:write">
        <List add={add} />
      </ScopeGate>
      {adding && <AddDomainDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function List({ add }: { add: ReactNode }) {
  const client = useClient()
  const [page, setPage] = useState(1)
  const domains = useQuery({
    queryKey: ['email-domains', 'list', page],
    queryFn: () => client.emailDomains.list({ page }),
    placeholderData: (previous) => previous,
    refetchInterval: 10_000,
  })
  return (
    <Card className="overflow-hidden">
      <Answer of={domains}>
        {({ data, meta }) =>
          meta.total === 0 ? (
            <Empty icon={<AtSign className="size-6" />} title="No domain yet" action={add}>
              Add the domain that your addresses end in, publish the records it asks for, and send from it once they are
              found.
            </Empty>
          ) : (
            <>
              <ul className="divide-y divide-line">
                {data.map((domain) => (
                  <DomainRow key={domain.id} domain={domain} />
                ))}
              </ul>
              <Pager meta={meta} onPage={setPage} />
            </>
          )
        }
      </Answer>
    </Card>
  )
}

function DomainRow({ domain }: { domain: EmailDomain }) {
  return (
    <li>
      <Link
        to="/email/domains/$domainId"
        params={{ domainId: domain.id }}
        className="group relative flex flex-wrap items-center gap-x-6 gap-y-2 py-4 pr-12 pl-5 hover:bg-sunken"
      >
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StateBadge state={domain.status} />
            <span className="min-w-0 font-medium break-all">{domain.domain}</span>
          </div>
          {domain.reason !== null && <p className="mt-1 text-sm break-words text-soft">{asSentence(domain.reason)}</p>}
        </div>
        <ul aria-label="Records" className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {recordNames.map((name) => {
            const { status } = domain.records[name]
            return (
              <li
                key={name}
                className={status === 'verified' ? 'text-ok' : status === 'failed' ? 'text-bad' : 'text-faint'}
              >
                {recordTitles[name]} {status}
              </li>
            )
          })}
        </ul>
        <span className="text-xs text-faint">
          {domain.checked_at === null ? (
            'not checked yet'
          ) : (
            <>
              checked <Moment at={domain.checked_at} />
            </>
          )}
        </span>
        <ChevronRight
          className="absolute top-1/2 right-4 size-4 -translate-y-1/2 text-faint transition-transform group-hover:translate-x-0.5"
          aria-hidden
        />
      </Link>
    </li>
  )
}
