/** Questions and what was answered. Source: wire contract 3.5. */
import Type, { type Static } from 'typebox'
import { count, flag, id, nullable, oneOf, text, time } from '../fields.ts'
import { chatRequestStates, chatSessionStates } from '../states.ts'

/** Cut at 0.4 and 0.7. */
export const confidenceLevels = ['low', 'medium', 'high'] as const

/** How a question was asked. */
export const chatModes = ['sync', 'stream', 'async'] as const
export type ChatMode = (typeof chatModes)[number]

export const feedbackWords = ['good', 'bad'] as const
export type Feedback = (typeof feedbackWords)[number]

/** Why a request failed. */
export const chatFailures = ['timeout', 'interrupted', 'caller_gone', 'superseded', 'internal_error'] as const
export type ChatFailure = (typeof chatFailures)[number]

/** Characters of a session's id, of a message, and of a comment. */
export const mostSessionId = 200
export const mostChatMessage = 4_000
export const mostComment = 2_000

export const ChatSource = Type.Object({
  document_id: id('document'),
  title: Type.String(),
  headings: Type.Array(Type.String(), { description: 'Those above the quote, the outermost first.' }),
  quote: text('The words of the document that the answer rests on.'),
  start: count('Where the quote begins in the text of that version, in UTF-16 units.'),
  end: count('Where it ends.'),
  version: Type.Integer({ minimum: 1, description: 'Version of the document that was quoted.' }),
  language: text('Language of the quote.'),
})
export type ChatSource = Static<typeof ChatSource>

const request = {
  request_id: id('request', 'Of the question; not the same as `X-Request-Id`.'),
  session_id: text('As the caller chose it.'),
}
const sources = Type.Array(ChatSource, { description: 'What the answer rests on; empty where it declines.' })
const test = flag('Whether a test key asked.')

export const ChatAnswer = Type.Object({
  ...request,
  status: oneOf(['completed']),
  answered: flag('False: nothing in the documents supports an answer, and `answer` says so politely.'),
  answer: Type.String(),
  confidence: Type.Number({ minimum: 0, maximum: 1, description: 'How likely it is that this answers the question.' }),
  confidence_level: oneOf(confidenceLevels),
  response_language: text('Language of the answer: the one asked for where it is known, or that of the question.'),
  sources,
  test,
  created_at: time(),
  completed_at: time(),
})
export type ChatAnswer = Static<typeof ChatAnswer>

const result = {
  status: oneOf(chatRequestStates),
  answered: nullable(flag('Null until there is an answer.')),
  answer: nullable(Type.String({ description: 'Of a stream that failed: what had been given out.' })),
  confidence: nullable(Type.Number({ minimum: 0, maximum: 1 })),
  confidence_level: nullable(oneOf(confidenceLevels)),
  response_language: nullable(Type.String()),
  sources,
  error: nullable(oneOf(chatFailures, { description: 'Why it failed; null: it did not.' })),
  error_message: nullable(Type.String()),
  test,
  created_at: time(),
  completed_at: nullable(time('When it was completed, or failed.')),
}

/** A request as polling shows it. */
export const ChatRequest = Type.Object({ ...request, ...result })
export type ChatRequest = Static<typeof ChatRequest>

/** A request as the log shows it. */
export const ChatRecord = Type.Object({
  ...request,
  site_id: id('site'),
  message: text('The question.'),
  mode: oneOf(chatModes),
  email: nullable(Type.String()),
  ...result,
  answered_by: nullable(
    text('`documents`: quotes of the documents alone. `model`: a language model that was shown them.'),
  ),
  support: nullable(
    Type.Number({ minimum: 0, maximum: 1, description: 'Likelihood of the best answer there was, given or not.' }),
  ),
  batch_id: nullable(text('The batch that was being tried on this session.')),
  integration: text('Name of the key that asked.'),
  environment: text('Environment of that key.'),
  polls: count('How often it was polled.'),
  polled_at: nullable(time()),
  started_at: nullable(time()),
  hung_up_at: nullable(time('When the caller closed the connection before the answer.')),
  feedback: nullable(oneOf(feedbackWords)),
  feedback_comment: nullable(Type.String()),
  feedback_submitted_at: nullable(time()),
})
export type ChatRecord = Static<typeof ChatRecord>

export const ChatAccepted = Type.Object({
  request_id: id('request', 'Poll with it.'),
  status: oneOf(['pending']),
  session_id: Type.String(),
})
export type ChatAccepted = Static<typeof ChatAccepted>

export const ChatSession = Type.Object({
  session_id: text('As the caller chose it.'),
  state: oneOf(chatSessionStates),
  email: nullable(Type.String({ description: 'The last one that was given.' })),
  requests: count('Questions that were accepted.'),
  test: flag('Whether a test key opened it.'),
  created_at: time(),
  last_request_at: time(),
  closed_at: nullable(time()),
})
export type ChatSession = Static<typeof ChatSession>

export const FeedbackReceipt = Type.Object({
  status: oneOf(['ok']),
  request_id: id('request'),
  feedback: oneOf(feedbackWords, { description: 'The one that stands: the first.' }),
  feedback_submitted_at: Type.Optional(time('Absent where feedback had been given already.')),
})
export type FeedbackReceipt = Static<typeof FeedbackReceipt>

/** What somebody thought of an answer, with the question, the answer and what it rests on. */
export const ChatFeedback = Type.Object({
  ...request,
  feedback: oneOf(feedbackWords),
  comment: nullable(Type.String()),
  feedback_submitted_at: time(),
  message: text('The question.'),
  answered: Type.Boolean(),
  answer: Type.String(),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  confidence_level: oneOf(confidenceLevels),
  response_language: Type.String(),
  email: nullable(Type.String()),
  batch_id: nullable(Type.String()),
  sources: Type.Array(ChatSource, { description: 'What is praised or blamed.' }),
  test,
  created_at: time(),
})
export type ChatFeedback = Static<typeof ChatFeedback>
