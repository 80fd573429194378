// The real server in this process, on a free port and a real database, with a clock that the test moves.
import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import type { TestContext } from 'node:test'

import { type BodyOf, type ReplyOf, type RouteId, type RouteRow, routes } from '@posthorn/contract'
import { pino } from 'pino'

import { type Config, loadConfig, setup, startServer } from '../../packages/server/src/index.ts'
import type { Clock } from '../../packages/server/src/kernel/clock.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import { checkRefusal, checkReply, type Refusal, type Reply } from './contract-check.ts'
import type { OpenedDatabase } from './each-database.ts'
import { FakeClock } from './fake-clock.ts'
import { type RecordedRequest, RecordingReceiver } from './recording-receiver.ts'

export interface AppOptions<Time extends Clock = FakeClock> {
  /** Settings over those that make a server callable from a test: a free port, plain HTTP to loopback, no rate limit. */
  readonly env?: Readonly<Record<string, string>>
  /** A clock that stands still by default. */
  readonly clock?: Time
  readonly ownerEmails?: string[]
}

/** Who calls: by default the key of the first workspace. */
interface Caller {
  /** Null: no key at all. */
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

interface Input extends Caller {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number>>
  /** Of a route that takes one; by default that of its example. */
  readonly file?: File
}

function formOf(row: RouteRow, fields: object = {}, file?: File): FormData {
  const { name, mediaType, content } = row.example.file ?? {
    name: 'file.txt',
    mediaType: 'text/plain',
    content: 'text',
  }
  const form = new FormData()
  for (const [field, value] of Object.entries(fields) as [string, unknown][]) {
    if (value !== undefined && value !== null)
      form.append(field, typeof value === 'string' ? value : JSON.stringify(value))
  }
  form.append(row.file?.field ?? 'file', file ?? new File([content], name, { type: mediaType }))
  return form
}

/** A workspace and a key that may do everything in it. */
export interface Tenant {
  readonly workspaceId: string
  readonly key: string
}

/** A condition that is not met by then never will be. */
const PATIENCE_MS = 20_000
/** The engine looks at its tables at least this often. */
const LONGEST_SLEEP_MS = 1_000

export class RunningApp<Time extends Clock = FakeClock> implements Tenant {
  readonly clock: Time
  /** Every line that was logged, as JSON. */
  readonly log: string[] = []
  readonly database: OpenedDatabase
  workspaceId = ''
  key = ''
  url = ''
  /** Where mail is taken in, as `host:port`; empty: nowhere. */
  mailIn = ''
  readonly #config: Config
  readonly #test: TestContext
  #stop: (() => Promise<void>) | null = null

  private constructor(test: TestContext, database: OpenedDatabase, config: Config, clock: Time) {
    this.#test = test
    this.database = database
    this.#config = config
    this.clock = clock
  }

  /** Starts a server with a fresh workspace, and stops it with the test. */
  static async start<Time extends Clock = FakeClock>(
    test: TestContext,
    database: OpenedDatabase,
    options: AppOptions<Time> = {},
  ): Promise<RunningApp<Time>> {
    const clock = options.clock ?? (new FakeClock() as Clock as Time)
    const app = new RunningApp<Time>(test, database, configOf(database, options.env), clock)
    test.after(async () => {
      await app.stop()
      await database.cleanUp()
    })
    await app.restart()
    const owner_emails = options.ownerEmails
    if (owner_emails)
      await app.call('workspaces.update', { params: { workspace_id: app.workspaceId }, body: { owner_emails } })
    return app
  }

  /** Starts again on the same data, after a stop. */
  async restart(): Promise<void> {
    await this.stop()
    const log = pino(
      { level: 'debug', base: null, messageKey: 'event' },
      { write: (line: string) => void this.log.push(line) },
    )
    const server = await startServer(this.#config, { clock: this.clock, random: systemRandom, log })
    this.#stop = () => server.stop()
    this.url = server.url
    this.mailIn = server.mailIn ?? ''
    if (!server.firstStart) return
    this.workspaceId = server.firstStart.workspace_id
    this.key = server.firstStart.api_key
  }

  async stop(): Promise<void> {
    const stop = this.#stop
    this.#stop = null
    await stop?.()
  }

  /** One more workspace on the same server. */
  async anotherWorkspace(): Promise<Tenant> {
    const made = await setup(this.#config, { another: true })
    assert.ok('workspace_id' in made)
    return { workspaceId: made.workspace_id, key: made.api_key }
  }

  /** One more key of the first workspace. */
  async keyWith(body: Partial<BodyOf<'apiKeys.create'>>): Promise<string> {
    const { data } = await this.call('apiKeys.create', { body: { name: 'Test', scopes: ['admin'], ...body } })
    return data.key ?? ''
  }

  /** Sends a request; a body that is no text is sent as JSON. Expects nothing of the reply. */
  async api(method: string, path: string, body?: unknown, { key, headers }: Caller = {}): Promise<Reply> {
    const sent = key === undefined ? this.key : key
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(sent === null ? {} : { 'x-api-key': sent }),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parsed(text) }
  }

  /** Calls a route of the contract and holds its reply to the row. */
  async call<Id extends RouteId>(id: Id, input: Input & { body?: BodyOf<Id> } = {}): Promise<ReplyOf<Id>> {
    const { row, reply } = await this.send(id, input)
    checkReply(row, reply)
    return reply.body as ReplyOf<Id>
  }

  /** Calls a route that is expected to refuse, with whatever body, and holds the refusal to the row. */
  async refused(id: RouteId, input: Input & { body?: unknown } = {}): Promise<Refusal> {
    const { row, reply } = await this.send(id, input)
    assert.ok(reply.status >= 400, `${id} was expected to refuse and answered ${reply.status} ${reply.text}`)
    return checkRefusal(row, reply)
  }

  /** Calls a route and gives the reply as it is. */
  async send(id: RouteId, input: Input & { body?: unknown }): Promise<{ row: RouteRow; reply: Reply }> {
    const row: RouteRow = routes[id]
    const path = row.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? name))
    const query = new URLSearchParams(
      Object.entries(input.query ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
    )
    const body = row.file ? formOf(row, input.body as object | undefined, input.file) : input.body
    const reply = await this.api(row.method, query.size > 0 ? `${path}?${query}` : path, body, input)
    assert.ok(reply.status < 500, `${id} answered ${reply.status} ${reply.text}\n${this.log.slice(-3).join('')}`)
    return { row, reply }
  }

