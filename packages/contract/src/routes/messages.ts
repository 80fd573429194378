import Type from 'typebox'
import { sampleMessageLine } from '../channel-samples.ts'
import { MessageHistoryLine } from '../objects/channel.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds } from '../samples.ts'

export const messageRoutes = {
  'messages.history': {
    id: 'messages.history',
    method: 'GET',
    path: '/v1/messages/{message_id}/history',
    surface: 'v1',
    tag: 'Messages',
    summary: 'History of a message',
    description:
      'Every attempt with the channel that carried it, and everything that carriers reported, applied or not, in order. For messages of every kind; one that came in was not attempted and has none.',
    scope: 'messages:read',
    params: Type.Object({
      message_id: Type.String({ pattern: '^(sms|eml|msg)_[0-9A-Z]{26}$', description: 'Id of the message.' }),
    }),
    reply: {
      status: 200,
      description: 'The lines, oldest first.',
      schema: Type.Object({ data: Type.Array(MessageHistoryLine) }),
    },
    errors: [],
    idempotent: false,
    example: { params: { message_id: sampleIds.sms }, reply: { data: [sampleMessageLine] } },
  },
} as const satisfies Record<string, RouteRow>
