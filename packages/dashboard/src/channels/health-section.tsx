import type { Channel, ChannelCheck } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plug, Stethoscope, Unplug } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Button } from '../ui/button.tsx'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { milliseconds } from '../ui/format-time.ts'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { refusal } from '../ui/refusal.ts'
import { builtInReason, useChannelChange } from './channel.ts'
import { inARow, turnOf } from './channel-words.ts'
import { DisconnectDialog } from './disconnect-dialog.tsx'

export function HealthSection({ channel }: { channel: Channel }) {
  const missing = useMissingScope('channels:write')
  const client = useClient()
  const [parting, setParting] = useState(false)
  const test = useTest(channel)
  const connect = useChannelChange(() => client.channels.connect(channel.id), 'The channel is connected.')
  const blocked = missing ?? builtInReason(channel)
  return (
    <Section
      title="Health"
      actions={
        <>
          <Button
            icon={<Stethoscope className="size-4" aria-hidden />}
            reason={blocked}
            busy={test.isPending}
            onClick={() => test.mutate()}
          >
            Test now
          </Button>
          {channel.status === 'disconnected' ? (
            <Button
              look="primary"
              icon={<Plug className="size-4" aria-hidden />}
              reason={blocked ?? refusal('channel', 'connect', channel.status)}
              busy={connect.isPending}
              onClick={() => {
                test.reset()
                connect.mutate(undefined)
              }}
            >
              Connect
            </Button>
          ) : (
            <Button
              icon={<Unplug className="size-4" aria-hidden />}
              reason={blocked ?? refusal('channel', 'disconnect', channel.status)}
              onClick={() => setParting(true)}
            >
              Disconnect
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-5">
        {/* What a test has just found says the same. */}
        {test.data?.ok !== false && <Failure channel={channel} />}
        <div aria-live="polite" className="space-y-4 empty:hidden">
          {connect.error && <ErrorNotice error={connect.error} />}
          {test.error && <ErrorNotice error={test.error} />}
          {test.data && <Outcome check={test.data} />}
        </div>
        <Facts>
          <Fact name="Last connected">
            <Moment at={channel.last_connected_at} />
          </Fact>
          <Fact name="Last tested">
            <Moment at={channel.last_checked_at} />
          </Fact>
          {!channel.built_in && (
            <Fact name="On the route">
              {channel.position === null ? 'no: it carries nothing' : turnOf(channel.position)}
            </Fact>
          )}
        </Facts>
      </div>
      {parting && <DisconnectDialog channel={channel} onClose={() => setParting(false)} />}
    </Section>
  )
}

function useTest(channel: Channel) {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => client.channels.test(channel.id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['channels'] }),
  })
}

function Failure({ channel: { failure, status } }: { channel: Channel }) {
  if (failure === null) return null
  return (
    <Notice tone={status === 'disconnected' ? 'warn' : 'bad'}>
      <p className="font-medium">{failure.message}</p>
      <p className="mt-0.5 text-xs">
        <span className="font-mono">{failure.code}</span> · {inARow(failure.occurrences)}since{' '}
        <Moment at={failure.since} />
        {status === 'error' && ' · spared for a while, and tried again by itself'}
      </p>
    </Notice>
  )
}

function Outcome({ check }: { check: ChannelCheck }) {
  if (check.ok) return <Notice tone="ok">The carrier accepts the account ({milliseconds(check.duration_ms)}).</Notice>
  return (
    <Notice tone="bad">
      <p className="font-medium">The test failed: {check.message}</p>
      <p className="mt-0.5 text-xs">
        <span className="font-mono">{check.code}</span> · after {milliseconds(check.duration_ms)}
      </p>
    </Notice>
  )
}
