import type { WhatsAppSession } from '@posthorn/contract'

import { ApiError, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { type Channel, channelById, channelIdOf, channelsOfAll, SESSION_PROVIDER } from '../channels/index.ts'
import { countByChannel } from '../messages/index.ts'
import { NO_QR, renderQr, renderSession, renderSessionQr } from './render-session.ts'
import type { SessionKeeper } from './keep-sessions.ts'
import type { SessionDeps } from './session-deps.ts'
import type { Session } from './session.ts'
import { pageOfSessions, sessionById } from './store.ts'

interface ShowDeps extends Pick<SessionDeps, 'store' | 'clock' | 'box'> {
  readonly keeper: Pick<SessionKeeper, 'settleBefore'>
}

export async function ownSession(
  { store, keeper }: Pick<ShowDeps, 'store' | 'keeper'>,
  workspaceId: string,
  channelId: string,
): Promise<Session> {
  const session = await sessionById(store.read, workspaceId, channelId)
  if (!session) throw notFound('WhatsApp session')
  if (!(await keeper.settleBefore([session]))) return session
  return (await sessionById(store.read, workspaceId, channelId)) ?? session
}

/** The session as it is now, with the code to scan where there is one. */
export async function showSession(deps: ShowDeps, workspaceId: string, channelId: string): Promise<WhatsAppSession> {
  const { store, clock, box } = deps
  const session = await ownSession(deps, workspaceId, channelId)
  const channel = await channelById(store.read, workspaceId, channelId)
  const counts = await countByChannel(store.read, workspaceId, [channelId])
  const facts = { name: channel?.name ?? '', messageCount: counts.get(channelId) ?? 0 }
  return renderSession(session, facts, await renderQr(session, box, clock.now()))
}

export async function listSessions(
  { store, keeper }: ShowDeps,
  { caller, query }: Call<'whatsappSessions.list'>,
): Promise<Answer> {
  const page = pageOf(query)
  const { workspaceId } = caller
  const read = () => pageOfSessions(store.read, workspaceId, query.status, page)
  let { total, sessions } = await read()
  if (await keeper.settleBefore(sessions)) ({ total, sessions } = await read())
  const names = new Map((await channelsOfAll(store.read, [workspaceId])).map(({ id, name }) => [id, name]))
  const counts = await countByChannel(
    store.read,
    workspaceId,
    sessions.map(({ channelId }) => channelId),
  )
  const shown = sessions.map((session) => {
    const { channelId } = session
    return renderSession(session, { name: names.get(channelId) ?? '', messageCount: counts.get(channelId) ?? 0 }, NO_QR)
  })
  return pageAnswer(page, total, shown)
}

export async function showQr(deps: ShowDeps, { caller, params }: Call<'whatsappSessions.qr'>): Promise<Answer> {
  const session = await ownSession(deps, caller.workspaceId, channelIdOf(params.session_id))
  return qrAnswer(deps, session)
}

export async function showChannelQr(deps: ShowDeps, { caller, params }: Call<'channels.qrCode'>): Promise<Answer> {
  const { read } = deps.store
  const channel = await channelById(read, caller.workspaceId, params.channel_id)
  if (!channel) throw notFound('channel')
  if (!isSession(channel)) {
    const reason = `A channel of ${channel.provider} has no QR code; only WhatsApp sessions are linked by one`
    throw new ApiError('CONFLICT', { words: { reason } })
  }
  return qrAnswer(deps, await ownSession(deps, caller.workspaceId, channel.id))
}

export function isSession({ provider, builtIn }: Pick<Channel, 'provider' | 'builtIn'>): boolean {
  return provider === SESSION_PROVIDER && !builtIn
}

async function qrAnswer({ box, clock }: ShowDeps, session: Session): Promise<Answer> {
  return dataAnswer(200, renderSessionQr(session, await renderQr(session, box, clock.now())))
}
