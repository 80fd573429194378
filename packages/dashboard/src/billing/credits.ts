import { useQuery } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'
import { useMe } from '../session/me.ts'

export function useCredits() {
  const client = useClient()
  const { workspace_id: id } = useMe()
  return useQuery({ queryKey: ['credits', id], queryFn: () => client.credits.get(id), refetchInterval: 15_000 })
}

export function useWorkspace() {
  const client = useClient()
  const { workspace_id: id } = useMe()
  return useQuery({ queryKey: ['workspace', id], queryFn: () => client.workspaces.get(id) })
}
