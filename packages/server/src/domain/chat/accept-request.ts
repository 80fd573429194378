import { type ChatMode, planNamed } from '@posthorn/contract'

import { ApiError, invalid } from '../../kernel/api-error.ts'
import type { Call, Caller } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import { workspaceById } from '../access/index.ts'
import { normaliseEmail } from '../contacts/index.ts'
import type { Site } from '../sites/index.ts'
import { billingPeriodAt, renderEnd } from '../usage/index.ts'
import type { ChatDeps } from './chat-deps.ts'
import type { ChatRequest } from './chat-request.ts'
import { insertRequest } from './store.ts'
import { enterSession } from './store-sessions.ts'
import { countRequest, messagesIn, SLOTS } from './store-usage.ts'

type Asking = Call<'chat.ask'>['body']

/** The request that a call becomes. Throws a 400 for what no schema can say. */
export function newRequest(
  { clock, newId, deadlineMs, asyncDeadlineMs }: Pick<ChatDeps, 'clock' | 'newId' | 'deadlineMs' | 'asyncDeadlineMs'>,
  { caller, body }: { readonly caller: Caller; readonly body: Asking },
  { id: siteId, workspaceId }: Site,
  how: { readonly mode: ChatMode; readonly batchId: string | null },
): ChatRequest {
  if (body.message.trim() === '') throw invalid('message', 'it is missing')
  const now = clock.now()
  return {
    // 32 hex characters, as clients know them, and ordered by time.
    id: `req_${newId.uuid().replaceAll('-', '')}`,
    workspaceId,
    siteId,
    sessionId: body.session_id,
    mode: how.mode,
    apiKeyId: caller.keyId,
    integration: caller.keyName,
    environment: caller.environment,
    simulated: caller.simulated,
    email: body.email === undefined ? null : readEmail(body.email),
    message: body.message,
    responseLanguage: body.response_language ?? null,
    state: how.mode === 'async' ? 'pending' : 'processing',
    answer: null,
    failure: null,
    batchId: how.batchId,
    webhookId: null,
    feedback: null,
    createdAt: now,
    startedAt: how.mode === 'async' ? null : now,
    completedAt: null,
    deadlineAt: now + (how.mode === 'async' ? asyncDeadlineMs : deadlineMs),
    hungUpAt: null,
    polledAt: null,
    polls: 0,
  }
}

/** An address as people are known by it. */
export function readEmail(text: string): string {
  const address = normaliseEmail(text)
  if (!address) throw invalid('email', 'it is no e-mail address; give it bare, such as maria@example.com')
  return address.key
}

/** Takes a request in: what the plan allows, its session, itself and its count, in the caller's transaction. */
export async function acceptRequest(
  tx: Transaction,
  request: ChatRequest,
  { random }: Pick<ChatDeps, 'random'>,
): Promise<void> {
  await refuseOverQuota(tx, request)
  if (!(await enterSession(tx, request)))
    throw new ApiError('CHAT_SESSION_CLOSED', { words: { session_id: request.sessionId } })
  await insertRequest(tx, request)
  await countRequest(tx, request, { accepted: 1, failed: 0 }, random.below(SLOTS))
}

/**
 * Nobody is held up by the count: calls that are accepted at the same moment may each see room for one, so that a limit may be
 * passed by as many as are on their way.
 */
async function refuseOverQuota(tx: Transaction, { workspaceId, simulated, createdAt }: ChatRequest): Promise<void> {
  if (simulated) return
  const workspace = await workspaceById(tx, workspaceId)
  const quota = planNamed(workspace?.plan ?? '').chat.monthlyMessages
  if (quota === null) return
  const { start, end } = billingPeriodAt(createdAt)
  if ((await messagesIn(tx, workspaceId, start, end)) < quota) return
  throw new ApiError('QUOTA_EXCEEDED', { words: { quota, period_end: renderEnd(end) } })
}
