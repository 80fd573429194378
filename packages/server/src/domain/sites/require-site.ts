import { ApiError, notFound } from '../../kernel/api-error.ts'
import type { Caller } from '../../kernel/call.ts'
import type { Reader } from '../../store/index.ts'
import type { Site } from './site.ts'
import { siteById } from './store.ts'

/**
 * The site of a call. One that nobody has is 404 `site not found`, another workspace's is 403: ids are random, so that says
 * little (wire contract, A17).
 */
export async function requireSite(read: Reader, caller: Pick<Caller, 'workspaceId'>, siteId: string): Promise<Site> {
  const site = await siteById(read, siteId)
  if (!site) throw notFound('site')
  if (site.workspaceId !== caller.workspaceId) throw new ApiError('SITE_ACCESS_DENIED', { words: { site_id: siteId } })
  return site
}
