import type { Answer } from '../../kernel/call.ts'
import { requireSite } from '../sites/index.ts'
import { type ActingCall, actOnRollout, requirePermission } from './act-on-rollout.ts'
import { askQuestions } from './ask-questions.ts'
import { readWhole } from './read-situation.ts'
import { versionsIn } from './rollout.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import { withResult } from './smoke-question.ts'
import { updateQuestion } from './store-questions.ts'

/**
 * Asks all questions of a rollout and keeps what was answered. What was asked is noted as it was when it was asked: whatever
 * changed meanwhile makes the run stale, and a question that changed keeps no answer to what it was.
 */
export async function runSmoke(deps: RolloutDeps, call: ActingCall): Promise<Answer> {
  const site = await requireSite(deps.store.read, call.caller, call.params.site_id)
  const owner = { workspaceId: site.workspaceId, siteId: site.id }
  const before = await readWhole(deps, deps.store.read, owner, call.params.rollout_id)
  requirePermission('smoke', before, false)
  const results = await askQuestions(deps, { site, ...before }, before.asked)
  return actOnRollout(deps, call, 'smoke', async (tx, { rollout, asked }) => {
    for (const question of asked) {
      const result = results.get(question.id)
      const known = before.asked.find(({ id }) => id === question.id)
      if (result && known?.updatedAt === question.updatedAt)
        await updateQuestion(tx, rollout, withResult(question, result))
    }
    const passed = [...results.values()].filter((result) => result.passed).length
    const failed = results.size - passed
    const smoke = { at: deps.clock.now(), passed, failed, mark: before.smokeMark }
    const wrong = before.asked.flatMap(({ id, question }) => {
      const result = results.get(id)
      return result && !result.passed ? [{ question_id: id, question, because: result.because }] : []
    })
    return {
      rollout: { ...rollout, smoke },
      entry: {
        action: 'smoke_run',
        reason: null,
        documents: versionsIn(before.standing),
        details: { passed, failed, wrong },
      },
    }
  })
}
