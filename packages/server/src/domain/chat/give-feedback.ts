import { isAllowed } from '@posthorn/contract'

import { ApiError, notFound } from '../../kernel/api-error.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import { isoTime } from '../../kernel/time.ts'
import { requireSite } from '../sites/index.ts'
import type { ChatDeps } from './chat-deps.ts'
import { requestById } from './store.ts'
import { writeComment, writeFeedback } from './store-feedback.ts'

/** Notes what an answer was worth. The first word stands, so that nobody can rub out another's; a comment may follow, once. */
export async function giveFeedback(
  deps: Pick<ChatDeps, 'store' | 'clock' | 'write'>,
  call: Call<'chat.feedback'>,
): Promise<Answer> {
  const { store, clock } = deps
  const { body, caller, params } = call
  const site = await requireSite(store.read, caller, params.site_id)
  const comment = body.comment?.trim() ? body.comment.trim() : null
  return deps.write(call, async (tx) => {
    const { workspaceId } = site
    const request = await requestById(tx, { workspaceId, id: body.request_id }, store.words.forUpdate)
    if (!request || request.siteId !== site.id || request.sessionId !== body.session_id) throw notFound('request')
    if (!isAllowed('chatRequest', 'feedback', request.state))
      throw new ApiError('REQUEST_NOT_COMPLETED', { words: { state: request.state } })
    const receipt = { status: 'ok', request_id: request.id }
    const { feedback } = request
    if (feedback !== null) {
      if (comment !== null && feedback.comment === null) await writeComment(tx, request, comment)
      return { status: 200, body: { ...receipt, feedback: feedback.word } }
    }
    const at = clock.now()
    await writeFeedback(tx, request, { word: body.feedback, comment, at })
    return { status: 200, body: { ...receipt, feedback: body.feedback, feedback_submitted_at: isoTime(at) } }
  })
}
