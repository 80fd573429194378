import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'

import { createTransport } from 'nodemailer'

import type { ChannelProvider, CheckResult } from '../../domain/channels/port.ts'
import type { CarrierAnswer, ChannelCarrier, DkimKey } from '../../domain/messages/port.ts'
import type { DialHost } from '../../kernel/guarded-fetch/index.ts'
import { hideSecrets } from '../../kernel/hide-secrets.ts'
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'
import { composeMail } from './compose-mail.ts'
import { readCheckFailure, readMailFailure } from './read-mail-failure.ts'
import { signOutgoing } from './sign-outgoing.ts'
import { credentials, settings, type SmtpAccount } from './smtp-account.ts'

export interface SmtpTimeouts {
  /** To the connection, and from there to the server's greeting. */
  readonly connectMs: number
  /** Without a byte from the server. */
  readonly silenceMs: number
}

/** A message waits for no server longer than its sender would: RFC 5321 allows ten minutes for the last answer. */
const usualTimeouts: SmtpTimeouts = { connectMs: 10 * SECOND_MS, silenceMs: MINUTE_MS }

export interface SmtpOptions {
  readonly dial: DialHost
  readonly timeouts?: SmtpTimeouts
}

const USUAL_CONNECTIONS = 5

/** E-mail through a mail server that takes it on, over connections that are kept. */
export function createSmtp(options: SmtpOptions): ChannelProvider<ChannelCarrier, typeof settings, typeof credentials> {
  return {
    name: 'smtp',
    type: 'email',
    settings,
    credentials,
    problemOf: (_settings, { user, password }) =>
      (user === undefined) === (password === undefined)
        ? null
        : {
            param: user === undefined ? 'credentials.user' : 'credentials.password',
            problem: 'it is missing; give both or none',
          },
    check: (account) => check(account, options),
    open: (account) => openCarrier(account, options),
  }
}

async function check(account: SmtpAccount, options: SmtpOptions): Promise<CheckResult> {
  const transport = openTransport(account, options)
  try {
    await transport.verify()
    return { ok: true }
  } catch (error) {
    return readCheckFailure(error)
  } finally {
    transport.close()
  }
}

function openCarrier(account: SmtpAccount, options: SmtpOptions): ChannelCarrier {
  const transport = openTransport(account, options)
  const bodies = new SentBodies()
  const signers = new Map<string, DkimKey>()
  transport.use('stream', (mail, done) => {
    const signer = signers.get(mail.data.messageId ?? '')
    if (signer) signOutgoing(mail.message, signer)
    bodies.follow(mail.data, mail.message)
    done()
  })
  return {
    provider: 'smtp',
    // A mail server that gets the same Message-ID twice delivers it twice.
    idempotentByMessageId: false,
    async send(message) {
      const mail = composeMail(message, account.settings)
      if (message.postage?.dkim) signers.set(mail.messageId, message.postage.dkim)
      try {
        await transport.sendMail(mail)
        return { kind: 'accepted', providerMessageId: mail.messageId }
      } catch (error) {
        return withoutSecrets(readMailFailure(error, bodies.wasHandedOver(mail.messageId)), account)
      } finally {
        bodies.forget(mail.messageId)
        signers.delete(mail.messageId)
      }
    },
    close: () => transport.close(),
  }
}

function openTransport(
  { settings: { host, port, security, connections }, credentials }: SmtpAccount,
  options: SmtpOptions,
) {
  const { connectMs, silenceMs } = options.timeouts ?? usualTimeouts
  const { user, password } = credentials
  return createTransport({
    pool: true,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    maxConnections: connections ?? USUAL_CONNECTIONS,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    // The default, said aloud: NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment must not lift it.
    tls: { rejectUnauthorized: true },
    // A server that offers no login must not be taken for one that needs none.
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password }, forceAuth: true }),
    // Once, for a connection that the server had closed while it was idle; nothing had been sent over it.
    ...{ maxRequeues: 1 },
    getSocket(_options: unknown, callback: (error: Error | null, socket: { connection: Socket } | false) => void) {
      options.dial(host, port, connectMs).then(
        (connection) => callback(null, { connection }),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), false),
      )
    },
  })
}

interface Streamed {
  createReadStream(options?: object): Readable
}

/** How far the mails under way have got: once its body has been read to the end, a server may have taken it. */
class SentBodies {
  readonly #streams = new Map<string, Readable>()

  follow({ messageId }: { messageId?: string | undefined }, mail: Streamed): void {
    const create = mail.createReadStream.bind(mail)
    mail.createReadStream = (options) => {
      const stream = create(options)
      this.#streams.set(messageId ?? '', stream)
      return stream
    }
  }

  wasHandedOver(messageId: string): boolean {
    return this.#streams.get(messageId)?.readableEnded ?? false
  }

  forget(messageId: string): void {
    this.#streams.delete(messageId)
  }
}

function withoutSecrets(answer: CarrierAnswer, { credentials: { password } }: SmtpAccount): CarrierAnswer {
  if ('detail' in answer) return { ...answer, detail: hideSecrets(answer.detail, [password]) }
  if (answer.kind === 'rejected') return { ...answer, message: hideSecrets(answer.message, [password]) }
  return answer
}
