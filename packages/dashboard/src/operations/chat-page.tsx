import type { ChatStatistics } from '@posthorn/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { useClient } from '../session/client.ts'
import { useMe, useMissingScope } from '../session/me.ts'
import { useSites } from '../sites/sites.ts'
import { Answer } from '../ui/answer.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { useNow } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { changeChatSearch, type ChatSearch, toStatisticsQuery } from './chat-search.ts'
import { FeedbackTrend } from './feedback-trend.tsx'
import { Figures } from './figures.tsx'
import { Filters } from './filters.tsx'
import { OutcomesSection } from './outcomes-section.tsx'
import { SessionsSection } from './sessions-section.tsx'

const route = getRouteApi('/operations/chat')

export function ChatPage() {
  const missing = useMissingScope('account:read')
  return (
    <Page
      title="Chat"
      description="How questions fare: how long answers take, how sure they are, and what people think of them."
    >
      <ScopeGate missing={missing} scope="account:read">
        <Chat />
      </ScopeGate>
    </Page>
  )
}

function Chat() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const me = useMe()
  const statistics = useStatistics(search)
  const set = (changes: Parameters<typeof changeChatSearch>[1]) =>
    void navigate({ to: '.', search: changeChatSearch(search, changes), replace: true })
  return (
    <div className="space-y-5">
      <Filters key={search.integration ?? ''} search={search} onChange={set} />
      {me.test && <Notice tone="info">What test keys ask is not counted here. Their sessions are listed below.</Notice>}
      <Answer of={statistics} rows={6}>
        {(of) => <Counted statistics={of} />}
      </Answer>
      <Sessions search={search} onPage={(page) => set({ page })} />
    </div>
  )
}

/** Of one site, or of all of them together. */
function useStatistics(search: ChatSearch) {
  const client = useClient()
  const { tenant_id: tenant } = useMe()
  const query = toStatisticsQuery(search, useNow(60_000))
  const { site } = search
  return useQuery({
    queryKey: ['chat', 'statistics', site ?? 'all', query],
    queryFn: () =>
      site === undefined ? client.tenants.statistics(tenant, query) : client.chat.statistics(site, query),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })
}

function Counted({ statistics }: { statistics: ChatStatistics }) {
  if (statistics.requests === 0) {
    return (
      <Card>
        <Empty icon={<MessagesSquare className="size-6" />} title="Nothing was asked in this time">
          As soon as questions come in by the API, with a live key, they are counted here: answers, latency, timeouts
          and feedback.
        </Empty>
      </Card>
    )
  }
  return (
    <div className="space-y-5">
      <Figures statistics={statistics} />
      <FeedbackTrend statistics={statistics} />
      <OutcomesSection statistics={statistics} />
    </div>
  )
}

function Sessions({ search, onPage }: { search: ChatSearch; onPage: (page: number) => void }) {
  const missing = useMissingScope('conversations:read')
  const missingSites = useMissingScope('documents:read')
  return (
    <ScopeGate missing={missing ?? missingSites} scope={missing === null ? 'documents:read' : 'conversations:read'}>
      <SessionsOf search={search} onPage={onPage} />
    </ScopeGate>
  )
}

/** Sessions are those of one site: the one that is chosen, or the only one. */
function SessionsOf({ search, onPage }: { search: ChatSearch; onPage: (page: number) => void }) {
  const { sites } = useSites()
  const siteId = search.site ?? (sites.length === 1 ? sites[0]?.id : undefined)
  return <SessionsSection siteId={siteId ?? null} page={search.page ?? 1} onPage={onPage} />
}
