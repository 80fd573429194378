/** What the server last said of this key's rate limit. */
export interface RateLimit {
  /** Requests that this key may make in 60 seconds. */
  readonly limit: number
  /** Requests left. */
  readonly remaining: number
  /** When the oldest counted request leaves the window, in milliseconds since 1970. */
  readonly resetsAt: number
}

export function readRateLimit(headers: Headers): RateLimit | null {
  const read = (name: string): number => Number.parseInt(headers.get(`x-ratelimit-${name}`) ?? '', 10)
  const [limit, remaining, reset] = [read('limit'), read('remaining'), read('reset')]
  if ([limit, remaining, reset].some(Number.isNaN)) return null
  return { limit, remaining, resetsAt: reset * 1_000 }
}

const longestWaitMs = 60_000

/** How long to wait before a call, so that it is not refused for certain. */
export function waitForRoom(rate: RateLimit | null, nowMs: number): number {
  if (rate === null || rate.remaining > 0) return 0
  // The clocks of client and server may differ: never longer than the window is.
  return Math.min(longestWaitMs, Math.max(0, rate.resetsAt - nowMs))
}
