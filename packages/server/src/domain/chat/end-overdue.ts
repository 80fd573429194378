import { repeat, type Timer } from '../../kernel/clock.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import type { ChatDeps } from './chat-deps.ts'
import type { ChatRequest } from './chat-request.ts'
import { fail } from './settle-request.ts'
import { type Failing, overdueRequests } from './store.ts'

const EVERY_MS = 5 * SECOND_MS
/** Whoever works on a request ends it at its deadline; this is for those whom nobody works on any more. */
const GRACE_MS = 5 * SECOND_MS
const AT_ONCE = 100

type OverdueDeps = Pick<ChatDeps, 'store' | 'clock' | 'random' | 'log' | 'recordEvents'>

/** Fails, again and again, the requests that are past their deadline and that a process left behind. Any process may. */
export function endOverdueRegularly(deps: OverdueDeps): Timer {
  return repeat(deps.clock, EVERY_MS, () => {
    endOverdue(deps).catch((error: unknown) => deps.log.error({ err: error }, 'chat.overdue_not_ended'))
  })
}

export async function endOverdue(deps: OverdueDeps): Promise<void> {
  const { store, clock } = deps
  for (let ended = AT_ONCE; ended === AT_ONCE;) {
    ended = await store.transaction(async (tx) => {
      const overdue = await overdueRequests(tx, clock.now() - GRACE_MS, AT_ONCE, store.words.forUpdateSkipLocked)
      for (const request of overdue) await fail(tx, request, failingOf(request), deps)
      return overdue.length
    })
  }
}

function failingOf({ mode, createdAt, deadlineAt }: ChatRequest): Failing {
  const seconds = Math.round((deadlineAt - createdAt) / SECOND_MS)
  const failed = { given: null, hungUp: false }
  return mode === 'async'
    ? { ...failed, code: 'timeout', message: `There was no answer within ${seconds} seconds.` }
    : { ...failed, code: 'interrupted', message: 'The server stopped before there was an answer.' }
}
