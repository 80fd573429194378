import { type Client, createClient } from '@posthorn/sdk'
import { createContext, useContext } from 'react'

/** People wait for the answer, so fewer retries than a program would make. */
export const clientFor = (apiKey: string): Client =>
  createClient({ baseUrl: window.location.origin, apiKey, maxRetries: 2 })

export const ClientContext = createContext<Client | null>(null)

export function useClient(): Client {
  const client = useContext(ClientContext)
  if (client === null) throw new Error('No key is signed in')
  return client
}
