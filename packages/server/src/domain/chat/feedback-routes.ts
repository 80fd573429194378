import type { Call, Handlers } from '../../kernel/call.ts'
import { pageOf } from '../../kernel/page.ts'
import { isoTimeOrNull } from '../../kernel/time.ts'
import type { ChatDeps } from './chat-deps.ts'
import type { SiteKey } from './chat-request.ts'
import { feedbackLines, feedbackTable } from './export-feedback.ts'
import { giveFeedback } from './give-feedback.ts'
import { renderFeedback } from './render-request.ts'
import { listOf, rangeOf, shown, siteOf } from './show-lists.ts'
import { feedbackOf, type FeedbackFilter, verdictsOf } from './store-feedback.ts'

type FeedbackRoute =
  'chat.feedback' | 'chat.feedbackList' | 'chat.feedbackExport' | 'chat.feedbackCsv' | 'chat.documentFeedback'

export function feedbackRoutes(deps: Pick<ChatDeps, 'store' | 'clock' | 'write'>): Handlers<FeedbackRoute> {
  const { store } = deps
  return {
    'chat.feedback': (call) => giveFeedback(deps, call),

    async 'chat.feedbackList'(call) {
      const page = pageOf(call.query)
      const { total, requests } = await feedbackOf(
        store.read,
        filterOf(await siteOf(store.read, call), call.query),
        page,
      )
      return listOf('feedback', page, total, await shown(store.read, requests, renderFeedback))
    },

    async 'chat.feedbackExport'(call) {
      const chunks = feedbackLines(store, filterOf(await siteOf(store.read, call), call.query))
      return { status: 200, stream: { mediaType: 'application/x-ndjson', chunks } }
    },

    async 'chat.feedbackCsv'(call) {
      const chunks = feedbackTable(store, filterOf(await siteOf(store.read, call), call.query))
      return { status: 200, stream: { mediaType: 'text/csv; charset=utf-8', chunks } }
    },

    async 'chat.documentFeedback'(call) {
      const page = pageOf(call.query)
      const filter = { ...(await siteOf(store.read, call)), ...rangeOf(call.query) }
      const { total, documents } = await verdictsOf(store.read, filter, page)
      const rendered = documents.map(({ last_bad_at: at, ...each }) => ({ ...each, last_bad_at: isoTimeOrNull(at) }))
      return listOf('documents', page, total, rendered)
    },
  }
}

function filterOf(site: SiteKey, query: Call<'chat.feedbackExport'>['query']): FeedbackFilter {
  return {
    ...site,
    feedback: query.feedback,
    documentId: query.document_id,
    batchId: query.batch_id,
    withComment: query.with_comment,
    ...rangeOf(query),
  }
}
