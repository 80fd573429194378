import type pg from 'pg'

export const WAKE_CHANNEL = 'posthorn_wake'

const NOTIFY = 'select pg_notify($1, topic) from unnest($2::text[]) as topic'

/**
 * Returns what wakes the other processes. One statement at a time tells of all topics that have been asked for
 * meanwhile, each once: a thousand jobs that are written together are one wake and not a thousand.
 */
export function wakeSender(connection: () => pg.Client | null): (topic: string) => void {
  const wanted = new Set<string>()
  let sending = false

  async function send(): Promise<void> {
    sending = true
    for (let client = connection(); client && wanted.size > 0; client = connection()) {
      const topics = [...wanted]
      wanted.clear()
      // A wake that is lost costs a second, until the next look at the table; it is never worth an error.
      await client.query(NOTIFY, [WAKE_CHANNEL, topics]).catch(() => undefined)
    }
    sending = false
  }

  return (topic) => {
    wanted.add(topic)
    if (!sending) void send()
  }
}
