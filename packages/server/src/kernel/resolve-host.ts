import { lookup, Resolver } from 'node:dns/promises'

import { systemClock, type Clock } from './clock.ts'

export interface ResolvedAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** Finds every address of a host name. Rejects with UnresolvedHostError when there is none. */
export type ResolveHost = (hostname: string) => Promise<ResolvedAddress[]>

/** A name that gave no address. `code` is the resolver's own, e.g. `ENOTFOUND`, or `ETIMEOUT` after the limit. */
export class UnresolvedHostError extends Error {
  override readonly name = 'UnresolvedHostError'
  readonly code: string

  constructor(hostname: string, code: string, cause?: unknown) {
    super(`No address found for ${hostname} (${code})`, { cause })
    this.code = code
  }
}

/** Within the ten seconds of a webhook attempt, a name that takes longer leaves no time for the call itself. */
const LIMIT_MS = 5_000

interface ResolverOptions {
  /** Name servers to ask, as `address` or `address:port`. Without them the system resolves, /etc/hosts included. */
  readonly servers?: readonly string[]
  readonly clock?: Clock
}

/**
 * Creates a resolver with a limit of 5 seconds for each answer. Nothing is cached. Calls for the same name that are in
 * flight together share one question: the system's resolver runs on Node's four worker threads, and without this the
 * connections to one host whose name server hangs would take all four from everybody else.
 */
export function createResolver({ servers, clock = systemClock }: ResolverOptions = {}): ResolveHost {
  const ask = servers ? askServers(servers) : askSystem
  const inFlight = new Map<string, Promise<ResolvedAddress[]>>()
  return (hostname) => {
    let answer = inFlight.get(hostname)
    if (!answer) {
      answer = ask(hostname)
      inFlight.set(hostname, answer)
      const forget = (): void => void inFlight.delete(hostname)
      answer.then(forget, forget)
    }
    return withinLimit(hostname, answer, clock)
  }
}

async function askSystem(hostname: string): Promise<ResolvedAddress[]> {
  try {
    const answers = await lookup(hostname, { all: true, order: 'verbatim' })
    return answers.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
  } catch (error) {
    throw new UnresolvedHostError(hostname, codeOf(error), error)
  }
}

function askServers(servers: readonly string[]): (hostname: string) => Promise<ResolvedAddress[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  resolver.setServers(servers)
  return async (hostname) => {
    const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    const found: ResolvedAddress[] = []
    if (ipv4.status === 'fulfilled') for (const address of ipv4.value) found.push({ address, family: 4 })
    if (ipv6.status === 'fulfilled') for (const address of ipv6.value) found.push({ address, family: 6 })
    if (found.length > 0) return found
    // A host without addresses of one family is ordinary; the failure of the other family says more.
    const failures = [ipv4, ipv6].flatMap((result): unknown[] => (result.status === 'rejected' ? [result.reason] : []))
    const failure = failures.find((reason) => codeOf(reason) !== 'ENODATA') ?? failures[0]
    throw new UnresolvedHostError(hostname, codeOf(failure), failure)
  }
}

function withinLimit<T>(hostname: string, answer: Promise<T>, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(() => reject(new UnresolvedHostError(hostname, 'ETIMEOUT')), LIMIT_MS)
    answer.then(resolve, reject).finally(() => timer.cancel())
  })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'ENOTFOUND'
}
