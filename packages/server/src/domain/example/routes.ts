import type { Answer, Call, Handlers } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import type { Site } from '../knowledge/index.ts'
import { requireSite } from '../sites/index.ts'
import { addExample, type ExampleDeps, prepareExample, readExample, removeExample } from './manage-example.ts'

export interface ExampleRouteDeps extends ExampleDeps {
  /** Runs a write and keeps its answer for the call's idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}

export function exampleRoutes(
  deps: ExampleRouteDeps,
): Handlers<'siteExample.get' | 'siteExample.add' | 'siteExample.remove'> {
  const { store } = deps
  const siteFor = async ({ caller, params }: Pick<Call<'siteExample.get'>, 'caller' | 'params'>): Promise<Site> => {
    const { workspaceId, id } = await requireSite(store.read, caller, params.site_id)
    return { workspaceId, siteId: id }
  }
  return {
    async 'siteExample.get'(call) {
      return { status: 200, body: await readExample(store.read, await siteFor(call)) }
    },

    async 'siteExample.add'(call) {
      const site = await siteFor(call)
      const prepared = await prepareExample(deps, site)
      return deps.write(call, async (tx) => ({ status: 200, body: await addExample(tx, deps, site, prepared) }))
    },

    async 'siteExample.remove'(call) {
      const site = await siteFor(call)
      return deps.write(call, async (tx) => ({ status: 200, body: await removeExample(tx, deps, site) }))
    },
  }
}
