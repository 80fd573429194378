import { type Migration, runStatements } from './migration.ts'

/**
 * Callers may give every message a `callback_url` of its own, and each is a webhook. Recording an event reads the webhooks
 * that subscribe to something, of which there are a few dozen, and steps over the others.
 */
export const callbackWebhooks: Migration = {
  number: 11,
  name: 'callback-webhooks',
  why: 'events are fanned out without reading the webhooks of callback URLs',
  run: (tx) =>
    runStatements(
      tx,
      `
create index webhook_subscribed on webhook (workspace_id, id) where events <> '[]' and deleted_at is null

create index webhook_of_callback on webhook (workspace_id, url) where events = '[]' and deleted_at is null
`,
    ),
}
