import pg from 'pg'

import { pause, systemClock } from '../../../kernel/clock.ts'
import type { Presence, Wakes } from '../../store.ts'
import type { PostgresOptions } from './options.ts'
import { WAKE_CHANNEL, wakeSender } from './send-wakes.ts'

interface Link {
  readonly presence: Presence
  readonly wakes: Wakes
  close(): Promise<void>
}

/**
 * Our advisory locks live in the two-number key space under this first number, so that they meet no other program's.
 * The second number is a hash of the node's id; a clash of two would only make a dead node look alive a while longer.
 */
const LOCK_SPACE = 0x706f7374

const RECONNECT_MS = 500
/** An answer may take twice as long: by then the server has given us up as well (below). */
const HEARTBEAT_MS = 5_000
/** A server that has vanished says nothing; the next one may be there already. */
const CONNECT_MS = 10_000

/** The server notices within about ten seconds that a machine vanished without closing its connections. */
const KEEPALIVE =
  'set tcp_keepalives_idle = 4; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3; set tcp_user_timeout = 10000'

/**
 * Holds this process's presence: a connection of its own with an advisory lock, released by the server the moment the
 * connection ends, so that `kill -9` is noticed at once and a stepped clock is not noticed at all. The same connection
 * hears wakes (NOTIFY). When it breaks, the leases may be taken by others: a new name is taken on a new connection.
 */
export async function openPresence(options: PostgresOptions): Promise<Link> {
  const listeners = new Map<string, () => void>()
  const lost: (() => void)[] = []
  const regained: (() => void)[] = []
  let held: { nodeId: string; client: pg.Client } | null = null
  let closing = false
  held = await connect()
  keepAsking(held.client)

  async function connect(): Promise<{ nodeId: string; client: pg.Client }> {
    const nodeId = options.newId.prefixed('node')
    const client = newClient(options.url, nodeId)
    client.on('error', (error) => options.log.warn({ err: error }, 'presence.connection_error'))
    try {
      await client.connect()
      if (options.serving) await showPresence(client, nodeId)
    } catch (error) {
      await end(client)
      throw error
    }
    client.on('notification', ({ payload }) => listeners.get(payload ?? '')?.())
    client.once('end', () => void reconnect(nodeId))
    return { nodeId, client }
  }

  function keepAsking(client: pg.Client): void {
    if (options.serving) void askRegularly(client, () => held?.client === client, options)
  }

  /** Asked anew each time round: the compiler does not see that waiting may change it. */
  function isClosing(): boolean {
    return closing
  }

  async function reconnect(nodeId: string): Promise<void> {
    held = null
    if (closing) return
    options.log.error({ node: nodeId }, 'presence.lost')
    for (const callback of lost) callback()
    for (;;) {
      if (isClosing()) return
      try {
        const link = await connect()
        if (isClosing()) return await end(link.client)
        held = link
        keepAsking(link.client)
        options.log.info({ node: held.nodeId }, 'presence.regained')
        for (const callback of regained) callback()
        return
      } catch (error) {
        options.log.warn({ err: error }, 'presence.reconnect_failed')
        await pause(systemClock, RECONNECT_MS)
      }
    }
  }

  return {
    presence: {
      get nodeId() {
        return held?.nodeId ?? null
      },
      async isDead(tx, other) {
        if (other === held?.nodeId) return false
        const [row] = await tx.all<{ taken: boolean }>(
          'select pg_try_advisory_xact_lock($1::integer, hashtext($2)) as taken',
          [LOCK_SPACE, other],
        )
        return row?.taken === true
      },
      onLost: (callback) => void lost.push(callback),
      onRegained: (callback) => void regained.push(callback),
    },
    wakes: {
      send: wakeSender(() => held?.client ?? null),
      on: (topic, callback) => void listeners.set(topic, callback),
    },
    async close() {
      closing = true
      if (held) await end(held.client)
    },
  }
}

/**
 * Ends a connection that does not answer. One that a network in between has dropped says nothing: without asking, this
 * process would go on under a name that the others have long found dead, and do again what they have taken over.
 */
async function askRegularly(
  client: pg.Client,
  isHeld: () => boolean,
  { heartbeatMs: everyMs = HEARTBEAT_MS, log }: PostgresOptions,
): Promise<void> {
  const question: pg.QueryConfig & { query_timeout: number } = { text: 'select 1', query_timeout: 2 * everyMs }
  for (;;) {
    await pause(systemClock, everyMs)
    if (!isHeld()) return
    try {
      await client.query(question)
    } catch (error) {
      log.warn({ err: error }, 'presence.no_answer')
      return end(client)
    }
  }
}

async function showPresence(client: pg.Client, nodeId: string): Promise<void> {
  await client.query(KEEPALIVE)
  await client.query('select pg_advisory_lock($1, hashtext($2))', [LOCK_SPACE, nodeId])
  await client.query(`listen ${WAKE_CHANNEL}`)
}

function newClient(url: string, nodeId: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: `posthorn ${nodeId}`,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
  })
}

/** Ends a connection, in whatever state it is. */
async function end(client: pg.Client): Promise<void> {
  await client.end().catch(() => undefined)
}
