import { type Clock, pause, repeat, type Timer } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'
import type { SecretBox } from '../../kernel/secret-box.ts'
import { SESSION_PROVIDER } from '../channels/index.ts'
import type { CarrierAnswer, OutgoingMessage } from '../messages/port.ts'
import { createAuthState } from './auth-state.ts'
import type { HearSession, Standing } from './carry-out.ts'
import type { Signal } from './decide-move.ts'
import type { Phone, PhoneAction, SessionSink } from './port.ts'
import type { SessionDeps } from './session-deps.ts'
import type { Session } from './session.ts'
import { noteLife } from './store.ts'

export interface HeldDeps extends Pick<SessionDeps, 'store' | 'driver' | 'receive' | 'reports'> {
  readonly clock: Clock
  readonly log: Log
  readonly box: SecretBox
  readonly hear: HearSession
  /** This process has no more to do with it: it ended, or it is somebody else's. */
  readonly onEnded: (held: HeldSession) => void
}

/** Without a sign of life for so long a session is lost, whatever its connection says. WhatsApp is asked every 30 s. */
const LONGEST_SILENCE_MS = 90 * SECOND_MS
/** From the beginning to a QR code or a connection. */
const LONGEST_START_MS = MINUTE_MS
/** A driver that shows no new code for so long after the last one has given up without saying so. */
const LONGEST_QR_GAP_MS = MINUTE_MS
const WATCH_EVERY_MS = 15 * SECOND_MS
const WRITE_AGAIN_MS = SECOND_MS

type Phase = 'waiting' | 'starting' | 'scanning' | 'up' | 'over'

/**
 * One session that this process has: begun, watched, begun again, until it ends or is taken away. What its driver says is
 * written in the order in which it is said; what an earlier beginning says afterwards is not heard.
 */
export class HeldSession {
  readonly standing: Standing
  readonly wasLinked: boolean
  /** Kept when the first news of its driver are written: a QR code, a connection, or why there is none. */
  readonly firstNews: Promise<unknown>
  readonly #deps: HeldDeps
  readonly #newsCame: () => void
  #session: Session
  #phone: Phone | null = null
  #phase: Phase = 'waiting'
  #beginning = 0
  #startedAt = 0
  #qrEndsAt = 0
  #lastLife = 0
  #lifeNotedAt = -Infinity
  #writes: Promise<void> = Promise.resolve()
  #timer: Timer | null = null
  #watch: Timer | null = null
  #halted = false

  constructor(session: Session, deps: HeldDeps) {
    this.#session = session
    this.#deps = deps
    this.standing = { holder: session.holder, run: session.run }
    this.wasLinked = session.linked
    const { promise, resolve } = Promise.withResolvers<null>()
    this.firstNews = promise
    this.#newsCame = () => resolve(null)
  }

  get channelId(): string {
    return this.#session.channelId
  }

  get isLinked(): boolean {
    return this.#session.linked
  }

  /** Begins now, or when its turn has come. */
  begin(): void {
    const { clock } = this.#deps
    this.#phase = 'waiting'
    this.#watch ??= repeat(clock, WATCH_EVERY_MS, () => this.#lookAtIt())
    const waitMs = (this.#session.reconnectsAt ?? 0) - clock.now()
    if (waitMs <= 0) this.#start()
    else this.#timer = clock.setTimer(() => this.#start(), waitMs)
  }

  async send(message: OutgoingMessage): Promise<CarrierAnswer> {
    if (this.#phase === 'up' && this.#phone) return this.#phone.send(message)
    const { reason } = this.#session
    const why = reason === null ? '' : ` (${reason})`
    return { kind: 'unavailable', detail: `The WhatsApp session is not connected${why}.` }
  }

  /** Whether there is a phone that something can be made to happen to. */
  get canSimulate(): boolean {
    return this.#phone?.simulate !== undefined
  }

  async simulate(action: PhoneAction): Promise<void> {
    await this.#phone?.simulate?.(action)
  }

  /** Kept when all that was heard so far is written. */
  async written(): Promise<void> {
    await this.#writes
  }

  /** Ends it without a word to the database, which says already that it is not, or not so, to be here. */
  async halt({ logout }: { logout: boolean }): Promise<void> {
    const phone = this.#letGo()
    if (logout) await phone?.logout()
    else await phone?.stop()
  }

  /** Ends it because the process ends: whoever comes next takes it over. */
  async leave(): Promise<void> {
    const phone = this.#letGo()
    await phone?.stop()
    await this.#writes
    await this.#deps.hear(this.#session, { kind: 'left' }, this.standing)
  }

  #letGo(): Phone | null {
    const phone = this.#phone
    this.#halted = true
    this.#beginning++
    this.#phone = null
    this.#phase = 'over'
    this.#timer?.cancel()
    this.#watch?.cancel()
    this.#newsCame()
    return phone
  }

  #start(): void {
    const beginning = ++this.#beginning
    this.#phase = 'starting'
    this.#startedAt = this.#deps.clock.monotonic()
    this.#write({ kind: 'begun' })
    void this.#launch(beginning)
  }

