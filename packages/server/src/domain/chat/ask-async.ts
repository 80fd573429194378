import { ApiError } from '../../kernel/api-error.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import { requireSite } from '../sites/index.ts'
import { acceptRequest, newRequest } from './accept-request.ts'
import { shownTo } from './ask.ts'
import type { ChatDeps } from './chat-deps.ts'
import type { ChatRequest } from './chat-request.ts'
import { findAnswer, NoAnswer } from './find-answer.ts'
import { complete, fail } from './settle-request.ts'
import { requestById, startRequest } from './store.ts'

const JOB = 'chat.answer'

interface AnswerJob {
  readonly workspaceId: string
  readonly requestId: string
}

/** Accepts a question that nobody waits for: the request and the job that answers it stand in one transaction. */
export async function askAsync(deps: ChatDeps, call: Call<'chat.askAsync'>): Promise<Answer> {
  const { caller, body, params } = call
  const site = await requireSite(deps.store.read, caller, params.site_id)
  const { callback_url: callbackUrl } = body
  if (callbackUrl !== undefined) await refuseBlocked(deps, callbackUrl)
  return deps.write(call, async (tx) => {
    const made = newRequest(deps, { caller, body }, site, { mode: 'async', batchId: null })
    const webhookId = callbackUrl === undefined ? null : await deps.callbackWebhook(tx, made.workspaceId, callbackUrl)
    const request: ChatRequest = { ...made, webhookId }
    await acceptRequest(tx, request, deps)
    const payload: AnswerJob = { workspaceId: request.workspaceId, requestId: request.id }
    await deps.jobs.enqueue(tx, [
      { kind: JOB, payload, dueAt: request.createdAt, workspaceId: request.workspaceId, lane: `${JOB} ${site.id}` },
    ])
    return { status: 202, body: { request_id: request.id, status: 'pending', session_id: request.sessionId } }
  })
}

async function refuseBlocked({ vetUrl }: Pick<ChatDeps, 'vetUrl'>, url: string): Promise<void> {
  const vetted = await vetUrl(url)
  if (vetted.ok) return
  const words = { url: url.slice(0, 200), reason: vetted.message.replace(/\.$/, '') }
  throw new ApiError('BLOCKED_URL', { param: 'callback_url', words })
}

/** Teaches the jobs to answer questions. One that failed is tried again, as all jobs are, until its deadline. */
export function defineAnswerJob(deps: ChatDeps): void {
  deps.jobs.define<AnswerJob>(JOB, async ({ workspaceId, requestId }) => {
    const request = await requestById(deps.store.read, { workspaceId, id: requestId })
    if (request && !request.completedAt) await answerLater(deps, request)
    return 'done'
  })
}

/** Answers a request, or fails it when its deadline has passed. Throws where another try may succeed. */
async function answerLater(deps: ChatDeps, accepted: ChatRequest): Promise<void> {
  const { store, clock } = deps
  const site = await requireSite(store.read, accepted, accepted.siteId)
  const shown = await shownTo(deps, site, accepted.sessionId)
  const request: ChatRequest = { ...accepted, batchId: shown.batchId, state: 'processing', startedAt: clock.now() }
  const started = { at: clock.now(), batchId: shown.batchId }
  if (!(await store.transaction((tx) => startRequest(tx, request, started)))) return
  try {
    const given = await findAnswer(deps, site, request, { shown, hungUp: null })
    await store.transaction((tx) => complete(tx, request, given, deps))
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    if (error.code !== 'timeout') throw error.cause instanceof Error ? error.cause : error
    const failing = { code: error.code, message: error.message, given: null, hungUp: false } as const
    await store.transaction((tx) => fail(tx, request, failing, deps))
  }
}
