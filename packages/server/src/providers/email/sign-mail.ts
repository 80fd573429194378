import { createHash, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'

/** With what a mail is signed: the domain that vouches for it, and where that publishes its key. */
export interface Signer {
  readonly domain: string
  readonly selector: string
  readonly privateKey: KeyObject
}

/**
 * Signed where the mail has them (RFC 6376, 5.4.1): whoever changes one of these changes what a person reads or does.
 * RFC 8058 asks for both of List-Unsubscribe.
 */
const SIGNED = [
  'from',
  'to',
  'cc',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'auto-submitted',
  'x-posthorn-message',
]

/**
 * Named once more than there are, so that a second one breaks the signature: what is shown is often the first of two,
 * and what is signed the last (RFC 6376, 8.15).
 */
const OVERSIGNED = new Set(['from', 'to', 'subject', 'date', 'reply-to', 'message-id'])

const signInPool = promisify(sign)

/**
 * Puts a DKIM signature before a mail (RFC 6376): rsa-sha256, relaxed/relaxed. nodemailer has one as well, which names no
 * header twice and sends unsigned what it cannot sign.
 */
export async function signMail(mail: Buffer, { domain, selector, privateKey }: Signer): Promise<Buffer> {
  // One character a byte, so that what is signed is what is sent. Lines end as SMTP ends them (RFC 6376, 5.3): a text keeps
  // the ends that its caller gave it until it is on the wire, where they are changed.
  const text = mail.toString('latin1').replace(/\r\n|\r|\n/g, '\r\n')
  const end = text.indexOf('\r\n\r\n')
  const fields = fieldsOf(end === -1 ? text : text.slice(0, end))
  const body = end === -1 ? '' : text.slice(end + 4)
  const { names, lines } = chosenFields(fields)
  const bodyHash = createHash('sha256').update(relaxBody(body), 'latin1').digest('base64')
  const field =
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain};\r\n` +
    ` s=${selector};\r\n h=${fold(names.join(':'), /.{1,70}(:|$)/g)};\r\n bh=${bodyHash};\r\n b=`
  const signed = [...lines, relaxField(field)].join('\r\n')
  const signature = await signInPool('sha256', Buffer.from(signed, 'latin1'), privateKey)
  return Buffer.concat([
    Buffer.from(`${field}${fold(signature.toString('base64'), /.{1,72}/g)}\r\n`, 'latin1'),
    Buffer.from(text, 'latin1'),
  ])
}

/** Long values go on in the next line, behind a space that means nothing. */
function fold(text: string, pieces: RegExp): string {
  return (text.match(pieces) ?? []).join('\r\n ')
}

/** The header's fields as they stand, their continuation lines with them. */
function fieldsOf(header: string): string[] {
  return header.split(/\r\n(?![ \t])/).filter((field) => field !== '')
}

/** Of each name the fields from the last to the first, as a verifier takes them (5.4.2). */
function chosenFields(fields: readonly string[]): { names: string[]; lines: string[] } {
  const byName = Map.groupBy(fields.toReversed(), (field) => nameOf(field))
  const chosen = SIGNED.map((name) => ({ name, own: byName.get(name) ?? [] }))
  return {
    names: chosen.flatMap(({ name, own }) => [...own.map(() => name), ...(OVERSIGNED.has(name) ? [name] : [])]),
    lines: chosen.flatMap(({ own }) => own.map(relaxField)),
  }
}

function nameOf(field: string): string {
  return field.slice(0, field.indexOf(':')).trim().toLowerCase()
}

/** 3.4.2 */
function relaxField(field: string): string {
  const value = field.slice(field.indexOf(':') + 1)
  return `${nameOf(field)}:${value
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '')}`
}

/** 3.4.4 */
function relaxBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
  while (lines.at(-1) === '') lines.pop()
  return lines.map((line) => `${line}\r\n`).join('')
}
