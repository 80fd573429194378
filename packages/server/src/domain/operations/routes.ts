import type { Answer, Handlers } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import { isoTime } from '../../kernel/time.ts'
import type { Store } from '../../store/index.ts'
import { answers } from './store.ts'

export function operationsRoutes(deps: { store: Store; clock: Clock; version: string }): Handlers<'system.health'> {
  return {
    /** Well when the database answers and this process can prove its presence: without either nothing is delivered. */
    async 'system.health'(): Promise<Answer> {
      const well = deps.store.presence.nodeId !== null && (await answers(deps.store.read).catch(() => false))
      const data = { status: well ? 'ok' : 'degraded', version: deps.version, timestamp: isoTime(deps.clock.now()) }
      return { status: well ? 200 : 503, body: { data } }
    },
  }
}
