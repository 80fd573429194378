// A CPU profile of the server while it is under load, over the inspector's protocol, summed up by function and by area.
import type { ServerProcess } from '../test/support/start-server.ts'

/** Start the server with this, so that it can be asked for a profile. */
export const inspectable = ['--inspect=127.0.0.1:0']

const inspectorUrl = /^Debugger listening on (ws:\S+)$/m
/** Microseconds between two looks at the stack. */
const samplingUs = 200

interface CallFrame {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: CallFrame
  readonly children?: readonly number[]
}

export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** Profiles the server while `work` runs. */
export async function profileWhile(server: ServerProcess, work: () => Promise<unknown>): Promise<CpuProfile> {
  const url = inspectorUrl.exec(server.output())?.[1]
  if (url === undefined) throw new Error('The server was not started to be inspected')
  const socket = new WebSocket(url)
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
  let calls = 0
  const call = (method: string, params: object = {}): Promise<Record<string, unknown>> =>
    new Promise((resolve) => {
      const id = ++calls
      const hear = ({ data }: MessageEvent): void => {
        const reply = JSON.parse(String(data)) as { id?: number; result: Record<string, unknown> }
        if (reply.id !== id) return
        socket.removeEventListener('message', hear)
        resolve(reply.result)
      }
      socket.addEventListener('message', hear)
      socket.send(JSON.stringify({ id, method, params }))
    })
  await call('Profiler.enable')
  await call('Profiler.setSamplingInterval', { interval: samplingUs })
  await call('Profiler.start')
  await work()
  const { profile } = await call('Profiler.stop')
  socket.close()
  return profile as CpuProfile
}

export interface Share {
  readonly name: string
  /** Of the time that was not idle. */
  readonly share: number
}

export interface ProfileSummary {
  /** Share of the whole time in which nothing ran. */
  readonly idle: number
  /** Time spent in a function itself. */
  readonly self: readonly Share[]
  /** Time spent in a function of ours and whatever it called. */
  readonly total: readonly Share[]
  /** Time spent in functions themselves, by where they stand. */
  readonly areas: readonly Share[]
}

export function summarise(profile: CpuProfile): ProfileSummary {
  const byId = new Map(profile.nodes.map((node) => [node.id, node]))
  const selfUs = new Map<number, number>()
  profile.samples.forEach((id, index) => selfUs.set(id, (selfUs.get(id) ?? 0) + (profile.timeDeltas[index] ?? 0)))
  const all = [...selfUs.values()].reduce((sum, us) => sum + us, 0)
  const [self, areas, total] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const add = (sums: Map<string, number>, name: string, us: number) => sums.set(name, (sums.get(name) ?? 0) + us)
  let idle = 0
  const walk = (node: ProfileNode, above: ReadonlySet<string>): number => {
    const { callFrame } = node
    const name = nameOf(callFrame)
    const own = selfUs.get(node.id) ?? 0
    if (callFrame.functionName === '(idle)') idle += own
    else {
      add(self, name, own)
      add(areas, areaOf(callFrame), own)
    }
    const below = new Set(above).add(name)
    const inclusive = (node.children ?? []).reduce((sum, id) => sum + walk(byId.get(id)!, below), own)
    if (isOurs(callFrame) && !above.has(name)) add(total, name, inclusive)
    return inclusive
  }
  walk(profile.nodes[0]!, new Set())
  const ranked = (sums: Map<string, number>) =>
    [...sums].map(([name, us]) => ({ name, share: us / (all - idle) })).sort((one, other) => other.share - one.share)
  return { idle: idle / all, self: ranked(self), total: ranked(total), areas: ranked(areas) }
}

function isOurs({ url }: CallFrame): boolean {
  return url.includes('/packages/') && !url.includes('/node_modules/')
}

/** A file without what comes before the repository or its package. */
function fileOf(url: string): string {
  return url.replace(/^.*\/node_modules\//, '').replace(/^.*\/packages\/(server\/src\/)?/, '')
}

function nameOf({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName === '' ? '(anonymous)' : functionName
  return url === '' ? name : `${name} ${fileOf(url)}:${lineNumber + 1}`
}

const cryptoWords = /^(createHmac|Hmac|update|digest|createHash|Hash|hash)/
const sqlWords = /^(run|all|get|exec|iterate)$/

/** Where a function stands: our zone, the library, the part of Node. Native functions have no file, only a name. */
function areaOf({ functionName, url }: CallFrame): string {
  if (functionName === '(garbage collector)') return 'garbage collection'
  if (functionName === '(program)') return 'native code outside any function'
  if (isOurs({ functionName, url, lineNumber: 0 })) {
    return `ours: ${/\/server\/src\/(domain\/[a-z]+|kernel\/guarded-fetch|[a-z]+)/.exec(url)?.[1] ?? 'other packages'}`
  }
  const library = /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (library !== undefined) return `npm: ${library}`
  const builtIn = /^node:(?:internal\/)?([a-z_]+)/.exec(url)?.[1]
  if (builtIn !== undefined) return builtIn === 'crypto' ? 'node: crypto' : `node: ${builtIn}`
  if (sqlWords.test(functionName)) return 'native: SQLite'
  if (cryptoWords.test(functionName)) return 'native: crypto'
  return `native: ${functionName}`
}
