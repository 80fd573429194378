import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

const main = join(import.meta.dirname, 'main.ts')

const children: ChildProcess[] = []
let dataDir: string
let port: number

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port: free } = probe.address() as AddressInfo
  probe.close()
  return free
}

function start(args: string[], env: Record<string, string> = {}): ChildProcess {
  const base = { PATH: process.env['PATH'], POSTHORN_DATA_DIR: dataDir, POSTHORN_PORT: String(port) }
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...base, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return child
}

async function finish(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let stdout = ''
  let stderr = ''
  child.stdout!.on('data', (chunk) => (stdout += String(chunk)))
  child.stderr!.on('data', (chunk) => (stderr += String(chunk)))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}

const posthorn = (args: string[], env?: Record<string, string>) => finish(start(args, env))

/** Reads a child's output until it has said this. */
async function said(child: ChildProcess, what: RegExp): Promise<string> {
  let output = ''
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    output += String(chunk)
    if (what.test(output)) return output
  }
  throw new Error(`It ended without saying ${String(what)}:\n${output}`)
}

describe('the posthorn command', () => {
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'posthorn-cli-'))
    port = await freePort()
  })
  after(async () => {
    // What a failed test has left running would keep this file from ending.
    for (const child of children) child.kill('SIGKILL')
    await rm(dataDir, { recursive: true, force: true })
  })

  test('helps, with every command and every setting', async () => {
    const help = await posthorn(['--help'])
    assert.equal(help.code, 0)
    for (const command of ['serve', 'setup', 'migrate']) assert.match(help.stdout, new RegExp(`^  ${command} `, 'm'))
    const serveHelp = await posthorn(['serve', '--help'])
    for (const name of ['PORT', 'DATABASE_URL', 'MASTER_KEY', 'WEBHOOK_RETRY_WAITS']) {
      assert.match(serveHelp.stdout, new RegExp(`POSTHORN_${name}`))
    }
  })

  test('names all wrong settings at once, without a stack, and exits with 78', async () => {
    const { code, stderr, stdout } = await posthorn(['serve'], { POSTHORN_PORT: 'http', POSTHORN_LOG_LEVEL: 'loud' })
    assert.equal(code, 78)
    assert.match(stderr, /POSTHORN_PORT=http/)
    assert.match(stderr, /POSTHORN_LOG_LEVEL=loud/)
    assert.doesNotMatch(stderr, /\n\s+at /)
    assert.equal(stdout, '')
  })

  test('serve makes a workspace at its first start, tells its key once, and drains on SIGTERM', async () => {
    const first = start(['serve'])
    const told = await said(first, /Posthorn listens on/)
    assert.match(told, /sk_live_\w+/)
    assert.match(told, /\/v1\/sms\/send/)
    const ended = finish(first)
    first.kill('SIGTERM')
    assert.equal((await ended).code, 0)

    const second = start(['serve'])
    assert.doesNotMatch(await said(second, /Posthorn listens on/), /sk_live_\w+/)
    const endedAgain = finish(second)
    second.kill('SIGTERM')
    assert.equal((await endedAgain).code, 0)
  })

  test('setup refuses a second workspace unless told to, in words or in JSON', async () => {
    const refused = await posthorn(['setup', '--json'])
    assert.equal(refused.code, 1)
    assert.equal(refused.stdout, '')
    const { error } = JSON.parse(refused.stderr) as { error: { message: string } }
    assert.match(error.message, /--new-key.*--another-workspace/)
    const inWords = await posthorn(['setup'])
    assert.match(inWords.stderr, /^posthorn: .*--new-key/)
  })

  test('setup --json prints one line with the five ids and nothing else', async () => {
    for (const flag of ['--new-key', '--another-workspace']) {
      const { code, stdout } = await posthorn(['setup', '--json', flag], { POSTHORN_LOG_LEVEL: 'debug' })
      assert.equal(code, 0)
      assert.match(stdout, /^\{.*\}\n$/)
      const made = JSON.parse(stdout) as Record<string, string>
      assert.deepEqual(Object.keys(made), ['workspace_id', 'tenant_id', 'site_id', 'api_key', 'base_url'])
      assert.match(made['api_key']!, /^sk_live_/)
      assert.equal(made['base_url'], `http://127.0.0.1:${port}`)
    }
  })

  test('migrate finds nothing to do on a database that a server has opened', async () => {
    const { code, stdout } = await posthorn(['migrate', '--json'])
    assert.equal(code, 0)
    const { from, to, applied } = JSON.parse(stdout) as { from: number; to: number; applied: string[] }
    assert.equal(from, to)
    assert.deepEqual(applied, [])
  })
})
