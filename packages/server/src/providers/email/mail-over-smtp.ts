import { createTransport } from 'nodemailer'

import type { SendMail } from '../../domain/notifications/port.ts'
import type { Signer } from './sign-mail.ts'
import { signOutgoing } from './sign-outgoing.ts'

/** Sends notices over SMTP, on connections that are kept for the next one. */
export function mailOverSmtp(options: { url: string; from: string; signer: Signer | null }): {
  send: SendMail
  close(): void
} {
  const { signer } = options
  const transport = createTransport(`${options.url}${options.url.includes('?') ? '&' : '?'}pool=true`)
  if (signer) {
    transport.use('stream', (mail, done) => {
      signOutgoing(mail.message, signer)
      done()
    })
  }
  return {
    async send({ to, subject, text, messageId }) {
      await transport.sendMail({
        from: options.from,
        to: [...to],
        subject,
        text,
        messageId,
        // Nobody should answer a notice with an out-of-office reply (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}
