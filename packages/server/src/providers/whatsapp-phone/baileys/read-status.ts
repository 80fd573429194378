import type { ReportedChange } from '../../../domain/messages/port.ts'

/** WebMessageInfo.Status of the protocol: what a receipt makes of a message that we sent. */
const changes: Readonly<Record<number, ReportedChange>> = {
  0: { status: 'failed', code: 'rejected', message: 'WhatsApp refused the message.' },
  2: { status: 'sent' },
  3: { status: 'delivered' },
  4: { status: 'read' },
  // A voice message that was played was read.
  5: { status: 'read' },
}

/** Null: it is on its way, and tells nothing new. */
export function readStatus(status: number | null | undefined): ReportedChange | null {
  return (typeof status === 'number' ? changes[status] : undefined) ?? null
}
