import type { EmailDomain } from '@posthorn/sdk'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { RefreshCw } from 'lucide-react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { asSentence } from '../ui/as-sentence.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { DeleteDomain } from './delete-domain.tsx'
import { RecordCard } from './record-card.tsx'
import { ReturnsSection } from './returns-section.tsx'
import { nextLook, recordNames } from './records.ts'

const route = getRouteApi('/email/domains/$domainId')

export function DomainPage() {
  const missing = useMissingScope('email:write')
  return (
    <ScopeGate missing={missing} scope="email:write">
      <OneDomain />
    </ScopeGate>
  )
}

const keyOf = (domainId: string) => ['email-domains', domainId]

function OneDomain() {
  const { domainId } = route.useParams()
  const client = useClient()
  const { data: domain } = useSuspenseQuery({
    queryKey: keyOf(domainId),
    queryFn: () => client.emailDomains.get(domainId),
    refetchInterval: 10_000,
  })
  const check = useCheck(domainId)
  return (
    <>
      <BackLink to="/email/domains">Email domains</BackLink>
      <Page
        title={domain.domain}
        heading={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <span className="min-w-0 break-all">{domain.domain}</span>
            <StateBadge state={domain.status} />
          </span>
        }
        actions={
          <Button
            look="primary"
            icon={<RefreshCw className="size-4" aria-hidden />}
            busy={check.isPending}
            onClick={() => check.mutate()}
          >
            Check now
          </Button>
        }
      >
        <div className="space-y-5">
          {check.error && <ErrorNotice error={check.error} />}
          <Summary domain={domain} />
          {recordNames.map((name) => (
            <RecordCard key={name} name={name} record={domain.records[name]} />
          ))}
          <ReturnsSection domain={domain} />
          <DeleteDomain domain={domain} />
        </div>
      </Page>
    </>
  )
}

function useCheck(domainId: string) {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => client.emailDomains.verify(domainId),
    onSuccess: async (domain) => {
      queries.setQueryData(keyOf(domainId), domain)
      if (domain.verified) announce(`${domain.domain} is verified.`)
      else announce(`${domain.domain} is not verified yet.`, 'warn')
      await queries.invalidateQueries({ queryKey: ['email-domains', 'list'] })
    },
  })
}

function Summary({ domain }: { domain: EmailDomain }) {
  return (
    <Section
      title={domain.verified ? 'E-mail may be sent from it' : 'E-mail from it is refused'}
      description={
        domain.verified
          ? 'All required records were found.'
          : 'Publish the records below with the provider of your DNS, as they stand here. It may take a while until they are seen.'
      }
    >
      <div className="space-y-5">
        {domain.reason !== null && (
          <Notice tone={domain.status === 'failed' ? 'bad' : 'warn'}>{asSentence(domain.reason)}</Notice>
        )}
        <Facts>
          <Fact name="Verified since">
            <Moment at={domain.verified_at} never="not verified" />
          </Fact>
          <Fact name="Last check">
            <Moment at={domain.checked_at} />
          </Fact>
          <Fact name="Next check by itself">{nextLook(domain)}</Fact>
        </Facts>
      </div>
    </Section>
  )
}
