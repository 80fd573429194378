import { repeat, type Timer } from '../../kernel/clock.ts'
import { MINUTE_MS } from '../../kernel/time.ts'
import { enqueueIngest } from './begin-ingest.ts'
import type { DocumentDeps } from './deps.ts'
import { STUCK_MS } from './ingest-document.ts'
import { stuckDocuments, updateDocument } from './store.ts'

const EVERY_MS = MINUTE_MS
/** Where many come at once, the last wait their turn rightly. */
const LONGEST_WAIT_MS = 6 * STUCK_MS

type Watch = Pick<DocumentDeps, 'store' | 'clock' | 'jobs' | 'log'>

/**
 * Has documents taken up again whose step has not moved for long. Their jobs are durable, so this is for what nobody thought of;
 * how often one was begun is counted where it is begun. Any process may look; two at once find different ones.
 */
export function watchStuck(deps: Watch): Timer {
  return repeat(deps.clock, EVERY_MS, () => {
    takeUpStuck(deps).catch((error: unknown) => deps.log.error({ err: error }, 'document.watch_failed'))
  })
}

export async function takeUpStuck({ store, clock, jobs, log }: Watch): Promise<number> {
  return store.transaction(async (tx) => {
    const now = clock.now()
    const times = { before: now - STUCK_MS, waitingBefore: now - LONGEST_WAIT_MS }
    const found = await stuckDocuments(tx, times, store.words)
    for (const document of found) {
      const { id: documentId, step, takes } = document
      await updateDocument(tx, { ...document, stepSince: now, takenBy: null })
      await enqueueIngest(tx, { clock, jobs }, { ...document, documentId })
      log.warn({ document: documentId, step, takes }, 'document.stuck')
    }
    return found.length
  })
}
