/** What people think of answers, and the documents behind them. Source: wire contract 3.5. */
import Type from 'typebox'
import { sampleChatIds, sampleDocumentFeedback, sampleFeedback } from '../chat-samples.ts'
import { body, id, oneOf, pageQuery, pathId, text, timeInput } from '../fields.ts'
import { ChatFeedback, FeedbackReceipt, feedbackWords, mostComment } from '../objects/chat.ts'
import { DocumentFeedback } from '../objects/chat-statistics.ts'
import { PageMeta } from '../objects/envelope.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, samplePageMeta } from '../samples.ts'
import { sessionId } from './chat.ts'

const params = Type.Object({ site_id: pathId('site', 'Id of the site.') })
const example = { site_id: sampleIds.site }

const range = {
  since: Type.Optional(timeInput('Only feedback given then or later.')),
  until: Type.Optional(timeInput('Only feedback given before.')),
}
const filters = {
  ...range,
  feedback: Type.Optional(oneOf(feedbackWords)),
  document_id: Type.Optional(id('document', 'Only on answers that rest on this document.')),
  batch_id: Type.Optional(text('Only of sessions that tried this batch.', { maxLength: 200 })),
  with_comment: Type.Optional(Type.Boolean({ description: 'True: only with a comment; false: only without.' })),
}

export const chatFeedbackRoutes = {
  'chat.feedback': {
    id: 'chat.feedback',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/chat/feedback',
    surface: 'm2m',
    tag: 'Chat feedback',
    summary: 'Say what an answer was worth',
    description:
      'The first word on an answer stands: later calls are answered with it, without `feedback_submitted_at`. A comment may follow later, once. Only completed requests can be judged.',
    scope: 'feedback:write',
    params,
    body: body({
      session_id: sessionId,
      request_id: text('Id of the request whose answer is meant.', { minLength: 1, maxLength: 200 }),
      feedback: oneOf(feedbackWords),
      comment: Type.Optional(text('Why, in words.', { maxLength: mostComment })),
    }),
    reply: { status: 200, description: 'What stands.', schema: FeedbackReceipt },
    errors: ['SITE_ACCESS_DENIED', 'REQUEST_NOT_COMPLETED'],
    idempotent: true,
    example: {
      params: example,
      body: { session_id: sampleChatIds.session, request_id: sampleChatIds.request, feedback: 'bad' },
      reply: {
        status: 'ok',
        request_id: sampleChatIds.request,
        feedback: 'bad',
        feedback_submitted_at: sampleFeedback.feedback_submitted_at,
      },
    },
  },
  'chat.feedbackList': {
    id: 'chat.feedbackList',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/chat/feedback',
    surface: 'm2m',
    tag: 'Chat feedback',
    summary: 'List feedback',
    description: 'The last given first, each with its question, the answer and the sources that it praises or blames.',
    scope: 'conversations:read',
    params,
    query: Type.Object({ ...pageQuery, ...filters }),
    reply: {
      status: 200,
      description: 'A page of feedback.',
      schema: Type.Object({ feedback: Type.Array(ChatFeedback), meta: PageMeta }),
    },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: { feedback: [sampleFeedback], meta: samplePageMeta } },
  },
  'chat.feedbackExport': {
    id: 'chat.feedbackExport',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/chat/feedback/export',
    surface: 'm2m',
    tag: 'Chat feedback',
    summary: 'Export feedback',
    description: 'All that the list would show, the first given first, as newline-delimited JSON.',
    scope: 'conversations:read',
    params,
    query: Type.Object(filters),
    reply: {
      status: 200,
      description: 'One JSON object a line.',
      schema: Type.String(),
      mediaType: 'application/x-ndjson',
    },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: `${JSON.stringify(sampleFeedback)}\n` },
  },
  'chat.feedbackCsv': {
    id: 'chat.feedbackCsv',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/chat/feedback/export.csv',
    surface: 'm2m',
    tag: 'Chat feedback',
    summary: 'Export feedback as a table',
    description:
      'The same as CSV (RFC 4180), UTF-8 with a byte order mark. A field that a spreadsheet would take for a formula begins with an apostrophe.',
    scope: 'conversations:read',
    params,
    query: Type.Object(filters),
    reply: { status: 200, description: 'The table.', schema: Type.String(), mediaType: 'text/csv' },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: {
      params: example,
      reply:
        'request_id,session_id,feedback,comment,feedback_submitted_at,message,answered,answer,confidence,confidence_level,response_language,email,batch_id,document_ids,titles,test,created_at\r\n',
    },
  },
  'chat.documentFeedback': {
    id: 'chat.documentFeedback',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/statistics/documents',
    surface: 'm2m',
    tag: 'Chat feedback',
    summary: 'Which documents are praised or blamed',
    description: 'The documents behind answers that got feedback, the most blamed first.',
    scope: 'conversations:read',
    params,
    query: Type.Object({ ...pageQuery, ...range }),
    reply: {
      status: 200,
      description: 'A page of documents.',
      schema: Type.Object({ documents: Type.Array(DocumentFeedback), meta: PageMeta }),
    },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: { documents: [sampleDocumentFeedback], meta: samplePageMeta } },
  },
} as const satisfies Record<string, RouteRow>
