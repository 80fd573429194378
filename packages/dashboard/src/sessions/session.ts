import type { WhatsAppSession } from '@posthorn/sdk'
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useClient } from '../session/client.ts'
import { announce } from '../ui/announce.ts'

const route = getRouteApi('/whatsapp/sessions/$sessionId')

const keyOf = (sessionId: string) => ['sessions', sessionId, 'self']

/** The session of the page. Looked at often while it is about to change. */
export function useSession(): WhatsAppSession {
  const { sessionId } = route.useParams()
  const client = useClient()
  return useSuspenseQuery({
    queryKey: keyOf(sessionId),
    queryFn: () => client.whatsappSessions.get(sessionId),
    refetchInterval: ({ state }) => (state.data?.status === 'connected' ? 5_000 : 2_000),
  }).data
}

/** The code to scan now: another one follows by itself before it expires. */
export function useQr(sessionId: string) {
  const client = useClient()
  return useQuery({
    queryKey: ['sessions', sessionId, 'qr'],
    queryFn: () => client.whatsappSessions.qr(sessionId),
    refetchInterval: 2_000,
  })
}

/** A change of the session, whose reply is the session as it is now. */
export function useSessionChange<Input>(
  { id }: Pick<WhatsAppSession, 'id'>,
  change: (input: Input) => Promise<WhatsAppSession>,
  told: string,
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async (session) => {
      queries.setQueryData(keyOf(id), session)
      announce(told)
      await Promise.all(['sessions', 'channels'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
}
