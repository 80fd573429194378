import type { Answering } from '@posthorn/contract'

import type { Handlers } from '../../kernel/call.ts'
import { isoTimeOrNull } from '../../kernel/time.ts'
import type { Store } from '../../store/index.ts'
import { countMeanings, embeddingState, type ServiceHealth } from '../knowledge/index.ts'
import { requireSite } from '../sites/index.ts'

/** A model and how its service was last found. */
export interface KnownService {
  readonly name: string
  readonly health: () => ServiceHealth
}

export interface AnsweringRoutesDeps {
  readonly store: Store
  readonly model: KnownService | null
  readonly embeddings: KnownService | null
  /** Who compares vectors. */
  readonly searchedBy: () => 'own' | 'pgvector'
}

export function answeringRoutes({
  store,
  model,
  embeddings,
  searchedBy,
}: AnsweringRoutesDeps): Handlers<'sites.answering'> {
  return {
    async 'sites.answering'({ caller, params }) {
      const site = await requireSite(store.read, caller, params.site_id)
      const body: Answering = {
        site_id: site.id,
        answered_by: model ? 'model' : 'documents',
        model: model && renderService(model),
        embeddings: embeddings && {
          ...renderService(embeddings),
          ...(await renderVectors({ workspaceId: caller.workspaceId, siteId: site.id })),
        },
      }
      return { status: 200, body }
    },
  }

  async function renderVectors(site: { readonly workspaceId: string; readonly siteId: string }) {
    const [counts, state] = [await countMeanings(store.read, site), await embeddingState(store.read)]
    const { chunks, withVector, refused } = counts
    return {
      dimensions: state.dimensions,
      search: searchedBy(),
      chunks,
      with_vector: withVector,
      waiting: chunks - withVector - refused,
      refused,
    }
  }
}

function renderService({ name, health }: KnownService) {
  const { state, lastSuccessAt, lastError, lastErrorAt } = health()
  return {
    name,
    state,
    last_success_at: isoTimeOrNull(lastSuccessAt),
    last_error: lastError,
    last_error_at: isoTimeOrNull(lastErrorAt),
  }
}
