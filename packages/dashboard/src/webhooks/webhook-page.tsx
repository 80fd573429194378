import { Link, Outlet } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { useMissingScope } from '../session/me.ts'
import { CopyIcon } from '../ui/copy.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { tabClass, tabListClass } from '../ui/tabs.tsx'
import { FailingSince } from './health.tsx'
import { useWebhook, useWebhookId } from './webhook.ts'

const tabs = [
  { to: '/settings/webhooks/$webhookId', name: 'Overview' },
  { to: '/settings/webhooks/$webhookId/log', name: 'Event log' },
  { to: '/settings/webhooks/$webhookId/test', name: 'Test' },
  { to: '/settings/webhooks/$webhookId/recover', name: 'Recover' },
] as const

export function WebhookPage() {
  const missing = useMissingScope('webhooks:read')
  return (
    <ScopeGate missing={missing} scope="webhooks:read">
      <Endpoint />
    </ScopeGate>
  )
}

function Endpoint() {
  const webhook = useWebhook()
  const webhookId = useWebhookId()
  return (
    <>
      <div className="mx-auto mb-3 max-w-5xl">
        <Link
          to="/settings/webhooks"
          className="inline-flex items-center gap-1 rounded text-sm text-soft hover:text-ink"
        >
          <ChevronLeft className="size-4" aria-hidden />
          Webhooks
        </Link>
      </div>
      <Page
        title={webhook.name ?? webhook.url}
        heading={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <span className="min-w-0 text-xl break-all">{webhook.url}</span>
            <CopyIcon text={webhook.url} label="Copy the URL" />
            <StateBadge state={webhook.status} />
            <span className="text-sm font-normal tracking-normal">
              <FailingSince webhook={webhook} />
            </span>
          </span>
        }
        {...(webhook.name || webhook.description
          ? { description: [webhook.name, webhook.description].filter(Boolean).join(' · ') }
          : {})}
      >
        <nav aria-label="Endpoint" className={tabListClass}>
          {tabs.map(({ to, name }) => (
            <Link
              key={to}
              to={to}
              params={{ webhookId }}
              activeOptions={{ exact: true, includeSearch: false }}
              className={tabClass}
            >
              {name}
            </Link>
          ))}
        </nav>
        <div className="pt-6">
          <Outlet />
        </div>
      </Page>
    </>
  )
}
