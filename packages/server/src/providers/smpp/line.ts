import { type Clock, pause, type Timer } from '../../kernel/clock.ts'
import type { LineFailure } from '../../domain/messages/port.ts'
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'
import type { SmppAccount } from './account.ts'
import { COMMAND, type Pdu } from './pdu.ts'
import { meansNotBound } from './read-status.ts'
import { type BindAs, Session, type SessionOptions, TRY_AGAIN, Unanswered } from './session.ts'

export interface LineOptions extends Omit<SessionOptions, 'deliver' | 'closed' | 'freed'> {
  readonly account: SmppAccount
}

/**
 * Takes what the SMSC sends; resolves with the command_status of the answer when it is on disk. `isOpen`: whether the
 * connection that it came by is, so that the answer will get there.
 */
export type Deliver = (pdu: Pdu, isOpen: () => boolean) => Promise<number>

/** Who hears what comes, and whether anything can. */
export interface LineListener {
  readonly deliver: Deliver
  /** It cannot be bound: said from the third failure in a row on, with each. */
  lost(failure: LineFailure): void
  /** It is bound and stays so. */
  found(): void
}

/** No place for another message came free in time. Nothing was sent. */
export class WindowFull extends Error {
  override readonly name = 'WindowFull'
}

const USUAL_WINDOW = 10
/** A message waits so long for its turn while nothing is answered, and is tried again later when that has not come. */
const TURN_MS = 30 * SECOND_MS
const FIRST_WAIT_MS = SECOND_MS
const LONGEST_WAIT_MS = MINUTE_MS

/** Once is nothing to tell of. */
const TOLD_AFTER = 3

/** A session that ended sooner was none. */
const LASTING_MS = 5 * SECOND_MS

/** How long, and after what, nobody binds. */
interface Rest {
  readonly failure: Error | null
  readonly failures: number
  /** When the first of them was (milliseconds since 1970). */
  readonly since: number
  readonly until: number
}

const RESTED: Rest = { failure: null, failures: 0, since: 0, until: 0 }

/** What one bind is to be: `sends` and `receives` are one connection for a transceiver. */
type Role = 'sends' | 'receives'

/**
 * The way to an SMSC: binds when there is something to send, and again after a loss; once somebody listens it is always
 * bound. A process that does not listen binds as a transmitter only, for receipts would come to it as well.
 */
export class SmppLine {
  readonly #options: LineOptions
  readonly #window: number
  readonly #spacingMs: number
  readonly #sessions = new Map<Role, Session>()
  readonly #opening = new Map<Role, Promise<Session>>()
  /** Those that wait for a place in the window. */
  readonly #queue: (() => void)[] = []
  readonly #rests: Record<Role, Rest> = { sends: { ...RESTED }, receives: { ...RESTED } }
  #listener: LineListener | null = null
  #closed = false
  /** Messages that are under way, all their parts. */
  #active = 0
  /** Places of the window that are taken by those who are about to send. */
  #reserved = 0
  #nextAt = 0
  #answeredAt = 0
  #retry: Timer | null = null
  #lasting: Timer | null = null

  constructor(options: LineOptions) {
    const { window_size: size = USUAL_WINDOW, messages_per_second: rate } = options.account.settings
    this.#options = options
    this.#window = size
    this.#spacingMs = rate === undefined ? 0 : SECOND_MS / rate
  }

  /** From now on the line is kept open, and what comes is delivered. */
  listen(listener: LineListener): void {
    this.#listener = listener
    const sender = this.#sessions.get('sends')
    if (this.#isTransceiver) {
      // It was bound for sending only: what is under way on it is finished, and a new one takes over.
      this.#sessions.delete('sends')
      if (sender) void sender.retire()
    }
    this.#keepListening()
  }

