import { notFound } from '../../kernel/api-error.ts'
import type { Handlers } from '../../kernel/call.ts'
import { pageOf } from '../../kernel/page.ts'
import { ask } from './ask.ts'
import { askAsync } from './ask-async.ts'
import type { ChatDeps } from './chat-deps.ts'
import type { NotePoll } from './note-polls.ts'
import { renderRecord, renderRequest, renderSession } from './render-request.ts'
import { listOf, rangeOf, shown, siteOf } from './show-lists.ts'
import { requestById } from './store.ts'
import { closeSession, requestsOf, sessionById, sessionsOf } from './store-sessions.ts'

type ChatRoute =
  | 'chat.ask'
  | 'chat.askAsync'
  | 'chat.requests'
  | 'chat.request'
  | 'chat.closeSession'
  | 'chat.sessions'
  | 'chat.session'

export function chatRoutes(deps: ChatDeps, notePoll: NotePoll): Handlers<ChatRoute> {
  const { store } = deps
  return {
    'chat.ask': (call) => ask(deps, call),
    'chat.askAsync': (call) => askAsync(deps, call),

    async 'chat.requests'(call) {
      const { query } = call
      const page = pageOf(query)
      const filter = {
        ...(await siteOf(store.read, call)),
        state: query.status,
        answered: query.answered,
        confidenceLevel: query.confidence_level,
        feedback: query.feedback,
        batchId: query.batch_id,
        sessionId: query.session_id,
        email: query.email?.trim().toLowerCase(),
        ...rangeOf(query),
      }
      const { total, requests } = await requestsOf(store.read, filter, page)
      return listOf('requests', page, total, await shown(store.read, requests, renderRecord))
    },

    async 'chat.request'(call) {
      const { siteId, workspaceId } = await siteOf(store.read, call)
      const request = await requestById(store.read, { workspaceId, id: call.params.request_id })
      if (request?.siteId !== siteId) throw notFound('request')
      const [[body]] = await Promise.all([shown(store.read, [request], renderRequest), notePoll(request)])
      return { status: 200, body }
    },

    async 'chat.closeSession'(call) {
      const site = await siteOf(store.read, call)
      const session = { ...site, sessionId: call.body.session_id }
      return deps.write(call, async (tx) => {
        if (!(await closeSession(tx, session, deps.clock.now()))) throw notFound('session')
        return { status: 200, body: { status: 'ok' } }
      })
    },

    async 'chat.sessions'(call) {
      const { state, email } = call.query
      const page = pageOf(call.query)
      const filter = { ...(await siteOf(store.read, call)), state, email: email?.trim().toLowerCase() }
      const { total, sessions } = await sessionsOf(store.read, filter, page)
      return listOf('sessions', page, total, sessions.map(renderSession))
    },

    async 'chat.session'(call) {
      const filter = { ...(await siteOf(store.read, call)), sessionId: call.params.session_id }
      const session = await sessionById(store.read, filter)
      if (!session) throw notFound('session')
      const page = pageOf(call.query)
      const { total, requests } = await requestsOf(store.read, filter, page, 'asc')
      const list = listOf('requests', page, total, await shown(store.read, requests, renderRecord))
      return { status: 200, body: { session: renderSession(session), ...(list.body as object) } }
    },
  }
}
