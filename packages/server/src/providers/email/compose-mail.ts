import type { SendMailOptions } from 'nodemailer'

import type { OutgoingMessage } from '../../domain/messages/port.ts'
import type { Settings } from './smtp-account.ts'

/**
 * An e-mail to one of its recipients. The headers name them all, the envelope only the one; the id is made of ours, so
 * that whatever comes back about the mail can be traced.
 */
export function composeMail(
  message: OutgoingMessage,
  settings: Pick<Settings, 'return_path'>,
): SendMailOptions & { messageId: string } {
  const { id, to, content, headers, postage } = message
  if (content.kind !== 'email') throw new Error(`SMTP channels carry e-mail, not ${content.kind}`)
  const { from, fromName, replyTo, subject, html, text, attachments } = content
  return {
    messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    from: fromName === null ? from : { name: fromName, address: from },
    to: [...content.to],
    envelope: { from: (settings.return_path === 'from' ? null : postage?.returnPath) ?? from, to: [to] },
    subject,
    headers: { ...headers },
    ...(html !== null && { html }),
    ...(text !== null && { text }),
    ...replyToOf(replyTo, postage?.replyTo ?? null, fromName),
    attachments: attachments.map((file) => ({
      filename: file.filename,
      contentType: file.contentType,
      content: file.content,
      encoding: 'base64',
    })),
    // What a caller wrote is text, and never the path of a file here or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
    xMailer: false,
  }
}

/** What the caller said counts; the address that stands in for it bears the sender's name, since people see it. */
function replyToOf(asked: string | null, ours: string | null, name: string | null): Pick<SendMailOptions, 'replyTo'> {
  if (asked !== null) return { replyTo: asked }
  if (ours === null) return {}
  return { replyTo: name === null ? ours : { name, address: ours } }
}
