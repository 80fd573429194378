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
  /** Starts the server again on the same database, after it was killed. */
  restart(): Promise<void>
  close(): Promise<void>
}

export function startPartners(): Partners {
  return { load: startPart<LoadMethods>('load'), receiver: startPart<ReceiverMethods>('receiver') }
}

export async function stopPartners({ load, receiver }: Partners): Promise<void> {
  await Promise.all([load.stop(), receiver.stop()])
}

interface StageOptions {
  readonly endpoints: number
  /** For the server's Node. */
  readonly nodeArgs?: readonly string[]
}

export async function openStage(maker: DatabaseMaker, partners: Partners, options: StageOptions): Promise<Stage> {
  const database = await maker.make()
  const { api_key: apiKey } = await setUp(database.installation)
  const urls = (await partners.receiver.call('urls')).slice(0, options.endpoints)
  const start = () => startServer(database.installation, options.nodeArgs)
  const stage: Stage = {
    ...partners,
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
