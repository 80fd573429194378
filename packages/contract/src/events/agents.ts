/** Handing over from agents to people, and between agents. Source: wire contract 5.2. */
import Type from 'typebox'
import { id, oneOf, time } from '../fields.ts'
import { sampleIds } from '../samples.ts'
import { at, channelType, fields, later, maybe, type EventRow } from './event-row.ts'

const handoff = {
  conversation_id: id('conversation'),
  contact_id: id('contact'),
  channel_id: id('channel'),
  channel_type: channelType,
  agent_id: id('agent'),
  handoff_reason: oneOf(['user_requested', 'rule_triggered', 'max_attempts', 'sentiment_negative', 'autonomous']),
  handoff_note: maybe,
  queue_id: maybe,
  started_at: time(),
}

const handoffExample = {
  conversation_id: sampleIds.conversation,
  contact_id: sampleIds.contact,
  channel_id: sampleIds.channel,
  channel_type: 'whatsapp',
  agent_id: sampleIds.agent,
  handoff_reason: 'user_requested',
  handoff_note: 'Asks about an invoice',
  queue_id: null,
  started_at: at,
}

export const agentEvents = {
  'agent.handoff_started': {
    category: 'agent',
    summary: 'An agent asked for a person; it answers no more until the conversation is resumed.',
    data: fields(handoff),
    example: handoffExample,
  },
  'agent.handoff_completed': {
    category: 'agent',
    summary: 'An attendant took the conversation.',
    data: fields({
      ...handoff,
      attendant_id: Type.String(),
      completed_at: time(),
      wait_seconds: Type.Integer({ minimum: 0 }),
    }),
    example: { ...handoffExample, attendant_id: sampleIds.user, completed_at: later, wait_seconds: 70 },
  },
  'agent.transferred': {
    category: 'agent',
    summary: 'A conversation went from one agent to another.',
    data: fields({
      conversation_id: id('conversation'),
      contact_id: id('contact'),
      channel_id: id('channel'),
      channel_type: channelType,
      from_agent_id: id('agent'),
      to_agent_id: id('agent'),
      reason: maybe,
      transferred_at: time(),
    }),
    example: {
      conversation_id: sampleIds.conversation,
      contact_id: sampleIds.contact,
      channel_id: sampleIds.channel,
      channel_type: 'whatsapp',
      from_agent_id: sampleIds.agent,
      to_agent_id: sampleIds.otherAgent,
      reason: 'billing',
      transferred_at: later,
    },
  },
} as const satisfies Record<string, EventRow>
