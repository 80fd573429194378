import PostalMime, { type Email } from 'postal-mime'

/** A mail taken apart. Texts are decoded and hold no NUL. */
export interface ParsedMail {
  /** Every value of a header of its own, by its name in lower case; in the order in which they stand. */
  header(name: string): readonly string[]
  readonly from: { readonly address: string; readonly name: string } | null
  /** Addresses of To and Cc. */
  readonly to: readonly string[]
  readonly subject: string
  readonly messageId: string | null
  /** Made of the HTML where there is no other; null: neither. */
  readonly text: string | null
  readonly html: string | null
  /** All parts but text and HTML; mails inside the mail are parts, and are not taken apart. */
  readonly parts: readonly MailPart[]
}

export interface MailPart {
  /** Media type, in lower case. */
  readonly type: string
  readonly filename: string | null
  readonly content: Buffer
}

/** The mail is built so that nobody should take it apart. The message is for its sender. */
export class UnreadableMail extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'UnreadableMail'
  }
}

/** Mail programs nest four or five deep, and write a few kilobytes of headers; who does more means harm. */
const DEEPEST = 20
const MOST_HEADER_BYTES = 256 * 1024
const MOST_PARTS = 100
/** RFC 5321, 6.3: a mail that went through so many servers goes round. */
const MOST_HOPS = 100

/** @throws {UnreadableMail} */
export async function parseMail(raw: Buffer): Promise<ParsedMail> {
  const email = await parse(raw)
  if (email.attachments.length > MOST_PARTS) throw new UnreadableMail(`It has more than ${MOST_PARTS} parts`)
  const headers = Map.groupBy(email.headers, ({ key }) => key)
  const header = (name: string): readonly string[] => headers.get(name)?.map(({ value }) => clean(value)) ?? []
  if (header('received').length > MOST_HOPS) throw new UnreadableMail('It has gone round: too many Received headers')
  const html = email.html === undefined ? null : clean(email.html)
  return {
    header,
    from: mailboxOf(email),
    to: addressesOf(email),
    subject: clean(email.subject ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
    messageId: email.messageId === undefined ? null : clean(email.messageId).trim() || null,
    text: email.text === undefined ? html && (await textOf(html)) : clean(email.text),
    html,
    parts: email.attachments.map(({ mimeType, filename, content }) => ({
      type: clean(mimeType),
      filename: filename === null ? null : clean(filename),
      content: typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as Uint8Array<ArrayBuffer>),
    })),
  }
}

async function parse(raw: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(raw, {
      maxNestingDepth: DEEPEST,
      maxHeadersSize: MOST_HEADER_BYTES,
      // What a report brings back is evidence, and what a person forwards is a file.
      maxRfc822NestingDepth: 0,
    })
  } catch (error) {
    throw new UnreadableMail('It is built too deep, its headers are too long, or it is no mail at all', error)
  }
}

/** PostgreSQL keeps no NUL, and nobody means one. */
function clean(text: string): string {
  return text.replaceAll('\0', '')
}

function mailboxOf({ from }: Email): ParsedMail['from'] {
  const mailbox = from?.group?.[0] ?? from
  if (mailbox?.address === undefined || !/^[^\s@]+@[^\s@]+$/.test(clean(mailbox.address))) return null
  return { address: clean(mailbox.address), name: clean(mailbox.name) }
}

function addressesOf({ to = [], cc = [] }: Email): string[] {
  const mailboxes = [...to, ...cc].flatMap((each) => each.group ?? [each])
  return mailboxes.flatMap(({ address }) => (address ? clean(address) : []))
}

/** The parser makes text of HTML where a mail has both in different places, and does it with care for hostile input. */
async function textOf(html: string): Promise<string | null> {
  const both = [
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(withoutUnseen(html)).toString('base64'),
    '--b--',
    '',
  ]
  const { text } = await PostalMime.parse(both.join('\r\n'))
  return text?.trim() || null
}

/** Nobody sees these elements, and the parser would show them. */
const UNSEEN = ['style', 'script', 'head', 'title']

function withoutUnseen(html: string): string {
  return UNSEEN.reduce((rest, name) => {
    const kept: string[] = []
    let from = 0
    const open = new RegExp(`<${name}[\\s>]`, 'gi')
    const close = new RegExp(`</${name}\\s*>`, 'gi')
    for (let found = open.exec(rest); found; found = open.exec(rest)) {
      kept.push(rest.slice(from, found.index))
      close.lastIndex = found.index
      from = close.exec(rest) ? close.lastIndex : rest.length
      open.lastIndex = from
    }
    return kept.length === 0 ? rest : kept.join('') + rest.slice(from)
  }, html)
}
