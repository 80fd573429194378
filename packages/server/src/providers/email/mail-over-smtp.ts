import { createTransport } from 'nodemailer'

import type { SendMail } from '../../domain/notifications/port.ts'

/** Sends notices over SMTP, on connections that are kept for the next one. */
export function mailOverSmtp(options: { url: string; from: string }): { send: SendMail; close(): void } {
  const transport = createTransport(`${options.url}${options.url.includes('?') ? '&' : '?'}pool=true`)
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
