/** What becomes of questions. Inferred: the sources have polling only (docs/decisions/0030). */
import { sampleChatRequest, sampleFailedRequest } from '../chat-samples.ts'
import { flag, id, oneOf, text } from '../fields.ts'
import { chatModes, ChatRequest } from '../objects/chat.ts'
import { sampleIds } from '../samples.ts'
import { fields, type EventRow } from './event-row.ts'

const { test: _, ...request } = ChatRequest.properties

const data = fields({
  ...request,
  site_id: id('site'),
  tenant_id: id('workspace'),
  mode: oneOf(chatModes),
  message: text('The question.'),
  test_key: flag('Whether a test key asked.'),
  truncated: flag('Whether quotes or the answer were cut, since an event has at most 90 kB; polling has all of it.'),
})

const about = {
  site_id: sampleIds.site,
  tenant_id: sampleIds.workspace,
  mode: 'async',
  message: 'What are your support hours?',
  test_key: false,
  truncated: false,
}
const exampleOf = ({ test: _test, ...shown }: ChatRequest) => ({ ...shown, ...about })

export const chatEvents = {
  'chat.completed': {
    category: 'chat',
    summary: 'A question was answered, or politely declined.',
    data,
    example: exampleOf(sampleChatRequest),
  },
  'chat.failed': {
    category: 'chat',
    summary: 'A question got no answer: its deadline passed, its caller hung up, or we failed.',
    data,
    example: exampleOf(sampleFailedRequest),
  },
} as const satisfies Record<string, EventRow>
