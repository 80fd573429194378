import { isAllowed } from '@posthorn/contract'

import { ApiError } from '../../kernel/api-error.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Store, Transaction } from '../../store/index.ts'
import { LIVE } from '../knowledge/index.ts'
import { type DocumentVersion, shelfOfBatch } from './rollout.ts'
import { holdByBatch, type Owner, putDocument } from './store.ts'
import { addEntry } from './store-log.ts'

/** Where a new version of a document is to be found. */
export type Placement =
  | { readonly refused: ApiError }
  | {
      readonly shelf: string
      /** To be told of the version that was placed, in the same transaction. */
      readonly placed?: (version: DocumentVersion & { readonly madeBy: string }) => Promise<void>
    }

/**
 * Says for each version where it is to be found. One that comes in under a batch that is rolled out stands on the shelf of that
 * batch, and in the log of its rollout; everything else is everybody's. The rollout is held, so that it is not paused meanwhile.
 */
export function createPlaceDocuments({
  store,
  clock,
}: {
  readonly store: Pick<Store, 'words'>
  readonly clock: Clock
}) {
  return async (
    tx: Transaction,
    { workspaceId, siteId, batchId }: Owner & { readonly batchId: string | null },
  ): Promise<Placement> => {
    if (batchId === null) return { shelf: LIVE }
    const rollout = await holdByBatch(tx, { workspaceId, siteId }, batchId, store.words.forUpdate)
    if (!rollout) return { shelf: LIVE }
    if (!isAllowed('rollout', 'accept', rollout.state)) {
      const words = { rollout_id: rollout.id, batch_id: batchId, status: rollout.state.replace('_', ' ') }
      return { refused: new ApiError(rollout.state === 'paused' ? 'ROLLOUT_PAUSED' : 'ROLLOUT_CLOSED', { words }) }
    }
    return {
      shelf: shelfOfBatch(batchId),
      placed: async ({ madeBy, ...document }) => {
        const at = clock.now()
        await putDocument(tx, rollout, document, at)
        const who = { by: madeBy, keyId: madeBy.startsWith('key_') ? madeBy : null }
        const entry = { at, reason: null, override: false, documents: [document], details: {} } as const
        await addEntry(tx, rollout, { ...who, action: 'document_added', ...entry })
      },
    }
  }
}
