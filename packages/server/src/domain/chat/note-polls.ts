import { batchTable, type BatchKind } from '../../store/index.ts'
import type { ChatDeps } from './chat-deps.ts'
import type { ChatRequest } from './chat-request.ts'

/** Notes that a request was asked about. A note that cannot be written is no reason not to answer. */
export type NotePoll = (request: Pick<ChatRequest, 'id'>) => Promise<void>

const pollTable = batchTable('chat_request', { id: 'text', polled_at: 'time' })

interface Poll {
  readonly id: string
  readonly at: number
}

/** Notes polls many at once: when it was last, and how often. */
export function createNotePolls({ store, clock, log }: Pick<ChatDeps, 'store' | 'clock' | 'log'>): NotePoll {
  const polls: BatchKind<Poll, null> = {
    name: 'chat-polls',
    async run(tx, items) {
      const byId = Map.groupBy(items, ({ id }) => id)
      const ids = [...byId.keys()].sort()
      const last = ids.map((id) => ({ id, polled_at: Math.max(...(byId.get(id) ?? []).map(({ at }) => at)) }))
      await tx.updateRows(pollTable, ['id'], last)
      for (const [count, some] of Map.groupBy(ids, (id) => byId.get(id)?.length ?? 0))
        await tx.runIn('update chat_request set polls = polls + $2 where id in $keys', some, [count])
      return items.map(() => null)
    },
  }
  return async ({ id }) => {
    try {
      await store.grouped.submit(polls, { id, at: clock.now() })
    } catch (error) {
      log.warn({ err: error }, 'chat.poll_not_noted')
    }
  }
}
