/** Asking, and what became of it. Source: wire contract 3.5. */
import Type from 'typebox'
import { sampleAnswer, sampleChatIds, sampleChatRequest, sampleChatSession, sampleChatRecord } from '../chat-samples.ts'
import { body, oneOf, pageQuery, pathId, text, timeInput } from '../fields.ts'
import {
  ChatAccepted,
  ChatAnswer,
  ChatRecord,
  ChatRequest,
  ChatSession,
  confidenceLevels,
  feedbackWords,
  mostChatMessage,
  mostSessionId,
} from '../objects/chat.ts'
import { PageMeta } from '../objects/envelope.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, samplePageMeta } from '../samples.ts'
import { chatRequestStates, chatSessionStates } from '../states.ts'

const site = { site_id: pathId('site', 'Id of the site.') }
const params = Type.Object(site)
const example = { site_id: sampleIds.site }
export const sessionId = text('Any string of your own that names the conversation; a new one opens it.', {
  minLength: 1,
  maxLength: mostSessionId,
})

const asking = {
  session_id: sessionId,
  message: text('The question, in any words.', { minLength: 1, maxLength: mostChatMessage }),
  response_language: Type.Optional(
    text(
      'Language to answer in, such as `en`, `pt-BR` or `de`: English, Portuguese, Spanish, French and German are known. With another one, and without, the answer is in the language of the question; `response_language` of the reply says which it is.',
      { maxLength: 35 },
    ),
  ),
  email: Type.Optional(text('Who asks.', { maxLength: 320 })),
}
const exampleBody = {
  session_id: sampleChatIds.session,
  message: 'What are your support hours?',
  response_language: 'en',
}

