import { fileURLToPath } from 'node:url'

import { createApp, type World } from './app.ts'
import type { Config } from './config.ts'
import { type SetUpOptions, setUpWorkspace } from './domain/access/index.ts'
import { systemClock } from './kernel/clock.ts'
import { createLog, silentLog } from './kernel/log.ts'
import { createNewId } from './kernel/new-id.ts'
import { systemRandom } from './kernel/random.ts'
import { ownAddress } from './kernel/own-address.ts'
import { migrate as migrateStore, type MigrationReport, openStore } from './store/index.ts'

export { type Config, type ConfigFault, loadConfig, type Setting, settings } from './config.ts'

/** What a script needs to begin, as `posthorn setup --json` prints it. */
export interface SetupResult {
  readonly workspace_id: string
  readonly tenant_id: string
  readonly site_id: string
  /** Shown this once. */
  readonly api_key: string
  readonly base_url: string
}

export interface RunningServer {
  readonly url: string
  /** Where mail is taken in, as `host:port`; null: nowhere. */
  readonly mailIn: string | null
  /** Set when this start made the first workspace. */
  readonly firstStart: SetupResult | null
  stop(): Promise<void>
}

const DASHBOARD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url))

/** Runs the server: opens and migrates the database, makes the first workspace where there is none, listens, delivers. */
export async function startServer(config: Config, world: Partial<World> = {}): Promise<RunningServer> {
  const log = world.log ?? createLog(config.logLevel)
  const firstStart = await firstWorkspace(config, world)
  const app = await createApp(config, { clock: systemClock, random: systemRandom, ...world, log }, DASHBOARD)
  let mailIn: string | null = null
  try {
    await app.http.listen({ port: config.port, host: config.host })
    await app.start()
    const at = await app.mailIn?.listen()
    if (at) mailIn = `${at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}`
  } catch (error) {
    await app.stop()
    throw error
  }
  const address = app.http.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const url = ownAddress(config, port)
  log.info({ url, mail_in: mailIn }, 'server.started')
  return { url, mailIn, firstStart: firstStart && { ...firstStart, base_url: url }, stop: () => app.stop() }
}

/** Makes a workspace without starting the server. */
export function setup(config: Config, options: SetUpOptions): Promise<SetupResult | { refused: string }> {
  return withStore(config, {}, async ({ store, clock, newId }) => {
    await migrateStore(store, clock.now())
    const made = await setUpWorkspace({ store, clock, newId, random: systemRandom }, options)
    if ('refused' in made) return made
    return {
      workspace_id: made.workspaceId,
      tenant_id: made.workspaceId,
      site_id: made.siteId,
      api_key: made.apiKey,
      base_url: ownAddress(config),
    }
  })
}

/** Brings the database up to date. */
export function migrate(config: Config): Promise<MigrationReport> {
  return withStore(config, {}, ({ store, clock }) => migrateStore(store, clock.now()))
}

async function firstWorkspace(config: Config, world: Partial<World>): Promise<SetupResult | null> {
  const made = await withStore(config, world, async ({ store, clock, newId }) => {
    await migrateStore(store, clock.now())
    return setUpWorkspace({ store, clock, newId, random: world.random ?? systemRandom }, {})
  })
  if ('refused' in made) return null
  const { workspaceId, siteId, apiKey } = made
  return { workspace_id: workspaceId, tenant_id: workspaceId, site_id: siteId, api_key: apiKey, base_url: '' }
}

/** Opens the database for a short while, beside a running server if there is one. */
async function withStore<Result>(
  config: Config,
  world: Partial<World>,
  work: (parts: {
    store: Awaited<ReturnType<typeof openStore>>
    clock: typeof systemClock
    newId: ReturnType<typeof createNewId>
  }) => Promise<Result>,
): Promise<Result> {
  const clock = world.clock ?? systemClock
  const newId = createNewId(clock, world.random ?? systemRandom)
  const store = await openStore({ ...config, poolSize: 2, newId, log: world.log ?? silentLog, serving: false })
  try {
    return await work({ store, clock, newId })
  } finally {
    await store.close()
  }
}
