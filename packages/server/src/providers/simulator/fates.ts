import type { ReportedChange } from '../../domain/messages/port.ts'

/** How the simulated carrier answers an attempt. */
export type SimulatedAnswer = 'accepted' | 'rejected' | 'throttled' | 'unavailable' | 'timeout'

/** What becomes of a simulated message, chosen by its recipient. */
export interface Fate {
  readonly name: string
  /** Last four digits of the number that chooses it; null: no number does. */
  readonly number: string | null
  /** The address that chooses it, before the `@` and any `+`; null: no address does. */
  readonly mailbox: string | null
  /** For docs/guides/simulator.md, word for word. */
  readonly says: string
  /** To the first attempt, the second, …; the last one repeats. */
  readonly answers: readonly [SimulatedAnswer, ...SimulatedAnswer[]]
  /** What the carrier reports afterwards, one after the other. */
  readonly reports: readonly ReportedChange[]
  /** Whether the reports are a long time coming. */
  readonly late?: boolean
}

const delivered: ReportedChange = { status: 'delivered' }
const hardBounce: ReportedChange = {
  status: 'bounced',
  bounceType: 'hard',
  error: '550 5.1.1 No such user (simulated)',
}

/** Recipients that choose nothing get the first one. */
export const fates: readonly [Fate, ...Fate[]] = [
  {
    name: 'delivered',
    number: null,
    mailbox: null,
    says: 'Accepted, and delivered a moment later.',
    answers: ['accepted'],
    reports: [delivered],
  },
  {
    name: 'late',
    number: '0001',
    mailbox: 'late',
    says: 'Accepted, and delivered a good while later.',
    answers: ['accepted'],
    reports: [delivered],
    late: true,
  },
  {
    name: 'failed',
    number: '0002',
    mailbox: 'failed',
    says: 'Accepted; then the carrier reports that it failed (`undeliverable`).',
    answers: ['accepted'],
    reports: [{ status: 'failed', code: 'undeliverable', message: 'The recipient cannot be reached (simulated).' }],
  },
  {
    name: 'rejected',
    number: '0003',
    mailbox: 'rejected',
    says: 'Refused by the carrier at once (`rejected`): failed without having been sent.',
    answers: ['rejected'],
    reports: [],
  },
  {
    name: 'silent',
    number: '0004',
    mailbox: 'silent',
    says: 'Accepted; the carrier never reports anything, so it stays `sent`.',
    answers: ['accepted'],
    reports: [],
  },
  {
    name: 'throttled',
    number: '0005',
    mailbox: 'throttled',
    says: 'The carrier twice asks to wait, accepts the third attempt, and delivers.',
    answers: ['throttled', 'throttled', 'accepted'],
    reports: [delivered],
  },
  {
    name: 'timeout',
    number: '0006',
    mailbox: 'timeout',
    says: 'The carrier takes it without an answer: it stays `queued`, is not sent again, and a report then says `delivered`.',
    answers: ['timeout'],
    reports: [delivered],
  },
  {
    name: 'lost',
    number: '0007',
    mailbox: 'lost',
    says: 'No answer and no report: nobody knows, and it stays `queued` without being sent again.',
    answers: ['timeout'],
    reports: [],
  },
  {
    name: 'unavailable',
    number: '0008',
    mailbox: 'unavailable',
    says: 'The carrier is out of reach for two attempts, accepts the third, and delivers.',
    answers: ['unavailable', 'unavailable', 'accepted'],
    reports: [delivered],
  },
  {
    name: 'away',
    number: '0009',
    mailbox: 'away',
    says: 'The carrier is never reached: tried again for four hours, then failed (`carrier_unavailable`).',
    answers: ['unavailable'],
    reports: [],
  },
  {
    name: 'muddled',
    number: '0010',
    mailbox: 'muddled',
    says: 'Delivered, with reports that come twice and in the wrong order; each event comes once.',
    answers: ['accepted'],
    reports: [delivered, { status: 'sent' }, delivered],
  },
  {
    name: 'read',
    number: '0011',
    mailbox: null,
    says: 'Delivered, then read (WhatsApp; an SMS is only delivered).',
    answers: ['accepted'],
    reports: [delivered, { status: 'read' }],
  },
  {
    name: 'bounced',
    number: null,
    mailbox: 'bounced',
    says: 'Accepted; then a hard bounce comes back.',
    answers: ['accepted'],
    reports: [hardBounce],
  },
  {
    name: 'soft-bounced',
    number: null,
    mailbox: 'soft-bounced',
    says: 'Accepted; then a soft bounce comes back (the mailbox is full).',
    answers: ['accepted'],
    reports: [{ status: 'bounced', bounceType: 'soft', error: '452 4.2.2 Mailbox full (simulated)' }],
  },
  {
    name: 'late-bounced',
    number: null,
    mailbox: 'late-bounced',
    says: 'Delivered to the first server; then a hard bounce comes back from the second.',
    answers: ['accepted'],
    reports: [delivered, hardBounce],
  },
  {
    name: 'opened',
    number: null,
    mailbox: 'opened',
    says: 'Delivered, then opened.',
    answers: ['accepted'],
    reports: [delivered, { status: 'opened' }],
  },
  {
    name: 'clicked',
    number: null,
    mailbox: 'clicked',
    says: 'Delivered, opened, and a link in it followed.',
    answers: ['accepted'],
    reports: [delivered, { status: 'opened' }, { status: 'clicked', url: 'https://example.com/simulated-link' }],
  },
  {
    name: 'complained',
    number: null,
    mailbox: 'complained',
    says: 'Delivered, then marked as spam by its recipient.',
    answers: ['accepted'],
    reports: [delivered, { status: 'complained' }],
  },
]

const byNumber = new Map(fates.map((fate) => [fate.number, fate]))
const byMailbox = new Map(fates.map((fate) => [fate.mailbox, fate]))
const DIGITS = 4

/** The fate that a recipient, a number or an address, chooses. */
export function fateOf(recipient: string): Fate {
  const mailbox = /^([^@+]+)(\+[^@]*)?@/.exec(recipient)?.[1]
  const chosen = mailbox === undefined ? byNumber.get(recipient.slice(-DIGITS)) : byMailbox.get(mailbox.toLowerCase())
  return chosen ?? fates[0]
}