  /** Does the work of one message, during which the line is not closed. @throws {Unanswered} when it is. */
  async use<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new Unanswered('The line was closed.', false)
    this.#active++
    try {
      return await work()
    } finally {
      this.#active--
      this.#hangUp()
    }
  }

  /**
   * Sends one submit_sm and waits for its answer, within the window and the rate. `begun`: a part of its message was sent
   * before, so that this one is sent even while the line closes.
   * @throws {HostUnreachable | BindRefused | WindowFull} nothing was sent
   * @throws {Unanswered}
   */
  async submit(body: Buffer, begun: boolean): Promise<Pdu> {
    const session = await this.#turn(begun)
    const answered = session.request(COMMAND.submitSm, body)
    this.#reserved--
    try {
      const answer = await answered
      this.#answeredAt = this.#clock.monotonic()
      if (meansNotBound(answer.status)) session.destroy('The SMSC says that the connection is not bound.')
      return answer
    } catch (error) {
      if (session.overdue >= this.#window) session.destroy('The SMSC has stopped answering.')
      throw error
    } finally {
      this.#pump()
    }
  }

  close(): void {
    this.#closed = true
    this.#retry?.cancel()
    this.#lasting?.cancel()
    this.#pump()
    this.#hangUp()
  }

  /** Once it is closed and nothing is under way. */
  #hangUp(): void {
    if (!this.#closed || this.#active > 0) return
    for (const session of this.#sessions.values()) void session.retire()
  }

  get #clock(): Clock {
    return this.#options.clock
  }

  get #isTransceiver(): boolean {
    return this.#options.account.settings.bind !== 'transmitter_receiver'
  }

  /** A bound connection with a place for one message, which is reserved, at a moment at which the rate allows one. */
  async #turn(begun: boolean): Promise<Session> {
    const since = this.#clock.monotonic()
    for (;;) {
      const session = await this.#session('sends')
      if (this.#closed && !begun) throw new Unanswered('The line was closed.', false)
      if (session.unanswered + this.#reserved < this.#window) {
        this.#reserved++
        await this.#paced()
        if (session.isOpen && (begun || !this.#closed)) return session
        this.#reserved--
        this.#pump()
      } else {
        // A queue that moves is only long; that is nothing to tell of the SMSC.
        const until = Math.max(since, this.#answeredAt) + TURN_MS
        if (this.#clock.monotonic() >= until) throw new WindowFull('The SMSC has not answered what it was sent before.')
        await this.#place(until)
      }
    }
  }

  async #paced(): Promise<void> {
    if (this.#spacingMs === 0) return
    const now = this.#clock.monotonic()
    const at = Math.max(now, this.#nextAt)
    this.#nextAt = at + this.#spacingMs
    if (at > now) await pause(this.#clock, at - now)
  }

  #place(until: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#clock.setTimer(resolve, until - this.#clock.monotonic())
      this.#queue.push(() => {
        timer.cancel()
        resolve()
      })
    })
  }

  /** Those who find no place after all come to stand at the end again; there is one for the first of them. */
  #pump(): void {
    for (const next of this.#queue.splice(0)) next()
  }

  async #session(role: Role): Promise<Session> {
    const open = this.#sessions.get(role)
    if (open?.isOpen) return open
    if (role === 'sends' && this.#isTransceiver && this.#listener) return this.#session('receives')
    const opening = this.#opening.get(role)
    if (opening) return opening
    const opened = this.#open(role).finally(() => this.#opening.delete(role))
    this.#opening.set(role, opened)
    return opened
  }

  async #open(role: Role): Promise<Session> {
    const rest = this.#rests[role]
    const { account, ...options } = this.#options
    if (rest.failure && this.#clock.monotonic() < rest.until) throw rest.failure
    const as: BindAs = role === 'sends' ? 'transmitter' : this.#isTransceiver ? 'transceiver' : 'receiver'
    let openedAt = 0
    try {
      const session: Session = await Session.open(account, as, {
        ...options,
        deliver: (pdu) => this.#listener?.deliver(pdu, () => session.isOpen) ?? Promise.resolve(TRY_AGAIN),
        freed: () => this.#pump(),
        closed: (why) => {
          if (this.#sessions.get(role) === session) this.#sessions.delete(role)
          // One that ends as soon as it was bound would otherwise be bound again at once, for ever.
          if (this.#clock.monotonic() - openedAt < LASTING_MS) this.#failed(role, new Unanswered(why, false))
          else this.#rests[role] = { ...RESTED }
          this.#pump()
          this.#keepListening()
        },
      })
      openedAt = this.#clock.monotonic()
      this.#sessions.set(role, session)
      this.#rests[role] = { ...rest, failure: null }
      if (role === 'receives') this.#tellOnceItLasts(session)
      this.#hangUp()
      return session
    } catch (error) {
      this.#failed(role, error instanceof Error ? error : new Error(String(error)))
      throw error
    }
  }

  /** An SMSC that is down, or that refuses us, is not asked again at once, however much there is to send. */
  #failed(role: Role, failure: Error): void {
    const { failures: before, since: first } = this.#rests[role]
    const until = this.#clock.monotonic() + Math.min(FIRST_WAIT_MS * 2 ** before, LONGEST_WAIT_MS)
    const occurrences = before + 1
    const since = before === 0 ? this.#clock.now() : first
    this.#rests[role] = { failure, failures: occurrences, since, until }
    if (role === 'receives' && occurrences >= TOLD_AFTER && !this.#closed)
      this.#listener?.lost({ message: failure.message, occurrences, since })
  }

  /** A receiver that is bound and at once lost again hears nothing. */
  #tellOnceItLasts(session: Session): void {
    this.#lasting?.cancel()
    this.#lasting = this.#clock.setTimer(() => {
      if (session.isOpen && !this.#closed) this.#listener?.found()
    }, LASTING_MS)
  }

  #keepListening(): void {
    if (!this.#listener || this.#closed) return
    this.#retry?.cancel()
    this.#session('receives').catch(() => {
      if (this.#closed) return
      this.#retry?.cancel()
      const wait = Math.max(1, this.#rests.receives.until - this.#clock.monotonic())
      this.#retry = this.#clock.setTimer(() => this.#keepListening(), wait)
    })
  }
}
