import { ApiError, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, type Caller, dataAnswer } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import { enterSessionChannel, removeSessionChannel } from '../channels/index.ts'
import { carryOut } from './carry-out.ts'
import { decideMove, type Move } from './decide-move.ts'
import { describeNews } from './describe-event.ts'
import { type HeldBoth, holdBoth } from './hold-both.ts'
import type { SessionKeeper } from './keep-sessions.ts'
import { NO_QR, renderSession } from './render-session.ts'
import type { SessionDeps } from './session-deps.ts'
import type { Session } from './session.ts'
import { deleteSession, insertSession } from './store.ts'
import { forgetActions } from './store-actions.ts'
import { forgetKeys } from './store-keys.ts'

export interface ManageDeps extends SessionDeps {
  readonly keeper: Pick<SessionKeeper, 'follow' | 'look' | 'settleBefore'>
}

type Once = Pick<Call, 'once'>

interface NewSession {
  readonly caller: Pick<Caller, 'workspaceId' | 'keyId'>
  readonly name: string
  readonly webhookUrl: string | null
}

/** Begins a session; resolves with the id of its channel when it is kept. The caller's answer is stored with it. */
export async function beginSession(
  deps: ManageDeps,
  once: Once,
  { caller, name, webhookUrl }: NewSession,
  answerOf: (kept: HeldBoth) => Answer,
): Promise<string> {
  await refuseWithoutDriver(deps)
  if (webhookUrl !== null) await refuseBlocked(deps, webhookUrl)
  const now = deps.clock.now()
  const { workspaceId } = caller
  const channelId = deps.newId.prefixed('chan')
  await deps.write(once, async (tx) => {
    const webhookId = webhookUrl === null ? null : await deps.callbackWebhook(tx, workspaceId, webhookUrl)
    const channel = await enterSessionChannel(tx, deps, { id: channelId, workspaceId, name, by: caller.keyId, at: now })
    const session = newSession(deps, { channelId, workspaceId, webhookId, webhookUrl, createdAt: now })
    await insertSession(tx, session)
    return answerOf({ channel, session })
  })
  await deps.keeper.follow(channelId)
  return channelId
}

type Given = Pick<Session, 'channelId' | 'workspaceId' | 'webhookId' | 'webhookUrl' | 'createdAt'>

function newSession({ driver }: Pick<SessionDeps, 'driver'>, given: Given): Session {
  return {
    ...given,
    status: 'pending',
    reason: null,
    reasonDetail: null,
    announced: false,
    linked: false,
    wanted: true,
    run: 1,
    holder: '',
    driver: driver.name,
    attempts: 0,
    reconnectsAt: null,
    qr: null,
    qrExpiresAt: null,
    phoneNumber: null,
    lastSeenAt: null,
    connectedAt: null,
    noticedAt: null,
    updatedAt: given.createdAt,
  }
}

/** What is stored for a repetition of the call: without a QR code, which is of no use by then. */
export function plainAnswer(status: number, { channel, session }: HeldBoth): Answer {
  return dataAnswer(status, renderSession(session, { name: channel.name, messageCount: 0 }, NO_QR))
}

interface Asked {
  readonly caller: Pick<Caller, 'workspaceId' | 'keyId'>
  readonly channelId: string
}

/** Changes a session that somebody asks to be changed, in one transaction with the answer to it. */
async function change(
  deps: ManageDeps,
  once: Once,
  { caller, channelId }: Asked,
  work: (tx: Transaction, held: HeldBoth) => Promise<Answer>,
): Promise<Answer> {
  return deps.write(once, async (tx) => {
    const held = await holdBoth(tx, deps, { workspaceId: caller.workspaceId, channelId })
    if (!held) throw notFound('WhatsApp session')
    return work(tx, held)
  })
}

/** Begins anew: with the link that is kept, or with a new QR code. */
export async function reconnectSession(
  deps: ManageDeps,
  once: Once,
  asked: Asked,
  answerOf: (kept: HeldBoth) => Answer,
): Promise<void> {
  await refuseWithoutDriver(deps)
  await change(deps, once, asked, async (tx, { channel, session }) => {
    const keepsLink = session.linked && session.driver === deps.driver.name
    if (!keepsLink) await forgetKeys(tx, session)
    const anew: Session = {
      ...session,
      reason: null,
      reasonDetail: null,
      linked: keepsLink,
      wanted: true,
      run: session.run + 1,
      driver: deps.driver.name,
      attempts: 0,
    }
    const move = decideMove(anew, { kind: 'begun' }, deps.clock.now())
    if (move === null) throw new Error(`a session that is ${session.status} cannot be begun anew`)
    const told = await carryOut(tx, deps, { channel, session, move, by: asked.caller.keyId })
    return answerOf({ channel: told, session: move.session })
  })
  await deps.keeper.follow(asked.channelId)
}

/** Takes a session down. `logged_out`: its link is removed, too. `reason`: what the caller gives for it, in his words. */
export async function takeDown(
  deps: ManageDeps,
  once: Once,
  asked: Asked & { readonly why: 'requested' | 'logged_out'; readonly reason: string | null },
  answerOf: (kept: HeldBoth) => Answer,
): Promise<Answer> {
  const answer = await change(deps, once, asked, async (tx, { channel, session }) => {
    const { why, reason } = asked
    const move: Move | null = decideMove(
      session,
      { kind: 'disconnected', reason: why, detail: reason },
      deps.clock.now(),
    )
    if (move === null || (why === 'requested' && session.status === 'disconnected' && !session.wanted))
      return answerOf({ channel, session })
    const by = asked.caller.keyId
    const told = await carryOut(tx, deps, { channel, session, move: { ...move, notice: false }, by, reason })
    return answerOf({ channel: told, session: move.session })
  })
  deps.keeper.look().catch(() => undefined)
  return answer
}

/** Removes a session with the keys of its link. What it carried stays. */
export async function removeSession(deps: ManageDeps, once: Once, asked: Asked): Promise<Answer> {
  const now = deps.clock.now()
  const by = asked.caller.keyId
  const answer = await change(deps, once, asked, async (tx, { channel, session }) => {
    await forgetKeys(tx, session)
    await forgetActions(tx, session.workspaceId, session.channelId)
    await deleteSession(tx, session)
    const gone = await removeSessionChannel(tx, deps, channel, { by, at: now })
    if (session.announced) {
      const after: Session = { ...session, status: 'disconnected', updatedAt: now }
      await deps.recordEvents(tx, describeNews('lost', { channel: gone, session: after, reason: 'deleted', by }))
    }
    tx.afterCommit(() => deps.lines.forget(session.workspaceId, session.channelId))
    return { status: 204 }
  })
  deps.keeper.look().catch(() => undefined)
  return answer
}

async function refuseWithoutDriver({ driver }: Pick<SessionDeps, 'driver'>): Promise<void> {
  const problem = await driver.problem()
  if (problem !== null)
    throw new ApiError('SESSION_DRIVER_UNAVAILABLE', { words: { reason: problem.replace(/\.$/, '') } })
}

async function refuseBlocked({ vetUrl }: Pick<SessionDeps, 'vetUrl'>, url: string): Promise<void> {
  const vetted = await vetUrl(url)
  if (vetted.ok) return
  const words = { url: url.slice(0, 200), reason: vetted.message.replace(/\.$/, '') }
  throw new ApiError('BLOCKED_URL', { param: 'webhook_url', words })
}
