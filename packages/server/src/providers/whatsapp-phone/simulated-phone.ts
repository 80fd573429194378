import type { Carrier, OutgoingMessage } from '../../domain/messages/port.ts'
import type {
  AuthState,
  Phone,
  PhoneAction,
  SessionDriver,
  SessionPlace,
  SessionSink,
} from '../../domain/sessions/port.ts'
import { type Clock, repeat, type Timer } from '../../kernel/clock.ts'
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'

/** Wire contract 3.4. */
const QR_MS = 2 * MINUTE_MS
/** Codes that are shown one after the other before it gives up. */
const MOST_QR = 3
const LIFE_EVERY_MS = 15 * SECOND_MS
/** Under which name the link is kept. */
const LINK = 'phone'

/** What a simulated phone remembers. */
interface Link {
  readonly number: string
  /** Not reached before this (milliseconds since 1970), and why. */
  readonly away: { readonly until: number; readonly reason: 'connection_lost' | 'phone_offline' } | null
}

interface Deps {
  readonly clock: Clock
  /** Answers what is sent, and foresees what becomes of it. */
  readonly carrier: Carrier
}

/** Sessions without phones: every code is scanned, and every connection lost, because somebody asks for it. */
export function createSimulatedPhones(deps: Deps): SessionDriver {
  return {
    name: 'simulator',
    idempotentByMessageId: deps.carrier.idempotentByMessageId,
    problem: () => Promise.resolve(null),
    async start(place, auth, sink) {
      const phone = new SimulatedPhone(place, auth, sink, deps)
      await phone.begin()
      return phone
    },
  }
}

class SimulatedPhone implements Phone {
  readonly #place: SessionPlace
  readonly #auth: AuthState
  readonly #sink: SessionSink
  readonly #deps: Deps
  #timer: Timer | null = null
  #up = false

  constructor(place: SessionPlace, auth: AuthState, sink: SessionSink, deps: Deps) {
    this.#place = place
    this.#auth = auth
    this.#sink = sink
    this.#deps = deps
  }

  async begin(): Promise<void> {
    const kept = (await this.#auth.get([LINK])).get(LINK)
    if (kept === undefined) {
      this.#showQr(1)
      return
    }
    const { number, away } = JSON.parse(kept) as Link
    if (away !== null && away.until > this.#deps.clock.now()) this.#end(away.reason, 'The phone is still away.')
    else this.#connect(number)
  }

  async send(message: OutgoingMessage): ReturnType<Phone['send']> {
    if (this.#up) return this.#deps.carrier.send(message)
    return { kind: 'unavailable', detail: 'The phone does not answer (simulated).' }
  }

  async logout(): Promise<void> {
    await this.stop()
  }

  async stop(): Promise<void> {
    this.#up = false
    this.#timer?.cancel()
  }

  async simulate({ action, phoneNumber, seconds }: PhoneAction): Promise<void> {
    switch (action) {
      case 'scan': {
        const number = phoneNumber ?? ''
        await this.#keep({ number, away: null })
        return this.#connect(number)
      }
      case 'drop':
      case 'phone_offline': {
        const reason = action === 'drop' ? 'connection_lost' : 'phone_offline'
        await this.#goAway(reason, seconds)
        return this.#end(reason, 'Simulated.')
      }
      case 'logout':
        return this.#end('logged_out', 'Simulated.')
      case 'ban':
        return this.#end('banned', 'Simulated.')
      case 'replace':
        return this.#end('replaced', 'Simulated.')
      case 'break':
        return this.#end('link_broken', 'Simulated.')
      case 'silence':
        await this.#goAway('connection_lost', seconds)
        // Neither life nor death: it is found out.
        await this.stop()
    }
  }

  #showQr(number: number): void {
    if (number > MOST_QR) {
      this.#end('qr_expired', `${MOST_QR} codes were shown and none was scanned.`)
      return
    }
    const { channelId } = this.#place
    const session = channelId.replace(/^chan_/, 'sess_')
    this.#sink.qr(
      `Simulated by Posthorn, code ${number}. To scan it: POST /v1/whatsapp/sessions/${session}/simulate {"action":"scan"}`,
      QR_MS,
    )
    this.#timer = this.#deps.clock.setTimer(() => this.#showQr(number + 1), QR_MS)
  }

  #connect(number: string): void {
    this.#timer?.cancel()
    this.#up = true
    this.#timer = repeat(this.#deps.clock, LIFE_EVERY_MS, () => this.#sink.alive())
    this.#sink.connected(number)
    this.#sink.alive()
  }

  #end(reason: Parameters<SessionSink['disconnected']>[0], detail: string): void {
    this.#timer?.cancel()
    this.#up = false
    this.#sink.disconnected(reason, detail)
  }

  async #goAway(reason: 'connection_lost' | 'phone_offline', seconds: number): Promise<void> {
    const kept = (await this.#auth.get([LINK])).get(LINK)
    if (kept === undefined) return
    const { number } = JSON.parse(kept) as Link
    await this.#keep({ number, away: { reason, until: this.#deps.clock.now() + seconds * SECOND_MS } })
  }

  #keep(link: Link): Promise<void> {
    return this.#auth.set(new Map([[LINK, JSON.stringify(link)]]))
  }
}
