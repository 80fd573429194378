// Installs whatever a fresh or freshly pulled clone lacks, and does nothing (in a few milliseconds) when it lacks nothing.
// It runs before anything is installed, so: Node 20, no dependencies. stdout belongs to the command that follows.
//
//   node scripts/install-missing.mjs [--dev-tools] [--dashboard]
//
//   --dev-tools   also require the packages that only development and tests use
//   --dashboard   also build the dashboard when its build is missing or older than its sources; a server without a
//                 dashboard is better than none, so that a failed build is told and passed over
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { withInstallLock } from './install-lock.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** What npm writes last: everything it has installed. */
const installedRecord = join(root, 'node_modules', '.package-lock.json')
const oldestNode = 20
const serverNode = 24

/** Something the reader can act on; printed without a stack. */
export class InstallFailure extends Error {}

const tell = (line) => process.stderr.write(`posthorn: ${line}\n`)
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))
const majorVersion = () => Number(process.versions.node.split('.')[0])

/** The Node that runs the server: this one when it is new enough, else the one npm installed. */
export function serverNodePath() {
  if (majorVersion() >= serverNode) return process.execPath
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/** Why npm has to run, or undefined when node_modules holds what package-lock.json asks for. */
export function whyInstall({ devTools }) {
  if (!existsSync(installedRecord)) return 'first start here: installing dependencies, which takes a minute'
  const wanted = readJson(join(root, 'package-lock.json')).packages
  const installed = readJson(installedRecord).packages
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || installed[path]?.version === entry.version) continue
    // An optional package is absent on the platforms it is not for; npm has decided about those.
    const mayBeAbsent = entry.optional || entry.devOptional || entry.peer || (entry.dev && !devTools)
    if (installed[path] === undefined && mayBeAbsent) continue
    return 'dependencies have changed: installing them'
  }
  if (!existsSync(serverNodePath())) return `installing Node ${serverNode}`
  return undefined
}

function newestChange(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0
  const inside = readdirSync(path).filter((name) => name !== 'node_modules' && name !== 'dist')
  return Math.max(0, ...inside.map((name) => newestChange(join(path, name))))
}

/** Why the dashboard has to be built, or undefined when its build is there and newer than all it is made from. */
export function whyBuildDashboard() {
  const dashboard = join(root, 'packages', 'dashboard')
  if (readJson(join(dashboard, 'package.json')).scripts?.build === undefined) return undefined
  const built = statSync(join(dashboard, 'dist', 'index.html'), { throwIfNoEntry: false })
  if (built === undefined) return 'building the dashboard'
  const sources = [dashboard, join(root, 'packages', 'sdk', 'src'), join(root, 'packages', 'contract', 'src')]
  return Math.max(...sources.map(newestChange)) > built.mtimeMs ? 'the dashboard has changed: building it' : undefined
}

/** Runs npm and keeps its chatter, which is worth reading only when it failed. */
async function npm(args) {
  const npmCli = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined
  const [command, commandArgs] = npmCli ? [process.execPath, [npmCli, ...args]] : ['npm', args]
  const child = spawn(command, commandArgs, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: npmCli === undefined && process.platform === 'win32',
  })
  let chatter = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (chatter += chunk))
  const code = await new Promise((done) => {
    child.once('error', (error) => {
      chatter += error.message
      done(1)
    })
    child.once('close', (exitCode) => done(exitCode ?? 1))
  })
  return { ok: code === 0, chatter }
}

const offlineSigns = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|EIDLETIMEOUT/

function adviceFor(chatter, seeAll) {
  if (offlineSigns.test(chatter))
    return 'The npm registry cannot be reached: check the network or proxy, then run the command again.'
  if (/ENOSPC/.test(chatter)) return 'The disk is full: make room, then run the command again.'
  if (/EACCES|EPERM|EROFS/.test(chatter))
    return 'This user may not write here: run the command as the owner of this folder.'
  if (/can only install packages when your package.json and package-lock.json/.test(chatter)) {
    return 'package.json and package-lock.json disagree: run "npm install" and commit both.'
  }
  return `Run "${seeAll}" to see all of it.`
}

function failure(what, chatter, seeAll) {
  const telling = chatter.split('\n').filter((line) => line.trim() !== '' && !/^npm error\s+(at |[{}]|$)/.test(line))
  const lastLines = telling.slice(-12).join('\n')
  return new InstallFailure(`${what} failed.\n\n${lastLines}\n\n${adviceFor(chatter, seeAll)}`)
}

async function installDependencies() {
  // `ci` follows the lock exactly but empties node_modules first, under the feet of whatever runs from it.
  // Without npm's own record in it, node_modules is what an interrupted installation left.
  const fresh = !existsSync(installedRecord)
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error', '--include=dev']
  const { ok, chatter } = await npm(fresh ? ['ci', ...quiet] : ['install', '--no-save', ...quiet])
  if (!ok) throw failure('Installing the dependencies', chatter, 'npm ci')
  if (!existsSync(serverNodePath())) {
    throw new InstallFailure(
      `Posthorn runs on Node ${serverNode}, and the npm package that brings it was not set up. ` +
        `If npm is told to ignore install scripts ("npm config get ignore-scripts"), allow them for this folder ` +
        `and run "npm rebuild node", or install Node ${serverNode} on this machine.`,
    )
  }
}

async function buildDashboard() {
  const { ok, chatter } = await npm(['run', '--silent', 'build', '--workspace', '@posthorn/dashboard'])
  if (!ok) throw failure('Building the dashboard', chatter, 'npm run build -w @posthorn/dashboard')
}

/** Runs `step` while `why` gives a reason to; asks again inside the lock, since another terminal may have done it. */
async function doOnce(why, step) {
  if (why() === undefined) return
  await withInstallLock(join(root, '.tmp'), tell, async () => {
    const reason = why()
    if (reason === undefined) return
    tell(`${reason} …`)
    await step()
  })
}

export async function installMissing({ devTools = false, dashboard = false } = {}) {
  if (majorVersion() < oldestNode) {
    throw new InstallFailure(
      `Node ${oldestNode} or newer is needed to start, and this is Node ${process.versions.node}. ` +
        `Install a current Node; Posthorn then brings the Node ${serverNode} it runs on itself.`,
    )
  }
  const needsDevTools = devTools || majorVersion() < serverNode
  await doOnce(() => whyInstall({ devTools: needsDevTools }), installDependencies)
  if (!dashboard) return
  await doOnce(whyBuildDashboard, buildDashboard).catch((error) => {
    if (dashboard === 'required' || !(error instanceof InstallFailure)) throw error
    tell(`${error.message}\n\nGoing on without the dashboard.`)
  })
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const asked = new Set(process.argv.slice(2))
  try {
    await installMissing({ devTools: asked.has('--dev-tools'), dashboard: asked.has('--dashboard') })
  } catch (error) {
    tell(error instanceof InstallFailure ? error.message : error.stack)
    process.exitCode = 1
  }
}