  /** A receiver for the workspace's events, registered; closed with the test. */
  async receiver(
    settings: Partial<BodyOf<'webhooks.create'>> = {},
    options: { answer?: Parameters<RecordingReceiver['answerWith']>[0]; key?: string } = {},
  ): Promise<{
    receiver: RecordingReceiver
    webhook: { id: string; secret: string; url: string }
    params: { webhook_id: string }
  }> {
    const receiver = await RecordingReceiver.start(options.answer === undefined ? {} : { answer: options.answer })
    this.#test.after(() => receiver.close())
    const { data } = await this.call('webhooks.create', {
      body: { url: `${receiver.origin}/hook`, events: ['*'], ...settings },
      ...(options.key === undefined ? {} : { key: options.key }),
    })
    const webhook = { id: data.id, secret: data.secret ?? '', url: data.url }
    return { receiver, webhook, params: { webhook_id: data.id } }
  }

  /** Publishes a custom event; returns its id. */
  async publish(data: Record<string, unknown> = {}, type = 'custom.thing.happened'): Promise<string> {
    return (await this.call('events.publish', { body: { type, data } })).data.event_id
  }

  /** Lets what is due now happen, until the condition holds. */
  async until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    const givenUpAt = performance.now() + PATIENCE_MS
    while (!(await condition())) {
      if (performance.now() > givenUpAt) throw new Error(`Waited in vain for ${what}\n${this.log.slice(-20).join('')}`)
      await this.#letHappen()
    }
  }

  /** Resolves with the first `count` requests once so many have arrived and are settled in the database. */
  async delivered(receiver: RecordingReceiver, count: number): Promise<readonly RecordedRequest[]> {
    await this.until(
      `${count} requests (there were ${receiver.requests.length})`,
      () => receiver.requests.length >= count,
    )
    return receiver.requests.slice(0, count)
  }

  /**
   * The events that are listed, once there are so many. PostgreSQL lists an event when every transaction that began before
   * it has ended, those of other tests on the same server included.
   */
  async listed(count: number, input: Input = {}): Promise<ReplyOf<'events.list'>['data']> {
    const read = async () => (await this.call('events.list', input)).data
    let events = await read()
    await this.until(`${count} events to be listed`, async () => {
      events = await read()
      return events.length >= count
    })
    return events
  }

  /** The event's line in a webhook's log, once it is in this state with so many attempts. */
  async logLine(params: { webhook_id: string }, eventId: string, wanted: { state: string; attempts?: number }) {
    const read = async () => {
      const { data } = await this.call('webhooks.eventLog', { params, query: { per_page: 100 } })
      return data.find((line) => line.event_id === eventId)
    }
    let line: Awaited<ReturnType<typeof read>>
    await this.until(`${eventId} to be ${JSON.stringify(wanted)}`, async () => {
      line = await read()
      return line?.state === wanted.state && (wanted.attempts === undefined || line.attempts === wanted.attempts)
    })
    return line!
  }

  /** Gives whatever might still come the time to come: three looks of the engine at its tables. */
  async quiet(): Promise<void> {
    for (let look = 0; look < 3; look++) {
      if (this.clock instanceof FakeClock) await this.clock.advance(LONGEST_SLEEP_MS)
      await this.#letHappen()
      await this.call('system.me')
    }
  }

  /** Lets a long time pass as on a machine that slept: the hands of the clock jump, then the next look comes. */
  async sleep(ms: number): Promise<void> {
    assert.ok(this.clock instanceof FakeClock)
    this.clock.step(ms - LONGEST_SLEEP_MS)
    await this.clock.advance(LONGEST_SLEEP_MS)
  }

  async #letHappen(): Promise<void> {
    if (this.clock instanceof FakeClock) await this.clock.advance(0)
    await turn()
  }
}

function configOf({ dataDir, databaseUrl }: OpenedDatabase, env: Readonly<Record<string, string>> = {}): Config {
  const read = loadConfig({
    POSTHORN_PORT: '0',
    POSTHORN_WEBHOOK_ALLOW_INSECURE: 'true',
    POSTHORN_RATE_LIMIT_PER_MINUTE: '100000000',
    POSTHORN_DATABASE_POOL: '4',
    POSTHORN_EXAMPLE: 'false',
    ...env,
    POSTHORN_DATA_DIR: dataDir,
    ...(databaseUrl === undefined ? {} : { POSTHORN_DATABASE_URL: databaseUrl }),
  })
  assert.ok(read.ok, JSON.stringify(read))
  return read.config
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
