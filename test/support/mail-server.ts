import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** A mail as a mail server got it. */
export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** Headers and text, as they came. */
  readonly raw: string
}

export const mailUser = { name: 'posthorn', password: 'correct-horse-battery-staple' }

/** A real SMTP server that asks for a password and keeps what it is given. */
export class MailServer {
  readonly mails: ReceivedMail[] = []
  /** While true, every mail is refused. */
  refusing = false
  /** While set, mails are taken only once it resolves. */
  gate: Promise<unknown> | null = null
  readonly #server: SMTPServer

  private constructor() {
    this.#server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      // Clients that keep their connections would otherwise hold up the end of a test for half a minute.
      closeTimeout: 100,
      onAuth: ({ username, password }, _session, done) => {
        const known = username === mailUser.name && password === mailUser.password
        done(known ? null : new Error('Wrong user or password'), { user: username ?? '' })
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          if (this.refusing) return done(new Error('Try again later'))
          void (this.gate ?? Promise.resolve()).then(() => {
            this.mails.push(mailOf(session, Buffer.concat(chunks).toString()))
            done()
          })
        })
      },
    })
  }

  static async start(): Promise<MailServer> {
    const mail = new MailServer()
    // A client that was killed resets its connections.
    mail.#server.on('error', () => undefined)
    mail.#server.listen(0, '127.0.0.1')
    await once(mail.#server.server, 'listening')
    return mail
  }

  get url(): string {
    const { port } = this.#server.server.address() as AddressInfo
    return `smtp://${mailUser.name}:${mailUser.password}@127.0.0.1:${port}`
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}

function mailOf({ envelope }: SMTPServerSession, raw: string): ReceivedMail {
  const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
  return { from, to: envelope.rcptTo.map(({ address }) => address), raw }
}
