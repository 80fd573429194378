import type { BodyOf } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import { type EmailAddress, normaliseEmail } from '../contacts/index.ts'
import type { EmailContent } from './content.ts'
import type { Prepared, Recipient } from './new-message.ts'
import { readAttachments } from './read-attachments.ts'

/** A template may make it longer than what is sent may be. */
const MOST_SUBJECT_CHARACTERS = 500

/**
 * Reads the body of a call, its template filled in, or says which field is wrong and how. `defaultFrom` is the platform's own address; whether the
 * workspace may send from another one is asked of its domains (see `refuseForeignSender`).
 */
export function prepareEmail(body: BodyOf<'email.send'>, defaultFrom: string): Prepared<EmailContent> {
  const to = readRecipients(body.to)
  if (body.subject === undefined) throw invalid('subject', 'it is missing; give some text')
  if (body.subject.length > MOST_SUBJECT_CHARACTERS)
    throw invalid('subject', `it must not be longer than ${MOST_SUBJECT_CHARACTERS} characters`)
  if (body.html === undefined && body.text === undefined)
    throw invalid('html', 'it is missing; give html, text, or both')
  const content: EmailContent = {
    kind: 'email',
    to: to.map(({ address }) => address),
    from: readFrom(body.from, defaultFrom),
    fromName: body.from_name === undefined ? null : headerText('from_name', body.from_name),
    replyTo: body.reply_to === undefined ? null : readAddress('reply_to', body.reply_to).address,
    subject: headerText('subject', body.subject),
    html: body.html ?? null,
    text: body.text ?? null,
    attachments: readAttachments(body.attachments ?? []),
    unsubscribe: body.unsubscribe ?? false,
    automatic: body.automatic ?? false,
    ...(body.track_opens && { trackOpens: true }),
    ...(body.track_clicks && { trackClicks: true }),
  }
  return { recipients: to.map(recipientOf), content, segments: null, callbackUrl: null }
}

function recipientOf({ address, key }: EmailAddress): Recipient {
  return { address, contact: { by: 'email', address: key } }
}

/** Each recipient once, however often they are listed. */
function readRecipients(to: string | readonly string[]): EmailAddress[] {
  const read =
    typeof to === 'string' ? [readAddress('to', to)] : to.map((each, index) => readAddress(`to[${index}]`, each))
  return read.filter(({ key }, index) => read.findIndex((other) => other.key === key) === index)
}

function readAddress(param: string, text: string): EmailAddress {
  const address = normaliseEmail(text)
  if (!address)
    throw invalid(param, `${JSON.stringify(text)} is no e-mail address; give it bare, such as maria@example.com`)
  return address
}

/** Of the platform's domain, which all workspaces share, there is this one address for all. */
export function readFrom(from: string | undefined, defaultFrom: string): string {
  if (from === undefined || from === defaultFrom) return defaultFrom
  const { address, key } = readAddress('from', from)
  return key === defaultFrom.toLowerCase() ? defaultFrom : address
}

/** A line break in a header would begin another header. */
function headerText(param: string, text: string): string {
  if (/\p{Cc}/u.test(text)) throw invalid(param, 'it must not hold line breaks or control characters')
  if (text.trim() === '') throw invalid(param, 'it is empty; give some text')
  return text
}
