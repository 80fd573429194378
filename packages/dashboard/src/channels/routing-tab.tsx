import type { Channel, Route } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Notice } from '../ui/notice.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { useChannels, useRoutes } from './channel-list.ts'
import { providerName, turnOf, typeNames } from './channel-words.ts'
import { moved } from './moved.ts'

export function RoutingTab() {
  const channels = useChannels()
  const routes = useRoutes()
  return (
    <Answer of={routes}>
      {(all) => (
        <Answer of={channels}>
          {(known) => (
            <div className="space-y-5">
              <p className="max-w-2xl text-sm text-soft">
                The first channel that is connected and well takes a message. When it cannot, the next attempt goes to
                the one behind it.
              </p>
              {all.map((route) => (
                // Another order that was saved elsewhere is taken up at once.
                <RouteOfType
                  key={`${route.type} ${route.channel_ids.join(' ')}`}
                  route={route}
                  channels={known.filter((channel) => channel.type === route.type && mayBeOnRoute(channel))}
                />
              ))}
            </div>
          )}
        </Answer>
      )}
    </Answer>
  )
}

/** Phones stand on no route: a message names the session that sends it. */
const mayBeOnRoute = ({ built_in: builtIn, provider }: Channel): boolean => !builtIn && provider !== 'qrcode'

function useSaveRoute(type: Route['type']) {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (ids: readonly string[]) => client.routing.update(type, { channel_ids: [...ids] }),
    onSuccess: async () => {
      announce(`The route for ${typeNames[type]} was saved.`)
      await queries.invalidateQueries({ queryKey: ['channels'] })
    },
  })
}

function RouteOfType({ route, channels }: { route: Route; channels: readonly Channel[] }) {
  const missing = useMissingScope('channels:write')
  const [ids, setIds] = useState<readonly string[]>(route.channel_ids)
  const [told, setTold] = useState('')
  const save = useSaveRoute(route.type)
  const move = (index: number, by: -1 | 1) => {
    const next = moved(ids, index, by)
    setIds(next)
    const id = ids[index]
    if (next !== ids && id !== undefined) setTold(`${named.get(id)?.name ?? id} is the ${turnOf(index + by + 1)}.`)
  }
  const changed = ids.join() !== route.channel_ids.join()
  const named = new Map(channels.map((channel) => [channel.id, channel]))
  const off = channels.filter(({ id }) => !ids.includes(id))
  return (
    <Section
      title={typeNames[route.type]}
      actions={
        channels.length > 0 && (
          <>
            <Button
              look="quiet"
              reason={changed ? null : 'Nothing was changed.'}
              onClick={() => setIds(route.channel_ids)}
            >
              Undo
            </Button>
            <Button
              look="primary"
              busy={save.isPending}
              reason={missing ?? (changed ? null : 'Nothing was changed.')}
              onClick={() => save.mutate(ids)}
            >
              Save
            </Button>
          </>
        )
      }
    >
      <div className="space-y-4">
        {ids.length === 0 && <NothingOnRoute route={route} />}
        {ids.length > 0 && (
          <ol
            aria-label={`Route for ${typeNames[route.type]}`}
            className="divide-y divide-line rounded-xl border border-line"
          >
            {ids.map((id, index) => (
              <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 pr-2 pl-4">
                <span className="w-24 text-xs text-faint">{turnOf(index + 1)}</span>
                <ChannelName channel={named.get(id)} id={id} />
                <Moves
                  name={named.get(id)?.name ?? id}
                  first={index === 0}
                  last={index === ids.length - 1}
                  onMove={(by) => move(index, by)}
                  onTakeOff={() => setIds(ids.filter((other) => other !== id))}
                />
              </li>
            ))}
          </ol>
        )}
        {off.length > 0 && <OffRoute channels={off} onAdd={(id) => setIds([...ids, id])} />}
        {save.error && <ErrorNotice error={save.error} />}
        <p role="status" className="sr-only">
          {told}
        </p>
      </div>
    </Section>
  )
}

/** What becomes of messages that no channel of the route takes. */
function NothingOnRoute({ route }: { route: Route }) {
  if (route.channel_ids.length > 0)
    return <Notice tone="warn">Without a channel these messages will be simulated: nothing leaves the building.</Notice>
  if (route.simulated) return <Notice tone="warn">Simulated: nothing leaves the building.</Notice>
  return <Notice>No channel is on the route: these messages name the WhatsApp session that sends them.</Notice>
}

function ChannelName({ channel, id }: { channel: Channel | undefined; id: string }) {
  if (channel === undefined) return <span className="min-w-0 flex-1 truncate font-mono text-xs">{id}</span>
  return (
    <span className="flex min-w-0 flex-1 basis-40 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span className="min-w-0 font-medium break-words">{channel.name}</span>
      <span className="text-soft">{providerName(channel.provider)}</span>
      <StateBadge state={channel.status} />
    </span>
  )
}

interface MovesProps {
  name: string
  first: boolean
  last: boolean
  onMove: (by: -1 | 1) => void
  onTakeOff: () => void
}

function Moves({ name, first, last, onMove, onTakeOff }: MovesProps) {
  return (
    <span className="ml-auto flex">
      <IconButton
        label={`Move ${name} up`}
        aria-disabled={first || undefined}
        className={dim(first)}
        onClick={() => onMove(-1)}
      >
        <ArrowUp className="size-4" aria-hidden />
      </IconButton>
      <IconButton
        label={`Move ${name} down`}
        aria-disabled={last || undefined}
        className={dim(last)}
        onClick={() => onMove(1)}
      >
        <ArrowDown className="size-4" aria-hidden />
      </IconButton>
      <IconButton label={`Take ${name} off the route`} onClick={onTakeOff}>
        <Minus className="size-4" aria-hidden />
      </IconButton>
    </span>
  )
}

const dim = (yes: boolean): string => (yes ? 'opacity-40' : '')

function OffRoute({ channels, onAdd }: { channels: readonly Channel[]; onAdd: (id: string) => void }) {
  return (
    <div>
      <h3 className="mb-2 text-xs text-faint">Not on the route: these carry nothing</h3>
      <ul className="divide-y divide-line rounded-xl border border-line">
        {channels.map((channel) => (
          <li key={channel.id} className="flex items-center gap-3 py-2 pr-2 pl-4">
            <ChannelName channel={channel} id={channel.id} />
            <IconButton label={`Put ${channel.name} on the route`} onClick={() => onAdd(channel.id)}>
              <Plus className="size-4" aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  )
}
