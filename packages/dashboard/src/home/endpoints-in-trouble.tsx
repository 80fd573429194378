import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { FailingSince } from '../webhooks/health.tsx'

/** Nothing where all is well. */
export function EndpointsInTrouble() {
  const client = useClient()
  const missing = useMissingScope('webhooks:read')
  const { data } = useQuery({
    queryKey: ['webhooks', 'list', 'failing'],
    queryFn: async () => (await client.webhooks.list({ status: 'failing', per_page: 5 })).data,
    enabled: missing === null,
    refetchInterval: 15_000,
  })
  if (data === undefined || data.length === 0) return null
  return (
    <section aria-label="Endpoints in trouble" className="rounded-2xl bg-bad-soft p-5">
      <h2 className="font-semibold text-bad">
        {data.length === 1 ? 'An endpoint is failing' : `${data.length} endpoints are failing`}
      </h2>
      <ul className="mt-2 space-y-1.5 text-sm">
        {data.map((webhook) => (
          <li key={webhook.id} className="flex flex-wrap gap-x-3">
            <Link
              to="/settings/webhooks/$webhookId/log"
              params={{ webhookId: webhook.id }}
              className="break-all underline underline-offset-2"
            >
              {webhook.url}
            </Link>
            <FailingSince webhook={webhook} />
          </li>
        ))}
      </ul>
    </section>
  )
}
