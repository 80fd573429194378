// A real server for tests and benchmarks: `posthorn serve` as a process of its own, which can be stopped as an operator
// does it, or killed as a power cut does.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const main = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'src', 'main.ts')
const startTimeoutMs = 30_000
const stopTimeoutMs = 30_000

/** Where a server keeps its data. Several processes may share one that has a `databaseUrl`. */
export interface Installation {
  readonly dataDir: string
  /** PostgreSQL; without it the embedded database in `dataDir`. */
  readonly databaseUrl?: string
  /** Settings over those that make a server callable from a test: a free port, plain HTTP to loopback, no rate limit. */
  readonly env?: Readonly<Record<string, string>>
}

/** What `posthorn setup --json` prints. */
export interface Setup {
  readonly workspace_id: string
  readonly tenant_id: string
  readonly site_id: string
  readonly api_key: string
  readonly base_url: string
}

/** How a process ended: with a code, or by a signal. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface ServerProcess {
  readonly url: string
  readonly pid: number
  readonly ended: Promise<Ending>
  /** All it has written to stdout and stderr. */
  output(): string
  /** SIGTERM: it finishes what is under way. Killed when it takes too long. */
  stop(): Promise<Ending>
  /** SIGKILL: it gets no chance to do anything. */
  kill(): Promise<Ending>
}

/** Our own settings must not leak in: a child with one that it does not know refuses to start. */
function environmentOf({ dataDir, databaseUrl, env }: Installation): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('POSTHORN_'))
  return {
    ...Object.fromEntries(inherited),
    POSTHORN_PORT: '0',
    POSTHORN_WEBHOOK_ALLOW_INSECURE: 'true',
    POSTHORN_RATE_LIMIT_PER_MINUTE: '100000000',
    POSTHORN_LOG_LEVEL: 'warn',
    ...env,
    POSTHORN_DATA_DIR: dataDir,
    ...(databaseUrl !== undefined && { POSTHORN_DATABASE_URL: databaseUrl }),
  }
}

function posthorn(args: string[], installation: Installation, nodeArgs: readonly string[] = []): ChildProcess {
  return spawn(process.execPath, [...nodeArgs, main, ...args], {
    env: environmentOf(installation),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function endingOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const said = { stdout: '', stderr: '' }
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  return said
}

/** Makes the installation's first workspace, without starting a server. */
export async function setUp(installation: Installation): Promise<Setup> {
  const child = posthorn(['setup', '--json'], installation)
  const said = collect(child)
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`posthorn setup ended with ${String(code)}:\n${said.stdout}${said.stderr}`)
  return JSON.parse(said.stdout) as Setup
}

const listening = /^Posthorn listens on (\S+)$/m

/** Starts a server and waits until it listens. `nodeArgs` are for Node itself, e.g. `--inspect=0`. */
export async function startServer(
  installation: Installation,
  nodeArgs: readonly string[] = [],
): Promise<ServerProcess> {
  const child = posthorn(['serve'], installation, nodeArgs)
  const said = collect(child)
  const ended = endingOf(child)
  const output = () => said.stdout + said.stderr
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The server ${why}:\n${output()}`))
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail('did not listen in time')
    }, startTimeoutMs)
    child.stdout!.on('data', () => {
      const found = listening.exec(said.stdout)?.[1]
      if (found === undefined) return
      clearTimeout(timer)
      resolve(found)
    })
    void ended.then(({ code, signal }) => {
      clearTimeout(timer)
      fail(`ended with ${String(code ?? signal)} before it listened`)
    })
  })
  const end = async (signal: NodeJS.Signals): Promise<Ending> => {
    const force = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
    child.kill(signal)
    const ending = await ended
    clearTimeout(force)
    return ending
  }
  return { url, pid: child.pid!, ended, output, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

/** Registers a webhook for every custom event; returns its id and its signing secret. */
export async function registerWebhook(
  server: Pick<ServerProcess, 'url'>,
  apiKey: string,
  url: string,
): Promise<{ id: string; secret: string }> {
  const response = await fetch(`${server.url}/v1/webhooks`, {
    method: 'POST',
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    body: JSON.stringify({ url, events: ['*'] }),
  })
  const text = await response.text()
  if (response.status !== 201) throw new Error(`Registering ${url} was answered ${response.status}: ${text}`)
  return (JSON.parse(text) as { data: { id: string; secret: string } }).data
}
