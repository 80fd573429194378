import { Outlet } from '@tanstack/react-router'
import { useMissingScope } from '../session/me.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { TabLinks } from '../ui/tab-links.tsx'
import { useChannel, useChannelId } from './channel.ts'
import { channelTitle, providerName, typeNames } from './channel-words.ts'

export function ChannelPage() {
  const missing = useMissingScope('channels:read')
  return (
    <ScopeGate missing={missing} scope="channels:read">
      <OneChannel />
    </ScopeGate>
  )
}

function OneChannel() {
  const channel = useChannel()
  const params = { channelId: useChannelId() }
  return (
    <>
      <BackLink to="/channels">Channels</BackLink>
      <Page
        title={channelTitle(channel)}
        heading={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <span className="min-w-0 break-words">{channelTitle(channel)}</span>
            <StateBadge state={channel.status} />
          </span>
        }
        description={[
          typeNames[channel.type],
          channel.built_in ? 'made by Posthorn; sends nothing' : providerName(channel.provider),
          channel.phone_number,
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        <TabLinks
          label="Channel"
          tabs={[
            { to: '/channels/$channelId', params, name: 'Overview' },
            { to: '/channels/$channelId/history', params, name: 'History' },
          ]}
        />
        <div className="pt-6">
          <Outlet />
        </div>
      </Page>
    </>
  )
}
