import { notFound } from '../../kernel/api-error.ts'
import type { Handlers } from '../../kernel/call.ts'
import { pageMeta, pageOf } from '../../kernel/page.ts'
import { DAY_MS } from '../../kernel/time.ts'
import type { Reader } from '../../store/index.ts'
import { countSessionsSince } from '../chat/index.ts'
import { requireSite } from '../sites/index.ts'
import { approveGap, type ApproveDeps } from './approve-gap.ts'
import { changeGap } from './change-gap.ts'
import type { Gap } from './gap.ts'
import { showGap, showQuestion } from './show-gap.ts'
import { countsOf, gapById, gapsOf, questionsOf } from './store.ts'

type GapRoute = 'gaps.list' | 'gaps.get' | 'gaps.update' | 'gaps.approve'

/** Sessions are held against those of this long: what was asked a year ago says little of who asks today. */
const LATELY_MS = 30 * DAY_MS

export function gapRoutes(deps: ApproveDeps): Handlers<GapRoute> {
  const { store, clock } = deps
  const shown = async (read: Reader, gaps: readonly Gap[]) => {
    const [first] = gaps
    if (!first) return []
    const since = clock.now() - LATELY_MS
    const ids = gaps.map(({ id }) => id)
    const counts = await countsOf(read, first.workspaceId, ids, since)
    const sessions = await countSessionsSince(read, first, since)
    return gaps.map((gap) => showGap(gap, counts.get(gap.id), sessions))
  }
  const one = (status: number) => async (read: Reader, gap: Gap) => ({ status, body: (await shown(read, [gap]))[0] })
  const siteFor = async (call: { caller: { workspaceId: string }; params: { site_id: string } }) => {
    const site = await requireSite(store.read, call.caller, call.params.site_id)
    return { workspaceId: site.workspaceId, siteId: site.id }
  }
  return {
    async 'gaps.list'(call) {
      const page = pageOf(call.query)
      const { state, sort = 'count' } = call.query
      const { total, gaps } = await gapsOf(store.read, await siteFor(call), { state, sort }, page)
      return { status: 200, body: { gaps: await shown(store.read, gaps), meta: pageMeta(page, total) } }
    },

    async 'gaps.get'(call) {
      const gap = await gapById(store.read, await siteFor(call), call.params.gap_id)
      if (!gap) throw notFound('gap')
      const page = pageOf(call.query)
      const { total, questions } = await questionsOf(store.read, gap, page)
      const [detail] = await shown(store.read, [gap])
      return {
        status: 200,
        body: { ...detail, questions: questions.map(showQuestion), meta: pageMeta(page, total) },
      }
    },

    'gaps.update': (call) => changeGap(deps, call, one(200)),
    'gaps.approve': (call) => approveGap(deps, call, one(201)),
  }
}
