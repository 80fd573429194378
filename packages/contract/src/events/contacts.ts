/** What happens to contacts. Source: wire contract 5.2. */
import Type from 'typebox'
import { freeObject, id, oneOf, time } from '../fields.ts'
import { sampleIds } from '../samples.ts'
import { at, fields, later, maybe, tags, type EventRow } from './event-row.ts'

const contactFields = {
  contact_id: id('contact'),
  name: maybe,
  phone: maybe,
  email: maybe,
  avatar_url: maybe,
  source: oneOf(['whatsapp', 'instagram', 'widget', 'telegram', 'sms', 'email', 'api', 'manual']),
  tags,
  custom_fields: freeObject('Fields of your own.'),
  assigned_to: maybe,
  created_at: time(),
}

const contactExample = {
  contact_id: sampleIds.contact,
  name: 'Maria Silva',
  phone: '+5511999999999',
  email: 'maria@example.com',
  avatar_url: null,
  source: 'whatsapp',
  tags: ['sales'],
  custom_fields: { city: 'São Paulo' },
  assigned_to: null,
  created_at: at,
}

export const contactEvents = {
  'contact.created': {
    category: 'contact',
    summary: 'A contact was added.',
    data: fields(contactFields),
    example: contactExample,
  },
  'contact.updated': {
    category: 'contact',
    summary: 'A contact changed; `changes` has the old and the new values.',
    data: fields({
      ...contactFields,
      changes: Type.Unsafe<Record<string, { from: unknown; to: unknown }>>({
        type: 'object',
        additionalProperties: { type: 'object', properties: { from: {}, to: {} }, required: ['from', 'to'] },
      }),
      updated_at: time(),
    }),
    example: { ...contactExample, changes: { name: { from: 'Maria', to: 'Maria Silva' } }, updated_at: later },
  },
  'contact.deleted': {
    category: 'contact',
    summary: 'A contact was deleted.',
    data: fields({ contact_id: id('contact'), deleted_at: time() }),
    example: { contact_id: sampleIds.contact, deleted_at: later },
  },
} as const satisfies Record<string, EventRow>
