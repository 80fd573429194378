import { createHash } from 'node:crypto'

import type { IncomingMail, MailReading, ReceivedMessage } from '../../../domain/messages/port.ts'
import { type MailPart, type ParsedMail, parseMail } from './parse-mail.ts'
import { automaticMark } from './read-automatic.ts'
import { readBounce } from './read-bounce.ts'
import { readComplaint } from './read-complaint.ts'
import { withoutQuotes } from './without-quotes.ts'

/** Who sent a mail to whom, as the envelope says (RFC 5321). */
export interface Envelope {
  /** Empty for what mail systems send. */
  readonly sender: string
  readonly recipients: readonly string[]
}

/** @throws {UnreadableMail} */
export async function readMail(raw: Buffer, { sender, recipients }: Envelope): Promise<IncomingMail> {
  const mail = await parseMail(raw)
  return { recipients, traces: mail.header('x-posthorn-message'), reading: readingOf(mail, raw, sender) }
}

/** The order matters: a complaint is a report, a bounce is automatic, and what is neither is taken for a person's. */
function readingOf(mail: ParsedMail, raw: Buffer, sender: string): MailReading {
  const about = readComplaint(mail)
  if (about) return { kind: 'complaint', about }
  const outcomes = readBounce(mail, sender)
  if (outcomes) return { kind: 'bounce', outcomes }
  const why = automaticMark(mail, sender)
  if (why !== null || mail.from === null)
    return { kind: 'automatic', why: why ?? 'no From', subject: mail.subject.slice(0, 500) }
  const text = mail.text?.trim() ?? ''
  const { address, name } = mail.from
  return {
    kind: 'written',
    message: {
      // A server that heard no answer sends the same mail again; one without a name is known by all that it says.
      providerMessageId: mail.messageId ?? `sha256:${createHash('sha256').update(raw).digest('hex')}`,
      from: address,
      senderName: name.trim() === '' ? null : name,
      occurredAt: null,
      content: {
        kind: 'email',
        to: mail.to,
        from: address,
        fromName: name.trim() === '' ? null : name,
        replyTo: null,
        subject: mail.subject,
        html: mail.html,
        text: text === '' ? null : text,
        answer: text === '' ? null : withoutQuotes(text),
        attachments: mail.parts.map(toAttachment),
        unsubscribe: false,
        automatic: false,
      },
    },
  }
}

type Attachment = Extract<ReceivedMessage['content'], { kind: 'email' }>['attachments'][number]

const LONGEST_FILENAME = 255

function toAttachment({ type, filename, content }: MailPart, index: number): Attachment {
  // A name is shown, and may become that of a file.
  const name = (filename ?? '')
    .replace(/[/\\\p{Cc}]/gu, '_')
    .trim()
    .slice(0, LONGEST_FILENAME)
  return {
    filename: name === '' || /^\.+$/.test(name) ? `part-${index + 1}` : name,
    contentType: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream',
    content: content.toString('base64'),
  }
}