export const chatRoutes = {
  'chat.ask': {
    id: 'chat.ask',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/chat',
    surface: 'm2m',
    tag: 'Chat',
    summary: 'Ask, and wait for the answer',
    description:
      'Answers from the documents of the site, or declines politely (`answered: false`). After 60 seconds (POSTHORN_CHAT_DEADLINE_SECONDS) the reply is 504 and the request has failed. With `Accept: text/event-stream` or `stream: true` the answer comes piece by piece: the events `request`, `text` (the pieces, which together are the answer), `sources` and `answer` (this reply), or `error`.',
    scope: 'chat:write',
    params,
    body: body({
      ...asking,
      stream: Type.Optional(Type.Boolean({ description: 'The same as `Accept: text/event-stream`.' })),
    }),
    reply: {
      status: 200,
      description: 'The answer, or that there is none.',
      schema: ChatAnswer,
      streamed: 'Server-sent events; the last one is `answer` or `error`.',
    },
    errors: ['SITE_ACCESS_DENIED', 'QUOTA_EXCEEDED', 'CHAT_SESSION_CLOSED', 'CALLER_GONE', 'CHAT_BUSY', 'TIMEOUT'],
    idempotent: true,
    example: { params: example, body: exampleBody, reply: sampleAnswer },
  },
  'chat.askAsync': {
    id: 'chat.askAsync',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/chat/async',
    surface: 'm2m',
    tag: 'Chat',
    summary: 'Ask, and be told later',
    description:
      'Accepts the question; poll for the answer, or wait for the event `chat.completed` or `chat.failed`. What was accepted is answered, whatever happens to the server meanwhile; after 300 seconds (POSTHORN_CHAT_ASYNC_DEADLINE_SECONDS) it has failed with `timeout`.',
    scope: 'chat:write',
    params,
    body: body({
      ...asking,
      callback_url: Type.Optional(
        text('Gets the events of this request, signed as those of a webhook.', { maxLength: 2048 }),
      ),
    }),
    reply: { status: 202, description: 'Accepted.', schema: ChatAccepted },
    errors: ['BLOCKED_URL', 'SITE_ACCESS_DENIED', 'QUOTA_EXCEEDED', 'CHAT_SESSION_CLOSED'],
    idempotent: true,
    example: {
      params: example,
      body: exampleBody,
      reply: { request_id: sampleChatIds.request, status: 'pending', session_id: sampleChatIds.session },
    },
  },
  'chat.requests': {
    id: 'chat.requests',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/chat/requests',
    surface: 'm2m',
    tag: 'Chat',
    summary: 'List what was asked',
    description: 'Newest first.',
    scope: 'conversations:read',
    params,
    query: Type.Object({
      ...pageQuery,
      status: Type.Optional(oneOf(chatRequestStates)),
      answered: Type.Optional(Type.Boolean({ description: 'False: only those that were declined.' })),
      confidence_level: Type.Optional(oneOf(confidenceLevels)),
      feedback: Type.Optional(oneOf(feedbackWords)),
      batch_id: Type.Optional(text('Only those asked in sessions that tried this batch.', { maxLength: 200 })),
      session_id: Type.Optional(text('Only those of this session.', { maxLength: mostSessionId })),
      email: Type.Optional(text('Only those of this address.', { maxLength: 320 })),
      since: Type.Optional(timeInput('Only those asked then or later.')),
      until: Type.Optional(timeInput('Only those asked before.')),
    }),
    reply: {
      status: 200,
      description: 'A page of requests.',
      schema: Type.Object({ requests: Type.Array(ChatRecord), meta: PageMeta }),
    },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: { requests: [sampleChatRecord], meta: samplePageMeta } },
  },
  'chat.request': {
    id: 'chat.request',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/chat/requests/{request_id}',
    surface: 'm2m',
    tag: 'Chat',
    summary: 'Poll a request',
    description: 'Until `status` is `completed` or `failed`. Every 2.5 seconds is often enough.',
    scope: 'chat:write',
    params: Type.Object({ ...site, request_id: pathId('request', 'Id of the request.') }),
    reply: { status: 200, description: 'The request.', schema: ChatRequest },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: { ...example, request_id: sampleChatIds.request }, reply: sampleChatRequest },
  },
  'chat.closeSession': {
    id: 'chat.closeSession',
    method: 'POST',
    path: '/api/v1/m2m/sites/{site_id}/chat/session/close',
    surface: 'm2m',
    tag: 'Chat',
    summary: 'Close a session',
    description:
      'It takes no more questions; those that were accepted are answered. Closing it again changes nothing. A session in which nobody asked is 404.',
    scope: 'chat:write',
    params,
    body: body({ session_id: sessionId }),
    reply: { status: 200, description: 'Closed.', schema: Type.Object({ status: oneOf(['ok']) }) },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: true,
    example: { params: example, body: { session_id: sampleChatIds.session }, reply: { status: 'ok' } },
  },
  'chat.sessions': {
    id: 'chat.sessions',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/sessions',
    surface: 'm2m',
    tag: 'Chat',
    summary: 'List sessions',
    description: 'The one that was asked in last first.',
    scope: 'conversations:read',
    params,
    query: Type.Object({
      ...pageQuery,
      state: Type.Optional(oneOf(chatSessionStates)),
      email: Type.Optional(text('Only those of this address.', { maxLength: 320 })),
    }),
    reply: {
      status: 200,
      description: 'A page of sessions.',
      schema: Type.Object({ sessions: Type.Array(ChatSession), meta: PageMeta }),
    },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: { sessions: [sampleChatSession], meta: samplePageMeta } },
  },
  'chat.session': {
    id: 'chat.session',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/sessions/{session_id}',
    surface: 'm2m',
    tag: 'Chat',
    summary: 'Read a session',
    description: 'With a page of its requests, in the order in which they were accepted. Percent-encode its id.',
    scope: 'conversations:read',
    params: Type.Object({ ...site, session_id: sessionId }),
    query: Type.Object(pageQuery),
    reply: {
      status: 200,
      description: 'The session.',
      schema: Type.Object({ session: ChatSession, requests: Type.Array(ChatRecord), meta: PageMeta }),
    },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: {
      params: { ...example, session_id: sampleChatIds.session },
      reply: { session: sampleChatSession, requests: [sampleChatRecord], meta: samplePageMeta },
    },
  },
} as const satisfies Record<string, RouteRow>
