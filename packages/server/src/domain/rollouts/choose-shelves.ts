import type { Reader } from '../../store/index.ts'
import type { ChooseShelves, ShownShelves } from '../chat/port.ts'
import { LIVE } from '../knowledge/index.ts'
import type { BatchDocuments } from './batch-documents.ts'
import { isInShare } from './is-in-share.ts'
import { shelfOfBatch } from './rollout.ts'
import { rolloutUnderWay } from './store.ts'

const everybody: ShownShelves = { shelves: [LIVE], hidden: [], batchId: null }

/**
 * Which shelves a session is shown. Read anew with every question, by one row of a small index, so that a pause holds for the next
 * question of every process; only sessions that are shown a batch cost a second query.
 */
export function createChooseShelves({
  read,
  documents,
}: {
  readonly read: Reader
  readonly documents: Pick<BatchDocuments, 'hidden'>
}): ChooseShelves {
  return async ({ workspaceId, siteId, sessionId }) => {
    const owner = { workspaceId, siteId }
    const rollout = await rolloutUnderWay(read, owner)
    if (!rollout) return everybody
    const { id, batchId, state, share } = rollout
    if (!isInShare(id, sessionId, state === 'expanded' ? 100 : share)) return everybody
    const hidden = await documents.hidden(read, { ...owner, batchId })
    return { shelves: [LIVE, shelfOfBatch(batchId)], hidden, batchId }
  }
}
