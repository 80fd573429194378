import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

/** Stands in for npm: notes what it was asked, then does what an installation or a build leaves behind. */
const npmStandIn = `
const { appendFileSync, copyFileSync, mkdirSync, writeFileSync } = require('node:fs')
const args = process.argv.slice(2)
appendFileSync('asked', args[0] + '\\n')
if (process.env.NPM_FAILS) { console.error('npm error code ENOTFOUND\\nnpm error     at somewhere (deep.js:1)'); process.exit(1) }
setTimeout(() => {
  mkdirSync('node_modules', { recursive: true })
  if (args[0] !== 'run') return copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
  mkdirSync('packages/dashboard/dist', { recursive: true })
  writeFileSync('packages/dashboard/dist/index.html', '')
}, 300)
`

let clone: string

const path = (name: string) => join(clone, name)
const asked = () => (existsSync(path('asked')) ? readFileSync(path('asked'), 'utf8').trim().split('\n') : [])

function writeLock(versions: Record<string, object>): void {
  const packages = Object.fromEntries(Object.entries(versions).map(([name, entry]) => [`node_modules/${name}`, entry]))
  writeFileSync(path('package-lock.json'), JSON.stringify({ packages }))
}

async function installMissing(flags: string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [path('scripts/install-missing.mjs'), ...flags], {
    env: { PATH: process.env['PATH'], npm_execpath: path('npm-cli.js'), ...env },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => (stdout += String(chunk)))
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  const [code] = (await once(child, 'close')) as [number]
  assert.equal(stdout, '', 'stdout belongs to the command that follows')
  return { code, stderr }
}

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'posthorn-install-'))
  for (const folder of ['scripts', 'packages/dashboard', 'packages/sdk', 'packages/contract'])
    mkdirSync(path(folder), { recursive: true })
  for (const name of ['install-missing.mjs', 'install-lock.mjs'])
    copyFileSync(join(import.meta.dirname, name), path(`scripts/${name}`))
  writeFileSync(path('packages/dashboard/package.json'), '{}')
  writeFileSync(path('npm-cli.js'), npmStandIn)
  writeLock({ pg: { version: '1.0.0' } })
})
afterEach(() => rmSync(clone, { recursive: true, force: true }))

test('a fresh clone is installed with one line of explanation, and then left alone', async () => {
  assert.match((await installMissing()).stderr, /^posthorn: [^\n]*installing[^\n]*\n$/)
  assert.deepEqual(await installMissing(), { code: 0, stderr: '' })
  assert.deepEqual(asked(), ['ci'])
})

test('a changed lock is followed without emptying node_modules', async () => {
  await installMissing()
  writeLock({ pg: { version: '1.0.1' } })
  await installMissing()
  assert.deepEqual(asked(), ['ci', 'install'])
})

test('what npm leaves out on purpose is not missing', async () => {
  await installMissing()
  writeLock({
    pg: { version: '1.0.0' },
    'postgres-for-mars': { version: '1.0.0', optional: true },
    linter: { version: '1.0.0', dev: true },
  })
  await installMissing()
  assert.deepEqual(asked(), ['ci'])
  await installMissing(['--dev-tools'])
  assert.deepEqual(asked(), ['ci', 'install'])
})

test('two terminals install once', async () => {
  const [first, second] = await Promise.all([installMissing(), installMissing()])
  assert.deepEqual([first.code, second.code], [0, 0])
  assert.deepEqual(asked(), ['ci'])
  assert.match(first.stderr + second.stderr, /another terminal/)
})

test('the lock of a process that died is taken over', async () => {
  mkdirSync(path('.tmp/install.lock'), { recursive: true })
  utimesSync(path('.tmp/install.lock'), new Date(0), new Date(0))
  assert.equal((await installMissing()).code, 0)
  assert.deepEqual(asked(), ['ci'])
})

test('a failure says what to do, without a stack', async () => {
  const { code, stderr } = await installMissing([], { NPM_FAILS: 'yes' })
  assert.equal(code, 1)
  assert.match(stderr, /ENOTFOUND[^]*The npm registry cannot be reached/)
  assert.doesNotMatch(stderr, /\n(npm error)?\s+at /)
})

test('the dashboard is built when its build is missing or older than its sources, and only then', async () => {
  await installMissing(['--dashboard'])
  assert.deepEqual(asked(), ['ci'], 'it has no build script yet')
  writeFileSync(path('packages/dashboard/package.json'), '{ "scripts": { "build": "vite build" } }')
  await installMissing(['--dashboard'])
  await installMissing(['--dashboard'])
  assert.deepEqual(asked(), ['ci', 'run'])
  mkdirSync(path('packages/sdk/src'))
  appendFileSync(path('packages/sdk/src/client.ts'), '')
  utimesSync(path('packages/sdk/src/client.ts'), new Date(), new Date(Date.now() + 5_000))
  await installMissing(['--dashboard'])
  assert.deepEqual(asked(), ['ci', 'run', 'run'])
})

test('a dashboard that does not build is told and passed over', async () => {
  await installMissing()
  writeFileSync(path('packages/dashboard/package.json'), '{ "scripts": { "build": "vite build" } }')
  const { code, stderr } = await installMissing(['--dashboard'], { NPM_FAILS: 'yes' })
  assert.equal(code, 0)
  assert.match(stderr, /Going on without the dashboard/)
})
