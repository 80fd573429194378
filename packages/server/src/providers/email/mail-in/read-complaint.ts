import type { ComplainedMail } from '../../../domain/messages/port.ts'
import type { ParsedMail } from './parse-mail.ts'
import { addressIn, readFields, readHeaderOf } from './read-fields.ts'

const TRACE = 'x-posthorn-message'

/**
 * What a feedback report (RFC 5965) brings back of the mail that somebody complained about; null for a mail that is none,
 * or that takes a complaint back (`not-spam`, RFC 6430).
 */
export function readComplaint(mail: ParsedMail): ComplainedMail | null {
  const report = mail.parts.find(({ type }) => type === 'message/feedback-report')
  if (!report) return null
  const fields = readFields(report.content.toString('utf8').replaceAll('\0', ''))
  const type = fields.get('feedback-type')?.[0]?.toLowerCase() ?? ''
  if (!COMPLAINTS.has(type)) return null
  const originals = mail.parts.filter((part) => ORIGINALS.has(part.type)).map(({ content }) => readHeaderOf(content))
  const senders = [
    ...(fields.get('original-mail-from') ?? []),
    ...originals.flatMap((header) => header.get('return-path') ?? []),
  ]
  return {
    senders: senders.flatMap((value) => addressIn(value) ?? []),
    traces: [...originals.flatMap((header) => header.get(TRACE) ?? []), ...(fields.get(TRACE) ?? [])],
  }
}

/** All that people press a button for. `auth-failure` and the like tell of mail, and not of a person. */
const COMPLAINTS = new Set(['abuse', 'fraud', 'virus', 'other', 'opt-out', 'opt-out-list', 'miscategorized'])
const ORIGINALS = new Set(['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'])
