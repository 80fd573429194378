import { ApiError } from '@posthorn/sdk'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react'
import { ClientContext, clientFor } from './client.ts'
import { SignInPage } from './sign-in-page.tsx'
import { storedKey } from './stored-key.ts'

/** Everything that was fetched belongs to one key, and goes when it goes. */
function queriesFor(onRefused: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ApiError && error.status === 401) onRefused()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    // The SDK knows which failures may pass, and has tried them again already.
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: true, staleTime: 2_000 },
      mutations: { retry: false },
    },
  })
}

/** What is inside sees a client of the key that is signed in; without one, the page to sign in is shown. */
export function Session({ children }: { children: ReactNode }) {
  const key = useSyncExternalStore(storedKey.subscribe, storedKey.current)
  const [notice, setNotice] = useState<string | null>(null)
  const session = useMemo(() => {
    if (key === null) return null
    const onRefused = () => {
      setNotice('The key is no longer valid. Sign in with another one.')
      storedKey.clear()
    }
    return { client: clientFor(key), queries: queriesFor(onRefused) }
  }, [key])

  if (session === null) return <SignInPage notice={notice} />
  return (
    <QueryClientProvider client={session.queries} key={key}>
      <ClientContext value={session.client}>{children}</ClientContext>
    </QueryClientProvider>
  )
}
