import type { Handlers } from '../../kernel/call.ts'
import { pageMeta, pageOf } from '../../kernel/page.ts'
import { changeSite, createSite, type SiteDeps } from './change-site.ts'
import { requireSite } from './require-site.ts'
import { noDocuments, showSite } from './show-site.ts'
import type { Site } from './site.ts'
import { sitesOf } from './store.ts'

type SiteRoute = 'sites.list' | 'sites.create' | 'sites.get' | 'sites.update'

export function siteRoutes(deps: SiteDeps): Handlers<SiteRoute> {
  const { read } = deps.store
  const shown = async (workspaceId: string, sites: readonly Site[]) => {
    const ids = sites.map(({ id }) => id)
    const counts = await deps.countDocuments(read, workspaceId, ids)
    return sites.map((site) => showSite(site, counts.get(site.id) ?? noDocuments))
  }
  return {
    'sites.create': (call) => createSite(deps, call),
    'sites.update': (call) => changeSite(deps, call),

    async 'sites.list'({ caller, query }) {
      const page = pageOf(query)
      const { total, sites } = await sitesOf(read, caller.workspaceId, page)
      const body = { sites: await shown(caller.workspaceId, sites), meta: pageMeta(page, total) }
      return { status: 200, body }
    },

    async 'sites.get'({ caller, params }) {
      const site = await requireSite(read, caller, params.site_id)
      const [body] = await shown(caller.workspaceId, [site])
      return { status: 200, body }
    },
  }
}
