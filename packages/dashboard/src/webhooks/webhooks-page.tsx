import type { Webhook } from '@posthorn/sdk'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Plus, Webhook as WebhookIcon } from 'lucide-react'
import { useState } from 'react'
import { useMissingScope } from '../session/me.ts'
import { Answer } from '../ui/answer.tsx'
import { Chip } from '../ui/badge.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { FailingSince, SuccessRate } from './health.tsx'
import { useWebhooks } from './webhook-list.ts'

export function WebhooksPage() {
  const missing = useMissingScope('webhooks:read')
  return (
    <Page
      title="Webhooks"
      description="Where events are sent: signed, retried for 21 minutes or three days, and kept for you to send again."
      actions={<NewEndpoint />}
    >
      <ScopeGate missing={missing} scope="webhooks:read">
        <List />
      </ScopeGate>
    </Page>
  )
}

function NewEndpoint() {
  const missing = useMissingScope('webhooks:write')
  const icon = <Plus className="size-4" aria-hidden />
  if (missing !== null) {
    return (
      <Button look="primary" icon={icon} reason={missing}>
        New endpoint
      </Button>
    )
  }
  return (
    <Link to="/settings/webhooks/new" className={buttonClass('primary')}>
      {icon}
      New endpoint
    </Link>
  )
}

function List() {
  const [page, setPage] = useState(1)
  const webhooks = useWebhooks(page)
  return (
    <Card className="overflow-hidden">
      <Answer of={webhooks}>
        {({ data, meta }) =>
          meta.total === 0 ? (
            <Empty icon={<WebhookIcon className="size-6" />} title="No endpoint yet" action={<NewEndpoint />}>
              Give the address of your handler, pick the events it wants, and get a secret to check their signatures
              with.
            </Empty>
          ) : (
            <>
              <ul className="divide-y divide-line">
                {data.map((webhook) => (
                  <WebhookRow key={webhook.id} webhook={webhook} />
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

const shownEvents = 4

function WebhookRow({ webhook }: { webhook: Webhook }) {
  const more = webhook.events.length - shownEvents
  return (
    <li>
      <Link
        to="/settings/webhooks/$webhookId"
        params={{ webhookId: webhook.id }}
        className="group relative flex flex-wrap items-center gap-x-4 gap-y-2 py-4 pr-12 pl-5 hover:bg-sunken"
      >
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StateBadge state={webhook.status} />
            <span className="min-w-0 font-medium break-all">{webhook.url}</span>
          </div>
          {(webhook.name ?? webhook.description) && (
            <p className="mt-1 truncate text-sm text-soft">
              {[webhook.name, webhook.description].filter(Boolean).join(' · ')}
            </p>
          )}
          <p className="mt-2 flex flex-wrap gap-1.5">
            {webhook.events.slice(0, shownEvents).map((event) => (
              <Chip key={event}>{event}</Chip>
            ))}
            {more > 0 && <span className="text-xs text-faint">and {more} more</span>}
          </p>
          {webhook.status === 'failing' && (
            <p className="mt-2 text-xs">
              <FailingSince webhook={webhook} />
            </p>
          )}
        </div>
        <dl className="flex flex-wrap items-baseline gap-x-4 text-sm sm:block sm:text-right">
          <dt className="sr-only">Success rate</dt>
          <dd>
            <SuccessRate webhook={webhook} />
          </dd>
          {webhook.last_delivery_at !== null && (
            <>
              <dt className="sr-only">Last delivery</dt>
              <dd className="text-xs text-faint sm:mt-1">
                last delivery <Moment at={webhook.last_delivery_at} />
              </dd>
            </>
          )}
        </dl>
        <ChevronRight
          className="absolute top-1/2 right-5 size-4 -translate-y-1/2 text-faint group-hover:text-ink"
          aria-hidden
        />
      </Link>
    </li>
  )
}
