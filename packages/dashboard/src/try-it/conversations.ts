/** The conversations of this tab, one for each key and site. They go on while another page is looked at. */
import type { Client } from '@posthorn/sdk'
import { useSyncExternalStore } from 'react'
import { storedKey } from '../session/stored-key.ts'
import { beginTurn, endTurn, hearEvent, type Turn } from './conversation.ts'

export interface Conversation {
  readonly sessionId: string
  readonly turns: readonly Turn[]
}

const conversations = new Map<string, Conversation>()
const listeners = new Set<() => void>()
const running = new Map<string, AbortController>()
let lastTurn = 0

const placeOf = (siteId: string): string => `${storedKey.current() ?? ''} ${siteId}`

const newConversation = (): Conversation => {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1))
  return { sessionId: `try-it-${word.toString(36)}`, turns: [] }
}

function read(place: string): Conversation {
  const known = conversations.get(place)
  if (known) return known
  const fresh = newConversation()
  conversations.set(place, fresh)
  return fresh
}

function write(place: string, conversation: Conversation): void {
  conversations.set(place, conversation)
  for (const listener of listeners) listener()
}

export function useConversation(siteId: string): Conversation {
  const place = placeOf(siteId)
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => read(place),
  )
}

/** Another session, in which nothing was asked yet. */
export function startAnew(siteId: string): void {
  stop(siteId)
  write(placeOf(siteId), newConversation())
}

/** Nobody waits for the answer any more; the server is told by the connection that ends. */
export const stop = (siteId: string): void => running.get(placeOf(siteId))?.abort()

interface Asked {
  readonly client: Pick<Client, 'chat'>
  readonly siteId: string
  readonly question: string
  /** Empty: that of the question. */
  readonly language: string
}

export async function ask({ client, siteId, question, language }: Asked): Promise<void> {
  const place = placeOf(siteId)
  const { sessionId, turns } = read(place)
  const turn = beginTurn(++lastTurn, question, language)
  write(place, { sessionId, turns: [...turns, turn] })
  const change = (to: (turn: Turn) => Turn) => {
    const now = read(place)
    // The conversation may have been started anew meanwhile.
    if (now.sessionId !== sessionId) return
    write(place, { ...now, turns: now.turns.map((each) => (each.id === turn.id ? to(each) : each)) })
  }
  const ending = new AbortController()
  running.set(place, ending)
  try {
    const body = {
      session_id: sessionId,
      message: question,
      ...(language === '' ? {} : { response_language: language }),
    }
    for await (const event of client.chat.askStream(siteId, body, { signal: ending.signal }))
      change((now) => hearEvent(now, event))
    change(endTurn)
  } catch (error) {
    const failed = error instanceof Error ? error : new Error(String(error))
    change((now) => (ending.signal.aborted ? { ...now, state: 'stopped' } : { ...now, state: 'failed', error: failed }))
  } finally {
    if (running.get(place) === ending) running.delete(place)
  }
}
