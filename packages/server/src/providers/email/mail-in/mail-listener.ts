import { readFileSync } from 'node:fs'
import type { AddressInfo, Socket } from 'node:net'
import type { Readable } from 'node:stream'

import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'

import type { MailIntake } from '../../../domain/messages/port.ts'
import { type Clock, pause } from '../../../kernel/clock.ts'
import type { Log } from '../../../kernel/log.ts'
import { MINUTE_MS } from '../../../kernel/time.ts'
import { UnreadableMail } from './parse-mail.ts'
import { ReadingThread } from './read-in-thread.ts'

export interface MailListenerOptions {
  readonly host: string
  readonly port: number
  /** How it calls itself. */
  readonly name: string
  readonly maxBytes: number
  readonly connections: number
  readonly tls: { readonly keyFile: string; readonly certificateFile: string } | null
}

export interface MailListenerDeps {
  readonly intake: MailIntake
  readonly clock: Clock
  readonly log: Log
}

export interface MailListener {
  /** Resolves with where it listens. */
  listen(): Promise<AddressInfo>
  /** Takes no more connections, lets what is under way end for so long, and closes the rest. */
  close(afterMs: number): Promise<void>
}

/** A server without a word for so long is gone. */
const SILENCE_MS = MINUTE_MS
/** Longest visit: who sends a byte a minute would otherwise stay for ever. Well-behaved servers come again. */
const LONGEST_VISIT_MS = 10 * MINUTE_MS
/** An e-mail of ours has one recipient, so that what comes back has few. */
const MOST_RECIPIENTS = 20
/** Mails that are being taken in are held in memory, all together within this many of the largest ones. */
const LARGEST_AT_ONCE = 8

/**
 * Takes in mail over SMTP (RFC 5321) for addresses of ours, and for no others: it relays nothing, sends nothing back, and
 * knows no login. A mail is answered with 250 when what follows from it is on disk; until then it is its sender's.
 */
export function createMailListener(options: MailListenerOptions, deps: MailListenerDeps): MailListener {
  const visits = new Visits(Math.max(1, Math.floor(options.connections / 4)))
  const receiver = createReceiver(options, deps)
  const server = new SMTPServer({
    ...serverOptions(options),
    onConnect: (session, done) => done(visits.enter(session) ? null : said(421, '4.7.0 Too many connections from you')),
    onClose: (session) => visits.leave(session),
    onRcptTo(address, _session, done) {
      const isOurs = deps.intake.takes(address.address)
      done(isOurs ? null : said(550, '5.1.1 No such address here'))
    },
    onData: receiver.onData,
  })
  // A connection that breaks off is its peer's affair.
  server.on('error', (error) => deps.log.debug({ err: error }, 'mail_in.connection_failed'))
  const sockets = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    const timer = deps.clock.setTimer(() => socket.destroy(), LONGEST_VISIT_MS)
    sockets.add(socket)
    socket.once('close', () => {
      timer.cancel()
      sockets.delete(socket)
    })
  })
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.server.once('error', reject)
        server.listen(options.port, options.host, () => {
          server.server.off('error', reject)
          resolve(server.server.address() as AddressInfo)
        })
      }),
    async close(afterMs) {
      if (!server.server.listening) return
      const closed = new Promise<void>((resolve) => server.server.close(() => resolve()))
      await Promise.race([receiver.idle(), pause(deps.clock, afterMs)])
      // Who is between two mails comes again; who was cut off in the middle of one does, too.
      for (const socket of sockets) socket.destroySoon()
      await closed
      await receiver.close()
    },
  }
}

function serverOptions({ name, tls, maxBytes, connections }: MailListenerOptions): SMTPServerOptions {
  return {
    name,
    banner: 'Posthorn',
    size: maxBytes,
    maxClients: connections,
    maxRecipients: MOST_RECIPIENTS,
    socketTimeout: SILENCE_MS,
    // Ours say more than those that it would put before every reply.
    hideENHANCEDSTATUSCODES: true,
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    disabledCommands: ['AUTH', ...(tls === null ? ['STARTTLS'] : [])],
    ...(tls !== null && { key: readFileSync(tls.keyFile), cert: readFileSync(tls.certificateFile) }),
  }
}

interface Receiver {
  readonly onData: NonNullable<SMTPServerOptions['onData']>
  /** Resolves when no mail is being taken in. */
  idle(): Promise<unknown>
  close(): Promise<void>
}

