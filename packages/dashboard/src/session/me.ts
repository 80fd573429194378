import type { Me, Scope } from '@posthorn/sdk'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useClient } from './client.ts'

/** The key that is signed in, and its workspace. */
export function useMe(): Me {
  const client = useClient()
  const { data } = useSuspenseQuery({ queryKey: ['me'], queryFn: () => client.system.me(), staleTime: 60_000 })
  return data
}

/** Why the key may not do what needs this scope; null where it may. The API decides: this only says it in advance. */
export function useMissingScope(scope: Scope): string | null {
  const me = useMe()
  return me.canonical_scopes.includes(scope) ? null : `This key lacks the scope ${scope}.`
}
