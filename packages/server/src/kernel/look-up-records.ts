import { Resolver } from 'node:dns/promises'

import { type Clock, systemClock } from './clock.ts'

/** Looks up DNS records. An empty list: the name has none. Rejects with RecordLookupError when nobody can say. */
export interface RecordLookup {
  /** The TXT records of a name, the strings of each put together; a CNAME is followed. */
  readonly txt: (name: string) => Promise<string[]>
  /** The name that a CNAME leads to, in lower case and without a final dot. */
  readonly cname: (name: string) => Promise<string[]>
}

/** The name servers did not say what stands there, nor that nothing does. `code` is the resolver's own. */
export class RecordLookupError extends Error {
  readonly code: string

  constructor(name: string, code: string, cause?: unknown) {
    super(`The name servers did not answer for ${name} (${code})`, { cause })
    this.name = 'RecordLookupError'
    this.code = code
  }
}

/** A caller of the API may be waiting, and several names are asked for at once. */
const LIMIT_MS = 5_000
/** A resolver follows CNAMEs by itself; name servers that do not are helped along, and rings are left. */
const MOST_HOPS = 5
const NOTHING_THERE = ['ENOTFOUND', 'ENODATA']

interface LookupOptions {
  /** Name servers to ask, as `address` or `address:port`; without them those of the system. */
  readonly servers?: readonly string[]
  readonly clock?: Clock
}

export function createRecordLookup({ servers, clock = systemClock }: LookupOptions = {}): RecordLookup {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  if (servers) resolver.setServers(servers)
  const cname = async (name: string): Promise<string[]> => {
    const targets = await orNothing(name, resolver.resolveCname(name))
    return targets.map((target) => target.toLowerCase().replace(/\.$/, ''))
  }
  const txt = async (name: string): Promise<string[]> => {
    let at = name
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const records = await orNothing(at, resolver.resolveTxt(at))
      if (records.length > 0) return records.map((strings) => strings.join(''))
      const [target] = await cname(at)
      if (target === undefined) return []
      at = target
    }
    return []
  }
  return {
    txt: (name) => withinLimit(name, txt(name), clock),
    cname: (name) => withinLimit(name, cname(name), clock),
  }
}

async function orNothing<Found>(name: string, answer: Promise<Found[]>): Promise<Found[]> {
  try {
    return await answer
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN'
    if (NOTHING_THERE.includes(code)) return []
    throw new RecordLookupError(name, code, error)
  }
}

function withinLimit<Found>(name: string, answer: Promise<Found>, clock: Clock): Promise<Found> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(() => reject(new RecordLookupError(name, 'ETIMEOUT')), LIMIT_MS)
    answer.then(resolve, reject).finally(() => timer.cancel())
  })
}
