import type { Call, Handlers } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { notFound } from '../../kernel/api-error.ts'
import { requireSite } from '../sites/index.ts'
import { changeRollout, createRollout } from './change-rollout.ts'
import { addQuestion, changeQuestion, deleteQuestion } from './edit-questions.ts'
import { makeQuestions } from './make-questions.ts'
import { readWhole, wholeOf } from './read-situation.ts'
import { renderDetail, renderEntry } from './render-detail.ts'
import { renderRollout } from './render-rollout.ts'
import type { Rollout } from './rollout.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import { runSmoke } from './run-smoke.ts'
import { approve, expand, resume, start } from './show-batch.ts'
import { type Owner, rolloutById, rolloutsOf } from './store.ts'
import { entriesAfter, entriesOf } from './store-log.ts'
import { finish, pause, rollBack } from './take-back.ts'

export type RolloutRoute =
  | 'rollouts.create'
  | 'rollouts.list'
  | 'rollouts.get'
  | 'rollouts.update'
  | 'rollouts.approve'
  | 'rollouts.smoke'
  | 'rollouts.start'
  | 'rollouts.expand'
  | 'rollouts.pause'
  | 'rollouts.resume'
  | 'rollouts.rollback'
  | 'rollouts.finish'
  | 'rollouts.log'
  | 'rollouts.exportLog'
  | 'smokeQuestions.generate'
  | 'smokeQuestions.create'
  | 'smokeQuestions.update'
  | 'smokeQuestions.delete'

/** Entries that an export reads at once. */
const EXPORTED_AT_ONCE = 500

export function rolloutRoutes(deps: RolloutDeps): Handlers<RolloutRoute> {
  return {
    'rollouts.create': (call) => createRollout(deps, call),
    'rollouts.update': (call) => changeRollout(deps, call),
    'rollouts.approve': (call) => approve(deps, call),
    'rollouts.smoke': (call) => runSmoke(deps, call),
    'rollouts.start': (call) => start(deps, call),
    'rollouts.expand': (call) => expand(deps, call),
    'rollouts.pause': (call) => pause(deps, call),
    'rollouts.resume': (call) => resume(deps, call),
    'rollouts.rollback': (call) => rollBack(deps, call),
    'rollouts.finish': (call) => finish(deps, call),
    'smokeQuestions.generate': (call) => makeQuestions(deps, call),
    'smokeQuestions.create': (call) => addQuestion(deps, call),
    'smokeQuestions.update': (call) => changeQuestion(deps, call),
    'smokeQuestions.delete': (call) => deleteQuestion(deps, call),
    ...readingRoutes(deps),
  }
}

function readingRoutes(
  deps: RolloutDeps,
): Handlers<'rollouts.list' | 'rollouts.get' | 'rollouts.log' | 'rollouts.exportLog'> {
  const { read } = deps.store
  return {
    async 'rollouts.list'(call) {
      const owner = await ownerOf(deps, call)
      const page = pageOf(call.query)
      const { status, batch_id: batchId } = call.query
      const { total, rollouts } = await rolloutsOf(read, owner, { status, batchId }, page)
      const shown = await Promise.all(rollouts.map((rollout) => wholeOf(deps, read, rollout)))
      const { data, meta } = pageAnswer(page, total, shown.map(renderRollout)).body as { data: unknown; meta: unknown }
      return { status: 200, body: { rollouts: data, meta } }
    },

    async 'rollouts.get'(call) {
      const owner = await ownerOf(deps, call)
      return { status: 200, body: await renderDetail(read, await readWhole(deps, read, owner, call.params.rollout_id)) }
    },

    async 'rollouts.log'(call) {
      const rollout = await found(deps, call)
      const page = pageOf(call.query)
      const { total, entries } = await entriesOf(read, rollout, page)
      const { data, meta } = pageAnswer(page, total, entries.map(renderEntry)).body as { data: unknown; meta: unknown }
      return { status: 200, body: { log: data, meta } }
    },

    async 'rollouts.exportLog'(call) {
      const chunks = exported(deps, await found(deps, call))
      return { status: 200, stream: { mediaType: 'application/x-ndjson', chunks } }
    },
  }
}

type SiteCall = Pick<Call, 'caller'> & { readonly params: { readonly site_id: string } }

async function ownerOf({ store }: RolloutDeps, { caller, params }: SiteCall): Promise<Owner> {
  const { workspaceId, id: siteId } = await requireSite(store.read, caller, params.site_id)
  return { workspaceId, siteId }
}

async function found(
  deps: RolloutDeps,
  call: SiteCall & { readonly params: { readonly rollout_id: string } },
): Promise<Rollout> {
  const rollout = await rolloutById(deps.store.read, await ownerOf(deps, call), call.params.rollout_id)
  if (!rollout) throw notFound('rollout')
  return rollout
}

/** One entry a line, read in pieces. */
async function* exported({ store }: RolloutDeps, rollout: Rollout): AsyncGenerator<string, void> {
  for (let after = 0; ;) {
    const entries = await entriesAfter(store.read, rollout, after, EXPORTED_AT_ONCE)
    const last = entries.at(-1)
    if (!last) return
    yield entries.map((entry) => `${JSON.stringify(renderEntry(entry))}\n`).join('')
    after = last.number
  }
}
