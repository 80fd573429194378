// `npm test`: everything, in order, on a PostgreSQL of its own. The last line is always "N passed, N failed", in which
// each check (format, types, lint, …) counts as one, like a test.
//
//   npm test                       all of it
//   npm test -- <part of a path>…  only the test files whose path contains one of these, without the checks
import { spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { startPostgresServer } from '../test/support/postgres-server.ts'
import { InstallFailure, installMissing, root } from './install-missing.mjs'

const testFiles = [
  'packages/*/src/**/*.test.ts',
  'test/**/*.test.ts',
  'examples/**/*.test.ts',
  'scripts/**/*.test.ts',
  'evaluation/**/*.test.ts',
]

/** For one whole file. Only a hung one reaches it, and without it the run would hang as well. */
const fileTimeoutMs = 15 * 60_000

const SLOWEST = 25

const bin = (name) => join(root, 'node_modules', '.bin', name)
const script = (name, ...args) => [process.execPath, join(root, 'scripts', name), ...args]
const inClone = (path) => existsSync(join(root, path))

const cruised = ['packages', 'test', 'bench', 'examples'].filter(inClone)

const checks = [
  { name: 'lint', command: [bin('eslint'), '.'] },
  { name: 'format', command: [bin('prettier'), '--check', '--log-level=warn', '.'] },
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  {
    name: 'types of the dashboard',
    command: [bin('tsc'), '--noEmit', '-p', 'packages/dashboard'],
    needs: 'packages/dashboard/tsconfig.json',
  },
  { name: 'imports', command: [bin('depcruise'), '--config', '.dependency-cruiser.cjs', ...cruised] },
  { name: 'reference', command: script('write-reference.ts', '--check'), needs: 'scripts/write-reference.ts' },
]

const total = { passed: 0, failed: 0 }
const failures = []
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** What it prints comes out whole at its end: several run beside each other. */
function runCheck([command, ...args]) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece))
  return new Promise((done) => {
    child.once('error', (error) => done({ ok: false, said: `${error.message}\n` }))
    child.once('close', (code) => done({ ok: code === 0, said: Buffer.concat(said).toString() }))
  }).then(({ ok, said }) => {
    process.stdout.write(said)
    return ok
  })
}

/** As many at once as there are cores, the longest first. */
async function runChecks() {
  const waiting = checks.filter(({ needs }) => needs === undefined || inClone(needs))
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { name, command } = check
      await step(name, () => runCheck(command))
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
}

/** Runs one step, prints what it was and how long it took, and counts it. */
async function step(name, work) {
  const since = performance.now()
  const ok = await work().then(
    (outcome) => outcome !== false,
    (error) => {
      console.error(error instanceof InstallFailure ? error.message : error)
      return false
    },
  )
  console.log(`${ok ? '✔' : '✖'} ${name} (${seconds(since)})`)
  total[ok ? 'passed' : 'failed']++
  if (!ok) failures.push(name)
}

function findTestFiles(patterns) {
  const files = globSync(testFiles, { cwd: root, exclude: (path) => path.includes('node_modules') }).sort()
  if (patterns.length === 0) return files
  return files.filter((file) => patterns.some((pattern) => file.includes(pattern)))
}

async function runTests(files) {
  const concurrency = Number(process.env.POSTHORN_TEST_CONCURRENCY) || availableParallelism()
  const events = run({ files, cwd: root, concurrency, timeout: fileTimeoutMs })
  events.on('test:summary', ({ file, counts }) => {
    if (file !== undefined) return
    total.passed += counts.passed
    total.failed += counts.failed + counts.cancelled
  })
  const spent = new Map()
  for (const outcome of ['test:pass', 'test:fail'])
    events.on(outcome, ({ nesting, file, details }) => {
      if (nesting === 0) spent.set(file, (spent.get(file) ?? 0) + details.duration_ms)
    })
  for await (const text of events.compose(spec)) process.stdout.write(text)
  return [...spent].sort(([, one], [, other]) => other - one)
}

/** Where the time goes, so that whoever finds the run long knows where to look. */
function printSlowest(spent) {
  console.log('\nslowest files')
  for (const [file, ms] of spent.slice(0, SLOWEST)) console.log(`${(ms / 1000).toFixed(1)} s  ${relative(root, file)}`)
}

// Each file is a process of its own, and so is each server in them: what Node made of a source it makes once.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compiled')

const patterns = process.argv.slice(2)
const files = findTestFiles(patterns)
if (patterns.length > 0 && files.length === 0) {
  console.error(`No test file's path contains ${patterns.join(' or ')}. They are found as ${testFiles.join(' ')}`)
  process.exit(1)
}

let server
const since = performance.now()
try {
  if (!process.env.POSTHORN_TEST_DATABASE_URL) {
    await step('PostgreSQL is up', async () => {
      server = await startPostgresServer()
      process.env.POSTHORN_TEST_DATABASE_URL = server.url
    })
  }
  if (patterns.length === 0) await runChecks()
  if (patterns.length === 0 || files.some((file) => /dashboard|e2e/.test(file))) {
    await step('dashboard is built', () => installMissing({ devTools: true, dashboard: 'required' }))
  }
  const spent = files.length > 0 ? await runTests(files) : []
  if (patterns.length === 0) printSlowest(spent)
} finally {
  await server?.stop()
}

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`)
console.log(`\nin ${seconds(since)}`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
