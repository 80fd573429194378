/** What becomes of an e-mail. Source: wire contract 5.2. */
import Type from 'typebox'
import { id, oneOf, time } from '../fields.ts'
import { sampleIds } from '../samples.ts'
import { at, failure, fields, later, type EventRow } from './event-row.ts'

const email = { id: id('email'), to: Type.String() }

const emailExample = { id: sampleIds.email, to: 'maria@example.com' }

export const emailEvents = {
  'email.sent': {
    category: 'email',
    summary: 'An e-mail was handed to the mail server.',
    data: fields({ ...email, subject: Type.String(), sent_at: time() }),
    example: { ...emailExample, subject: 'Your order', sent_at: at },
  },
  'email.delivered': {
    category: 'email',
    summary: 'An e-mail was accepted by the server of its recipient.',
    data: fields({ ...email, delivered_at: time() }),
    example: { ...emailExample, delivered_at: later },
  },
  'email.opened': {
    category: 'email',
    summary: 'An e-mail was opened.',
    data: fields({ ...email, opened_at: time() }),
    example: { ...emailExample, opened_at: later },
  },
  'email.clicked': {
    category: 'email',
    summary: 'A link in an e-mail was followed.',
    data: fields({ ...email, url: Type.String(), clicked_at: time() }),
    example: { ...emailExample, url: 'https://example.com/orders/1', clicked_at: later },
  },
  'email.bounced': {
    category: 'email',
    summary: 'An e-mail came back. After a hard bounce the address is suppressed.',
    data: fields({ ...email, bounce_type: oneOf(['hard', 'soft']), error: Type.String(), bounced_at: time() }),
    example: { ...emailExample, bounce_type: 'hard', error: '550 5.1.1 No such user', bounced_at: later },
  },
  'email.complained': {
    category: 'email',
    summary: 'A recipient marked an e-mail as spam. The address is suppressed.',
    data: fields({ ...email, complained_at: time() }),
    example: { ...emailExample, complained_at: later },
  },
  'email.failed': {
    category: 'email',
    summary: 'An e-mail could not be sent.',
    data: fields({ ...email, ...failure }),
    example: {
      ...emailExample,
      error_code: 'rejected',
      error_message: 'The mail server refused the message.',
      failed_at: later,
    },
  },
} as const satisfies Record<string, EventRow>
