import type { Rollout } from '@posthorn/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Layers, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { SitePage } from '../sites/site-page.tsx'
import { useSite } from '../sites/sites.ts'
import { Answer } from '../ui/answer.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { Moment } from '../ui/moment.tsx'
import { Pager } from '../ui/pager.tsx'
import { NewRolloutDialog } from './new-rollout-dialog.tsx'
import { many } from './rollout-steps.ts'
import { seenBy, stateNames, stateTones } from './rollout-words.ts'

export function RolloutsPage() {
  return (
    <SitePage
      title="Content rollouts"
      description="A batch of documents is tried by a share of the sessions first, watched, and paused by itself when answers get worse."
      scope="documents:read"
    >
      <Rollouts />
    </SitePage>
  )
}

function Rollouts() {
  const client = useClient()
  const { id } = useSite()
  const missing = useMissingScope('documents:write')
  const [page, setPage] = useState(1)
  const [adding, setAdding] = useState(false)
  const list = useQuery({
    queryKey: ['rollouts', id, 'list', page],
    queryFn: () => client.rollouts.list(id, { page }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  })
  const add = (
    <Button
      look="primary"
      icon={<Plus className="size-4" aria-hidden />}
      reason={missing}
      onClick={() => setAdding(true)}
    >
      New rollout
    </Button>
  )
  return (
    <>
      {list.data !== undefined && list.data.meta.total > 0 && <div className="mb-4 flex">{add}</div>}
      <Card className="overflow-hidden">
        <Answer of={list}>
          {({ rollouts, meta }) => (
            <>
              {rollouts.length === 0 && <NoRollouts add={add} />}
              <ul className="divide-y divide-line">
                {rollouts.map((rollout) => (
                  <Row key={rollout.id} rollout={rollout} />
                ))}
              </ul>
              <Pager meta={meta} onPage={setPage} />
            </>
          )}
        </Answer>
      </Card>
      {adding && <NewRolloutDialog onClose={() => setAdding(false)} />}
    </>
  )
}

function NoRollouts({ add }: { add: ReactNode }) {
  return (
    <Empty icon={<Layers className="size-6" />} title="No rollout yet" action={add}>
      Make one before you send a batch of documents: what comes in under its batch id is then seen by nobody until you
      start it. Without a rollout documents are in answers at once.
    </Empty>
  )
}

function Row({ rollout }: { rollout: Rollout }) {
  const { counts } = rollout
  return (
    <li>
      <Link
        to="/knowledge/rollouts/$rolloutId"
        params={{ rolloutId: rollout.id }}
        search={{ site: rollout.site_id }}
        className="group relative flex flex-wrap items-center gap-x-6 gap-y-2 py-4 pr-12 pl-5 -outline-offset-2 hover:bg-sunken"
      >
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone={stateTones[rollout.status]}>{stateNames[rollout.status]}</Badge>
            <span className="min-w-0 font-medium break-words">{rollout.name}</span>
          </div>
          {rollout.reason !== null && rollout.status !== 'running' && (
            <p className="mt-1 text-sm break-words text-soft">
              {rollout.paused_by_watch && 'Paused by itself: '}
              {rollout.reason}
            </p>
          )}
          <p className="mt-1 text-xs text-faint">
            {rollout.name !== rollout.batch_id && (
              <>
                batch <span className="font-mono break-all">{rollout.batch_id}</span> ·{' '}
              </>
            )}
            {many(counts.documents, 'document')} · {many(counts.questions, 'smoke question')} · {seenBy(rollout)}
          </p>
        </div>
        <span className="text-xs text-faint">
          changed <Moment at={rollout.updated_at} />
        </span>
        <ChevronRight
          className="absolute top-1/2 right-4 size-4 -translate-y-1/2 text-faint transition-transform group-hover:translate-x-0.5"
          aria-hidden
        />
      </Link>
    </li>
  )
}
