import { setImmediate as turn } from 'node:timers/promises'

import { ApiError } from '../../kernel/api-error.ts'

export interface TurnOptions {
  /** How many work at once. */
  readonly atOnce: number
  /** How many may wait beside them. */
  readonly waiting: number
}

/** Whoever works gives the turn back. */
export type GiveBack = () => void

export interface Turns {
  /** Resolves when it is one's turn; rejects with the signal's reason when it aborts first. When it aborts later the turn is over. */
  take(signal: AbortSignal): Promise<GiveBack>
  /** Throws CHAT_BUSY where as many wait as may: for callers who would wait with them. */
  refuseWhenFull(): void
}

/** Callers are told to come again after so many seconds. */
const RETRY_SECONDS = 2

interface Waiting {
  begin(): void
}

/**
 * Lets so many work at once, the others in the order in which they came. Begins one for each turn of the event loop: where
 * the database is read on this thread a question takes tens of milliseconds of it, and calls that came meanwhile are
 * answered in between.
 */
export function createTurns({ atOnce, waiting: mostWaiting }: TurnOptions): Turns {
  const queue = new Set<Waiting>()
  let inWork = 0
  let beginning = false

  const beginNext = async (): Promise<void> => {
    if (beginning) return
    beginning = true
    while (inWork < atOnce && queue.size > 0) {
      await turn()
      const [next] = queue
      if (!next) break
      queue.delete(next)
      inWork++
      next.begin()
    }
    beginning = false
  }

  const giveBack = (): GiveBack => {
    let given = false
    return () => {
      if (given) return
      given = true
      inWork--
      void beginNext()
    }
  }

  return {
    refuseWhenFull() {
      if (inWork < atOnce || queue.size < mostWaiting) return
      throw new ApiError('CHAT_BUSY', { words: { retry_after: RETRY_SECONDS }, retryAfter: RETRY_SECONDS })
    },
    take(signal) {
      return new Promise<GiveBack>((resolve, reject) => {
        const leave = (): void => {
          queue.delete(waiting)
          reject(signal.reason as Error)
        }
        const waiting: Waiting = {
          begin() {
            signal.removeEventListener('abort', leave)
            const back = giveBack()
            // Work that does not heed its signal must not keep others from theirs for ever.
            signal.addEventListener('abort', back, { once: true })
            resolve(back)
          },
        }
        if (signal.aborted) return leave()
        signal.addEventListener('abort', leave, { once: true })
        queue.add(waiting)
        void beginNext()
      })
    },
  }
}
