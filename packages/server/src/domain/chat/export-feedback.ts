import type { ChatFeedback } from '@posthorn/contract'

import type { Store } from '../../store/index.ts'
import { renderFeedback } from './render-request.ts'
import { citationsOf } from './store.ts'
import { feedbackAfter, type FeedbackFilter } from './store-feedback.ts'

/** Read at once: the list may be longer than memory is wide. */
const AT_ONCE = 500

/** All feedback that a filter lets through, the first given first, in pieces. */
async function* feedbackPieces(store: Pick<Store, 'read'>, filter: FeedbackFilter): AsyncGenerator<ChatFeedback[]> {
  let after = { at: -1, id: '' }
  for (;;) {
    const requests = await feedbackAfter(store.read, filter, after, AT_ONCE)
    const last = requests.at(-1)
    if (!last) return
    const citations = await citationsOf(
      store.read,
      filter.workspaceId,
      requests.map(({ id }) => id),
    )
    yield requests.map((request) => renderFeedback(request, citations.get(request.id) ?? []))
    after = { at: last.feedback?.at ?? 0, id: last.id }
  }
}

/** One JSON object a line. */
export async function* feedbackLines(store: Pick<Store, 'read'>, filter: FeedbackFilter): AsyncGenerator<string, void> {
  for await (const some of feedbackPieces(store, filter)) yield some.map((each) => `${JSON.stringify(each)}\n`).join('')
}

const columns = {
  request_id: (each) => each.request_id,
  session_id: (each) => each.session_id,
  feedback: (each) => each.feedback,
  comment: (each) => each.comment,
  feedback_submitted_at: (each) => each.feedback_submitted_at,
  message: (each) => each.message,
  answered: (each) => each.answered,
  answer: (each) => each.answer,
  confidence: (each) => each.confidence,
  confidence_level: (each) => each.confidence_level,
  response_language: (each) => each.response_language,
  email: (each) => each.email,
  batch_id: (each) => each.batch_id,
  document_ids: (each) => [...new Set(each.sources.map((source) => source.document_id))].join(' '),
  titles: (each) => [...new Set(each.sources.map((source) => source.title))].join(' | '),
  test: (each) => each.test,
  created_at: (each) => each.created_at,
} as const satisfies Record<string, (each: ChatFeedback) => string | number | boolean | null>

/** A table as RFC 4180 has it, with the mark by which spreadsheets know that it is UTF-8. */
export async function* feedbackTable(store: Pick<Store, 'read'>, filter: FeedbackFilter): AsyncGenerator<string, void> {
  yield `\u{feff}${lineOf(Object.keys(columns))}`
  for await (const some of feedbackPieces(store, filter))
    yield some.map((each) => lineOf(Object.values(columns).map((value) => value(each)))).join('')
}

function lineOf(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(fieldOf).join(',')}\r\n`
}

/**
 * A field of a table. What a spreadsheet would take for a formula gets an apostrophe before it, which it shows as text (OWASP,
 * CSV injection): whoever asks a question would otherwise run code where somebody reads it.
 */
export function fieldOf(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const inert = /^[\s\u{feff}]*[=+\-@\t\r＝＋－＠]/u.test(value) ? `'${value}` : value
  return /[",\r\n;\t]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
