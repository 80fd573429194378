import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { channelTitle } from '../channels/channel-words.ts'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'

/** Nothing where all is well. */
export function ChannelsInTrouble() {
  const client = useClient()
  const missing = useMissingScope('channels:read')
  const { data } = useQuery({
    queryKey: ['channels', 'list', 'error'],
    queryFn: async () => (await client.channels.list({ status: 'error', per_page: 5 })).data,
    enabled: missing === null,
    refetchInterval: 15_000,
  })
  if (data === undefined || data.length === 0) return null
  return (
    <section aria-label="Channels in trouble" className="rounded-2xl bg-bad-soft p-5">
      <h2 className="font-semibold text-bad">
        {data.length === 1 ? 'A channel keeps failing' : `${data.length} channels keep failing`}
      </h2>
      <ul className="mt-2 space-y-1.5 text-sm">
        {data.map((channel) => (
          <li key={channel.id} className="flex flex-wrap gap-x-3">
            <Link
              to="/channels/$channelId"
              params={{ channelId: channel.id }}
              className="break-words underline underline-offset-2"
            >
              {channelTitle(channel)}
            </Link>
            <span className="break-words text-bad">{channel.failure?.message}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
