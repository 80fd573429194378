import { createChooseShelves } from './choose-shelves.ts'
import { createBatchDocuments } from './keep-documents.ts'
import { createPlaceDocuments } from './place-documents.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import { rolloutRoutes } from './routes.ts'
import { defineWatch } from './watch-rollouts.ts'

/** Content rollouts: their routes and their watch, where documents are placed, and which shelves a session is shown. */
export function createRollouts(base: Omit<RolloutDeps, 'documents'>) {
  const documents = createBatchDocuments(base)
  const deps: RolloutDeps = { ...base, documents }
  defineWatch(deps)
  const chooseShelves = base.asShown(createChooseShelves({ read: base.store.read, documents }))
  return { routes: rolloutRoutes(deps), placeDocuments: createPlaceDocuments(base), chooseShelves }
}
