import { type BodyOf, planNamed } from '@posthorn/contract'

import { ApiError, invalid } from '../../kernel/api-error.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Reader, Store, Transaction } from '../../store/index.ts'
import { lockWorkspace, workspaceById } from '../access/index.ts'
import { storable } from '../knowledge/index.ts'
import { requireSite } from './require-site.ts'
import { type DocumentCounts, noDocuments, showSite } from './show-site.ts'
import type { Site } from './site.ts'
import { countSites, insertSite, siteOf, updateSite } from './store.ts'

export interface SiteDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  /** Runs a write and keeps its answer for the call's idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
  /** How many documents these sites have; those without any may be left out. */
  readonly countDocuments: (
    read: Reader,
    workspaceId: string,
    siteIds: readonly string[],
  ) => Promise<ReadonlyMap<string, DocumentCounts>>
}

const MOST_SITES = 100

export function createSite(deps: SiteDeps, call: Call<'sites.create'>): Promise<Answer> {
  const { workspaceId } = call.caller
  const fresh = { name: '', language: null, synonyms: [], leastSupport: null }
  const created = { id: deps.newId.prefixed('site'), workspaceId, createdAt: deps.clock.now() }
  const site: Site = { ...created, ...fieldsOf(call.body, fresh) }
  return deps.write(call, async (tx) => {
    await lockWorkspace(tx, workspaceId, deps.store.words.forUpdate)
    const workspace = await workspaceById(tx, workspaceId)
    const limit = Math.min(MOST_SITES, planNamed(workspace?.plan ?? '').chat.sites ?? MOST_SITES)
    if ((await countSites(tx, workspaceId)) >= limit) throw new ApiError('SITE_LIMIT_REACHED', { words: { limit } })
    await insertSite(tx, site)
    return { status: 201, body: showSite(site, noDocuments) }
  })
}

/** Changes what is given. Questions are answered by it from the commit on. */
export async function changeSite(deps: SiteDeps, call: Call<'sites.update'>): Promise<Answer> {
  const { id: siteId, workspaceId } = await requireSite(deps.store.read, call.caller, call.params.site_id)
  return deps.write(call, async (tx) => {
    const before = await siteOf(tx, { workspaceId, siteId }, deps.store.words.forUpdate)
    // Sites are never deleted.
    if (!before) throw new Error(`the site ${siteId} is gone`)
    const after: Site = { ...before, ...fieldsOf(call.body, before) }
    await updateSite(tx, after)
    const counts = await deps.countDocuments(tx, workspaceId, [siteId])
    return { status: 200, body: showSite(after, counts.get(siteId) ?? noDocuments) }
  })
}

type Fields = Pick<Site, 'name' | 'language' | 'synonyms' | 'leastSupport'>

function fieldsOf(body: Partial<BodyOf<'sites.create'>>, before: Fields): Fields {
  const { language, synonyms, least_support } = body
  return {
    name: body.name === undefined ? before.name : nameOf(body.name),
    language: language === undefined ? before.language : language,
    synonyms: synonyms === undefined ? before.synonyms : synonyms.map(groupOf),
    leastSupport: least_support === undefined ? before.leastSupport : least_support,
  }
}

function nameOf(given: string): string {
  const name = storable(given).trim()
  if (name === '') throw invalid('name', 'it is empty; give some text')
  if (/\p{Cc}/u.test(name)) throw invalid('name', 'it must not hold line breaks or control characters')
  return name
}

/** Words that mean the same: each once, and two at least. */
function groupOf(words: readonly string[], index: number): string[] {
  const group = [
    ...new Set(
      words.map((word) =>
        storable(word)
          .replace(/[\p{Cc}\s]+/gu, ' ')
          .trim(),
      ),
    ),
  ]
  if (group.includes('')) throw invalid(`synonyms[${index}]`, 'one of its words is empty')
  if (group.length < 2) throw invalid(`synonyms[${index}]`, 'it needs two different words')
  return group
}
