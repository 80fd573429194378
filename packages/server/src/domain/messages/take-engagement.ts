import { type Clock, pause } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { Reports } from './apply-reports.ts'
import type { Engagement } from './tracking-links.ts'

/**
 * Writes down that somebody opened an e-mail or followed a link. Resolves when it is on disk, or when that fails or takes
 * too long: a person waits for the page, and gets it whatever becomes of our database. Never rejects.
 */
export type TakeEngagement = (engagement: Engagement) => Promise<void>

/** How long somebody waits for us. A mail program shows the mail while it loads the picture; a person sees nothing. */
const LONGEST_WAIT_MS = { open: 1_000, click: 3_000 }
/** What comes again sooner is one press, or one machine, and not told again. */
const REPEATS_WITHIN_MS = 60_000
/** What is remembered of those, at most. */
const MOST_REMEMBERED = 10_000

export function createTakeEngagement(deps: {
  readonly clock: Clock
  readonly log: Log
  readonly reports: Pick<Reports, 'apply'>
}): TakeEngagement {
  const { clock, log, reports } = deps
  const recent = new Recent(clock)
  return async ({ workspaceId, messageId, url }) => {
    const key = `${messageId} ${url ?? ''}`
    if (!recent.enter(key)) return
    const change = url === null ? ({ status: 'opened' } as const) : ({ status: 'clicked', url } as const)
    const report = { provider: 'posthorn', workspaceId, messageId, providerMessageId: null, change }
    const line = { message: messageId, workspace: workspaceId, status: change.status }
    const written = reports.apply({ ...report, occurredAt: clock.now() }).then(
      // Its message was deleted when its time was over.
      (result) => result === 'unknown_message' && log.debug(line, 'message.engagement_too_late'),
      (error: unknown) => {
        recent.leave(key)
        log.error({ err: error, ...line }, 'message.engagement_not_written')
      },
    )
    await Promise.race([written, pause(clock, url === null ? LONGEST_WAIT_MS.open : LONGEST_WAIT_MS.click)])
  }
}

/** What came lately. Without it everybody who has a picture's address could fill the history by loading it. */
class Recent {
  readonly #clock: Clock
  /** When each came, the oldest first. */
  readonly #at = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** False: it came a moment ago. */
  enter(key: string): boolean {
    const now = this.#clock.monotonic()
    const last = this.#at.get(key)
    if (last !== undefined && now - last < REPEATS_WITHIN_MS) return false
    this.#at.delete(key)
    this.#at.set(key, now)
    const [oldest] = this.#at.keys()
    if (this.#at.size > MOST_REMEMBERED && oldest !== undefined) this.#at.delete(oldest)
    return true
  }

  leave(key: string): void {
    this.#at.delete(key)
  }
}