  async #launch(beginning: number): Promise<void> {
    const { driver } = this.#deps
    try {
      const problem = await this.#problem()
      if (problem !== null) {
        this.#over(beginning, 'driver_unavailable', problem)
        return
      }
      // The database says that it begins before anybody else can hear of it.
      await this.#writes
      if (beginning !== this.#beginning) return
      const auth = createAuthState(this.#deps, this.#session, this.standing)
      const phone = await driver.start(this.#session, auth, this.#sinkOf(beginning))
      if (beginning === this.#beginning) this.#phone = phone
      else await phone.stop()
    } catch (error) {
      this.#over(beginning, 'service_unavailable', error instanceof Error ? error.message : String(error))
    }
  }

  async #problem(): Promise<string | null> {
    const { driver } = this.#deps
    const { driver: linkedBy } = this.#session
    if (linkedBy === driver.name) return driver.problem()
    return `The session was begun with the driver ${linkedBy}, and this server runs ${driver.name}. Reconnect it to begin anew.`
  }

  #sinkOf(beginning: number): SessionSink {
    const { clock, box, store, receive, reports } = this.#deps
    const { channelId, workspaceId, webhookId } = this.#session
    const ifCurrent = (work: () => void): void => {
      if (beginning === this.#beginning) work()
    }
    return {
      qr: (code, validMs) =>
        ifCurrent(() => {
          this.#phase = 'scanning'
          this.#qrEndsAt = clock.monotonic() + validMs
          this.#write({ kind: 'qr', sealed: box.seal(code), expiresAt: clock.now() + validMs })
        }),
      connected: (phone) =>
        ifCurrent(() => {
          this.#phase = 'up'
          this.#lastLife = clock.monotonic()
          this.#write({ kind: 'connected', phone })
        }),
      disconnected: (reason, detail) => this.#over(beginning, reason, detail ?? null),
      alive: () => ifCurrent(() => this.#heardOf()),
      received: (messages) => {
        const channel = { id: channelId, workspaceId, type: 'whatsapp', provider: SESSION_PROVIDER, webhookId } as const
        return this.#untilWritten('received', () => receive(channel, messages))
      },
      reported: (heard) =>
        this.#untilWritten('reported', () =>
          store.transaction(async (tx) => {
            for (const report of heard)
              await reports.receive(tx, { ...report, provider: SESSION_PROVIDER, workspaceId })
          }),
        ),
    }
  }

  #over(beginning: number, reason: Extract<Signal, { kind: 'disconnected' }>['reason'], detail: string | null): void {
    if (beginning !== this.#beginning) return
    this.#beginning++
    this.#phase = 'over'
    const phone = this.#phone
    this.#phone = null
    void phone?.stop()
    this.#write({ kind: 'disconnected', reason, detail })
  }

  #heardOf(): void {
    const { clock, store, log } = this.#deps
    this.#lastLife = clock.monotonic()
    if (this.#phase !== 'up' || this.#lastLife - this.#lifeNotedAt < WATCH_EVERY_MS) return
    this.#lifeNotedAt = this.#lastLife
    const at = clock.now()
    store
      .transaction((tx) => noteLife(tx, this.#session, this.standing.holder, at))
      .catch((error: unknown) => log.warn({ err: error, channel: this.channelId }, 'session.life_not_written'))
  }

  /** What a driver does not say: that it is dead. */
  #lookAtIt(): void {
    const now = this.#deps.clock.monotonic()
    if (this.#phase === 'up' && now - this.#lastLife >= LONGEST_SILENCE_MS)
      this.#over(this.#beginning, 'no_life_sign', `Nothing was heard for ${LONGEST_SILENCE_MS / SECOND_MS} seconds.`)
    else if (this.#phase === 'starting' && now - this.#startedAt >= LONGEST_START_MS)
      this.#over(this.#beginning, 'service_unavailable', 'WhatsApp did not answer within a minute.')
    else if (this.#phase === 'scanning' && now - this.#qrEndsAt >= LONGEST_QR_GAP_MS)
      this.#over(this.#beginning, 'qr_expired', null)
  }

  /** Writes what was heard after all that was heard before, and goes on with what follows from it. */
  #write(signal: Signal): void {
    // It rejects only once this process has no more to say about the session.
    this.#writes = this.#writes.then(() => this.#writeNow(signal)).catch(() => undefined)
  }

  async #writeNow(signal: Signal): Promise<void> {
    let session: Session | undefined
    await this.#untilWritten(signal.kind, async () => {
      session = this.#halted ? undefined : await this.#deps.hear(this.#session, signal, this.standing)
    })
    if (this.#halted) return
    if (session === undefined) {
      this.#deps.onEnded(this)
      return
    }
    this.#session = session
    if (signal.kind !== 'begun') this.#newsCame()
    if (signal.kind !== 'disconnected') return
    if (session.wanted) this.begin()
    else this.#deps.onEnded(this)
  }

  /** A database that is away must not make anything unheard. */
  async #untilWritten(what: string, write: () => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        await write()
        return
      } catch (error) {
        this.#deps.log.warn({ err: error, channel: this.channelId, what }, 'session.not_written')
        if (this.#halted) throw error
        await pause(this.#deps.clock, WRITE_AGAIN_MS)
      }
    }
  }
}