function createReceiver({ maxBytes }: MailListenerOptions, deps: MailListenerDeps): Receiver {
  const room = new Room(maxBytes * LARGEST_AT_ONCE)
  const thread = new ReadingThread(deps.clock)
  const underWay = new Set<Promise<void>>()
  const onData: Receiver['onData'] = (stream, session, done) => {
    const taking = collect(stream, maxBytes, room)
      .then(async (collected) => {
        if (collected === 'too_large') throw said(552, `5.3.4 The mail is larger than ${maxBytes} bytes`)
        if (collected === 'no_room') throw said(452, '4.3.1 Too much mail at once; try again later')
        try {
          await handOver(collected, session, deps, thread)
        } finally {
          room.give(collected.length)
        }
      })
      .then(
        () => done(null, '2.0.0 Taken'),
        (error: unknown) => done(refusalOf(error, deps.log)),
      )
    underWay.add(taking)
    void taking.finally(() => underWay.delete(taking))
  }
  return { onData, idle: () => Promise.allSettled(underWay), close: () => thread.close() }
}

async function handOver(
  raw: Buffer,
  session: SMTPServerSession,
  { intake }: MailListenerDeps,
  thread: ReadingThread,
): Promise<void> {
  const { mailFrom, rcptTo } = session.envelope
  const recipients = rcptTo.map(({ address }) => address)
  const sender = mailFrom === false ? '' : mailFrom.address
  const taken = await intake.take(await thread.read(raw, { sender, recipients }))
  if (taken.kind === 'too_many') throw said(450, '4.7.1 Too much mail about one e-mail; try again later')
  if (taken.kind === 'refused') throw said(550, `5.7.1 ${taken.why}`)
}

/** What the sender is told. Of what went wrong here it hears only that it should try again. */
function refusalOf(error: unknown, log: Log): Error {
  if (error instanceof Refusal) return error
  if (error instanceof UnreadableMail) {
    log.warn({ problem: error.message }, 'mail_in.unreadable')
    return said(554, `5.6.0 The mail cannot be read. ${error.message}`)
  }
  log.error({ err: error }, 'mail_in.failed')
  return said(451, '4.3.0 It cannot be taken now; try again later')
}

class Refusal extends Error {
  readonly responseCode: number

  constructor(code: number, text: string) {
    super(text)
    this.responseCode = code
  }
}

function said(code: number, text: string): Refusal {
  return new Refusal(code, text)
}

/** Reads a mail to its end in any case, since its sender hears nothing before that. */
async function collect(stream: Readable, maxBytes: number, room: Room): Promise<Buffer | 'too_large' | 'no_room'> {
  let chunks: Buffer[] = []
  let bytes = 0
  let problem: 'too_large' | 'no_room' | null = null
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (problem !== null) continue
      if (bytes + chunk.length > maxBytes) problem = 'too_large'
      else if (!room.take(chunk.length)) problem = 'no_room'
      else {
        bytes += chunk.length
        chunks.push(chunk)
      }
      if (problem !== null) chunks = []
    }
  } catch (error) {
    room.give(bytes)
    throw error
  }
  if (problem === null) return Buffer.concat(chunks)
  room.give(bytes)
  return problem
}

/** Bytes of mails that are held in memory at the same time. */
class Room {
  #left: number

  constructor(bytes: number) {
    this.#left = bytes
  }

  take(bytes: number): boolean {
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }

  give(bytes: number): void {
    this.#left += bytes
  }
}

/** Who is connected how often: one server must not keep the others out. */
class Visits {
  readonly #most: number
  readonly #from = new Map<string, number>()
  readonly #entered = new Map<string, string>()

  constructor(most: number) {
    this.#most = most
  }

  enter({ id, remoteAddress }: SMTPServerSession): boolean {
    const count = this.#from.get(remoteAddress) ?? 0
    if (count >= this.#most) return false
    this.#from.set(remoteAddress, count + 1)
    this.#entered.set(id, remoteAddress)
    return true
  }

  leave({ id }: SMTPServerSession): void {
    const address = this.#entered.get(id)
    if (address === undefined) return
    this.#entered.delete(id)
    const count = (this.#from.get(address) ?? 1) - 1
    if (count > 0) this.#from.set(address, count)
    else this.#from.delete(address)
  }
}
