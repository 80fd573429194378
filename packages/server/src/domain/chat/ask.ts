import type { Answer, Call } from '../../kernel/call.ts'
import type { Store } from '../../store/index.ts'
import { requireSite, type Site } from '../sites/index.ts'
import { acceptRequest, newRequest } from './accept-request.ts'
import type { ChatDeps } from './chat-deps.ts'
import { findAnswer } from './find-answer.ts'
import type { ShownShelves } from './port.ts'
import { type Asked, settleAsked } from './settle-asked.ts'
import { giveUp } from './settle-request.ts'
import { streamed } from './stream-answer.ts'

/** Answers a question while its caller waits, whole or in pieces. */
export async function ask(deps: ChatDeps, call: Call<'chat.ask'>): Promise<Answer> {
  const asked = await takeIn(deps, call)
  if (call.wantsStream)
    return { status: 200, stream: { mediaType: 'text/event-stream', chunks: streamed(deps, asked) } }
  try {
    const { site, request, shown, hungUp } = asked
    return await settleAsked(deps, asked, await findAnswer(deps, site, request, { shown, hungUp }))
  } catch (error) {
    throw await giveUp(deps, asked.request, error)
  }
}

/** The question is on disk before it is worked on, so that whatever becomes of it is told. */
async function takeIn(deps: ChatDeps, call: Call<'chat.ask'>): Promise<Asked> {
  const site = await requireSite(deps.store.read, call.caller, call.params.site_id)
  deps.turns.refuseWhenFull()
  const shown = await shownTo(deps, site, call.body.session_id)
  const mode = call.wantsStream ? 'stream' : 'sync'
  const request = newRequest(deps, call, site, { mode, batchId: shown.batchId })
  await deps.store.transaction((tx) => acceptRequest(tx, request, deps))
  return { call, site, request, shown, hungUp: call.once === null ? call.hungUp : null }
}

export function shownTo(
  { chooseShelves }: Pick<ChatDeps, 'chooseShelves'> & { readonly store: Store },
  { workspaceId, id: siteId }: Site,
  sessionId: string,
): Promise<ShownShelves> {
  return chooseShelves({ workspaceId, siteId, sessionId })
}
