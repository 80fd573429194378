import type { Channel, Route } from '@posthorn/sdk'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { Answer } from '../ui/answer.tsx'
import { Badge } from '../ui/badge.tsx'
import { Card } from '../ui/card.tsx'
import { Moment } from '../ui/moment.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { useChannels, useRoutes } from './channel-list.ts'
import {
  type ChannelType,
  channelTitle,
  inARow,
  inTurn,
  providerName,
  turnOf,
  typeNames,
  types,
} from './channel-words.ts'

export function ChannelsTab() {
  const channels = useChannels()
  const routes = useRoutes()
  return (
    <Answer of={channels}>
      {(all) => (
        <div className="space-y-5">
          {types.map((type) => (
            <ChannelsOfType
              key={type}
              type={type}
              channels={inTurn(all.filter((channel) => channel.type === type))}
              route={routes.data?.find((route) => route.type === type)}
            />
          ))}
        </div>
      )}
    </Answer>
  )
}

interface OfTypeProps {
  type: ChannelType
  channels: readonly Channel[]
  route: Route | undefined
}

function ChannelsOfType({ type, channels, route }: OfTypeProps) {
  return (
    <Card className="overflow-hidden">
      <section aria-label={typeNames[type]}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-4">
          <h2 className="font-semibold">{typeNames[type]}</h2>
          {route?.simulated && <Badge tone="warn">simulated: nothing leaves the building</Badge>}
        </div>
        {channels.length === 0 ? (
          <p className="border-t border-line px-5 py-4 text-sm text-soft">
            No channel yet: the simulator takes these messages.
          </p>
        ) : (
          <ul className="divide-y divide-line border-t border-line">
            {channels.map((channel) => (
              <ChannelRow key={channel.id} channel={channel} simulated={route?.simulated === true} />
            ))}
          </ul>
        )}
      </section>
    </Card>
  )
}

function ChannelRow({ channel, simulated }: { channel: Channel; simulated: boolean }) {
  return (
    <li>
      <Link
        to="/channels/$channelId"
        params={{ channelId: channel.id }}
        className="group relative flex flex-wrap items-center gap-x-4 gap-y-2 py-4 pr-12 pl-5 hover:bg-sunken"
      >
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StateBadge state={channel.status} />
            <span className="min-w-0 font-medium break-words">{channelTitle(channel)}</span>
          </div>
          <p className="mt-1 text-sm break-words text-soft">
            {channel.built_in
              ? 'made by Posthorn; sends nothing'
              : [providerName(channel.provider), channel.phone_number ?? channel.username].filter(Boolean).join(' · ')}
          </p>
          {channel.failure !== null && (
            <p className="mt-1 text-sm break-words text-bad">
              {channel.failure.message}
              <span className="text-xs">
                {' '}
                · {inARow(channel.failure.occurrences)}since <Moment at={channel.failure.since} />
              </span>
            </p>
          )}
        </div>
        <p className="text-sm text-soft">{roleOf(channel, simulated)}</p>
        <ChevronRight
          className="absolute top-1/2 right-4 size-4 -translate-y-1/2 text-faint transition-transform group-hover:translate-x-0.5"
          aria-hidden
        />
      </Link>
    </li>
  )
}

function roleOf({ built_in: builtIn, position, provider }: Channel, simulated: boolean): string {
  if (builtIn) return simulated ? 'takes these messages' : 'for test keys'
  if (provider === 'qrcode') return 'chosen by session'
  return position === null ? 'not on the route' : turnOf(position)
}
