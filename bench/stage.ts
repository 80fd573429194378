import { registerWebhook, type ServerProcess, setUp, startServer } from '../test/support/start-server.ts'
import type { BenchDatabase, DatabaseMaker } from './bench-database.ts'
import { startPart, type Part } from './part.ts'
import type { LoadMethods } from './processes/load.ts'
import type { ReceiverMethods } from './processes/receiver.ts'

/** The two parts beside the server: they live as long as the bench. */
export interface Partners {
  readonly load: Part<LoadMethods>
  readonly receiver: Part<ReceiverMethods>
}

export interface Endpoint {
  readonly webhookId: string
  readonly secret: string
}

/** A server on an empty database, with endpoints registered: where one workload is measured. */
export interface Stage extends Partners {
  readonly database: BenchDatabase
  readonly apiKey: string
  readonly endpoints: readonly Endpoint[]
  server: ServerProcess
  /** What the load sends. */
  readonly what: 'events' | 'sms'
  /** What comes through: to the endpoints, or to the simulated carrier. */
  readonly arrivals: Arrivals
  /** Starts the server again on the same database, after it was killed. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** What of a run has come through, everywhere it has to. */
export interface Arrivals {
  /** A run begins: from now on its own count. */
  begin(run: number, events: number): Promise<void>
  count(): Promise<number>
}

function atEndpoints({ receiver }: Partners): Arrivals {
  return {
    begin: (run, events) => receiver.call('begin', run, events),
    count: async () => (await receiver.call('count')).arrived,
  }
}

export function startPartners(): Partners {
  return { load: startPart<LoadMethods>('load'), receiver: startPart<ReceiverMethods>('receiver') }
}

export async function stopPartners({ load, receiver }: Partners): Promise<void> {
  await Promise.all([load.stop(), receiver.stop()])
}

interface StageOptions {
  readonly endpoints: number
  /** Events by default, which go to the endpoints; SMS go to the simulated carrier. */
  readonly what?: 'events' | 'sms'
  /** For the server's Node. */
  readonly nodeArgs?: readonly string[]
}

export async function openStage(maker: DatabaseMaker, partners: Partners, options: StageOptions): Promise<Stage> {
  const database = await maker.make()
  const { api_key: apiKey } = await setUp(database.installation)
  const urls = (await partners.receiver.call('urls')).slice(0, options.endpoints)
  const start = () => startServer(database.installation, options.nodeArgs)
  const { what = 'events' } = options
  const stage: Stage = {
    ...partners,
    what,
    arrivals: what === 'sms' ? sentSms(database) : atEndpoints(partners),
    database,
    apiKey,
    server: await start(),
    endpoints: [],
    async restart() {
      stage.server = await start()
    },
    async close() {
      await partners.load.call('end')
      const { code } = await stage.server.stop()
      await database.remove()
      if (code !== 0) throw new Error(`The server ended with ${String(code)}:\n${stage.server.output()}`)
    },
  }
  const endpoints: Endpoint[] = []
  for (const url of urls) {
    const { id, secret } = await registerWebhook(stage.server, apiKey, url)
    endpoints.push({ webhookId: id, secret })
  }
  return Object.assign(stage, { endpoints })
}

/** Counts the SMS of a run that the simulated carrier has taken. */
function sentSms(database: BenchDatabase): Arrivals {
  let before = ''
  return {
    async begin() {
      const [row] = await database.read("select coalesce(max(id), '') as id from message")
      before = row?.['id'] as string
    },
    async count() {
      const sql = `select count(*) as sent from message where id > '${before}' and sent_at is not null`
      const [row] = await database.read(sql)
      return Number(row?.['sent'] ?? 0)
    },
  }
}
