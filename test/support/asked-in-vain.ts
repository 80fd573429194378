// A site with a shop's shipping page, and people who ask it things: what the tests of gaps begin with.
import type { TestContext } from 'node:test'

import type { OpenedDatabase } from './each-database.ts'
import { RunningApp } from './running-app.ts'

/** Longer than the gathering waits between two looks. */
const A_LOOK_MS = 31_000

export interface AskedSite {
  readonly app: RunningApp
  readonly params: { readonly site_id: string }
  /** Asks, in a session of its own unless one is named; returns what was answered. */
  readonly ask: (message: string, session?: string) => Promise<ChatReply>
  /** Lets the gathering look once more, until the condition holds. */
  readonly gathered: (what: string, condition: () => Promise<boolean>) => Promise<void>
}

interface ChatReply {
  readonly request_id: string
  readonly answered: boolean
  readonly answer: string
  readonly confidence_level: string
  readonly sources: readonly { readonly document_id: string }[]
}

export async function openAskedSite(test: TestContext, database: OpenedDatabase): Promise<AskedSite> {
  const app = await RunningApp.start(test, database)
  const { sites } = await app.call('sites.list')
  const params = { site_id: sites[0]?.id ?? '' }
  await app.call('documents.createText', {
    params,
    body: {
      title: 'Shipping',
      content:
        '# Shipping\n\nWe ship to all countries of the European Union.\n\n# Payment\n\nWe accept Visa and Mastercard.\n',
    },
  })
  let sessions = 0
  const ask = (message: string, session = `session-${++sessions}`) =>
    app.call('chat.ask', { params, body: { session_id: session, message } })
  const gathered = (what: string, condition: () => Promise<boolean>) =>
    app.until(what, async () => {
      if (await condition()) return true
      await app.clock.advance(A_LOOK_MS)
      return condition()
    })
  return { app, params, ask, gathered }
}
