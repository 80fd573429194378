import { Link } from '@tanstack/react-router'
import { ArrowRight, Cable, MessageSquareText, Radio, Webhook } from 'lucide-react'
import { useMe } from '../session/me.ts'
import { Badge, Chip } from '../ui/badge.tsx'
import { Card, Fact, Facts, Section } from '../ui/card.tsx'
import { CopyIcon } from '../ui/copy.tsx'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'
import { ChannelsInTrouble } from './channels-in-trouble.tsx'
import { EndpointsInTrouble } from './endpoints-in-trouble.tsx'

const steps = [
  {
    to: '/settings/webhooks/new',
    icon: Webhook,
    title: 'Register an endpoint',
    text: 'Where events are sent, and a handler to paste.',
  },
  { to: '/channels', icon: Cable, title: 'Connect a carrier', text: 'Until then messages are simulated.' },
  {
    to: '/messages',
    icon: MessageSquareText,
    title: 'Send a message',
    text: 'SMS, WhatsApp or e-mail, and see what becomes of it.',
  },
  { to: '/events', icon: Radio, title: 'Watch the events', text: 'Everything that happens, as it happens.' },
] as const

export function HomePage() {
  const me = useMe()
  return (
    <Page
      title="Overview"
      heading={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {me.workspace_name}
          <Badge tone={me.environment === 'production' ? 'warn' : 'info'}>{me.environment}</Badge>
          {me.test && <Badge>test key: nothing is delivered</Badge>}
        </span>
      }
    >
      <div className="space-y-5">
        <EndpointsInTrouble />
        <ChannelsInTrouble />
        <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
          {steps.map(({ to, icon: Icon, title, text }) => (
            <li key={to}>
              <Card className="h-full hover:border-line-strong">
                <Link to={to} className="group flex h-full flex-col rounded-2xl p-5">
                  <Icon className="size-5 text-soft" aria-hidden />
                  <span className="mt-4 flex items-center gap-1.5 font-medium">
                    {title}
                    <ArrowRight
                      className="size-4 text-faint transition-transform group-hover:translate-x-0.5"
                      aria-hidden
                    />
                  </span>
                  <span className="mt-1 text-sm text-soft">{text}</span>
                </Link>
              </Card>
            </li>
          ))}
        </ul>
        <ThisKey />
      </div>
    </Page>
  )
}

function ThisKey() {
  const me = useMe()
  return (
    <Section title="This key" description="The dashboard can do what it can do, and nothing more.">
      <Facts>
        <Fact name="Name">{me.key_name}</Fact>
        <Fact name="Workspace">
          <span className="flex items-center gap-1">
            <span className="min-w-0 truncate font-mono text-xs">{me.workspace_id}</span>
            <CopyIcon text={me.workspace_id} label="Copy the workspace id" />
          </span>
        </Fact>
        <Fact name="Environment">{me.environment}</Fact>
        <Fact name="Plan">{me.plan}</Fact>
        <Fact name="Rate limit">{me.rate_limit_per_minute.toLocaleString('en')} requests a minute</Fact>
        <Fact name="Expires">
          <Moment at={me.expires_at} />
        </Fact>
      </Facts>
      <h3 className="mt-5 mb-2 text-xs text-faint">Scopes</h3>
      <p className="flex flex-wrap gap-1.5">
        {me.scopes.map((scope) => (
          <Chip key={scope}>{scope}</Chip>
        ))}
      </p>
    </Section>
  )
}
