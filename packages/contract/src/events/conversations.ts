/** What happens to conversations. Source: wire contract 5.2. */
import { id, nullable, oneOf, time } from '../fields.ts'
import { sampleIds } from '../samples.ts'
import { at, channelType, fields, later, maybe, tags, type EventRow } from './event-row.ts'

const conversation = {
  conversation_id: id('conversation'),
  contact_id: id('contact'),
  channel_id: id('channel'),
  channel_type: channelType,
  status: oneOf(['open', 'human', 'waiting', 'closed']),
  assigned_to: maybe,
  assigned_type: nullable(oneOf(['agent', 'attendant'])),
  tags,
  created_at: time(),
}

const conversationExample = {
  conversation_id: sampleIds.conversation,
  contact_id: sampleIds.contact,
  channel_id: sampleIds.channel,
  channel_type: 'whatsapp',
  status: 'open',
  assigned_to: sampleIds.agent,
  assigned_type: 'agent',
  tags: ['sales'],
  created_at: at,
}

export const conversationEvents = {
  'conversation.created': {
    category: 'conversation',
    summary: 'A conversation began.',
    data: fields(conversation),
    example: conversationExample,
  },
  'conversation.assigned': {
    category: 'conversation',
    summary: 'A conversation was given to an agent or an attendant.',
    data: fields({ ...conversation, previous_assigned_to: maybe, assigned_at: time() }),
    example: { ...conversationExample, previous_assigned_to: null, assigned_at: later },
  },
  'conversation.closed': {
    category: 'conversation',
    summary: 'A conversation was closed.',
    data: fields({ ...conversation, closed_at: time(), closed_by: maybe, close_reason: maybe }),
    example: {
      ...conversationExample,
      status: 'closed',
      closed_at: later,
      closed_by: sampleIds.user,
      close_reason: 'resolved',
    },
  },
  'conversation.reopened': {
    category: 'conversation',
    summary: 'A closed conversation was opened again, by hand or by a new message of the customer.',
    data: fields({ ...conversation, reopened_at: time() }),
    example: { ...conversationExample, reopened_at: later },
  },
} as const satisfies Record<string, EventRow>
