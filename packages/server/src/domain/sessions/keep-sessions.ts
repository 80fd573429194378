import { pause, repeat, type Timer } from '../../kernel/clock.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import type { CarrierAnswer, OutgoingMessage } from '../messages/port.ts'
import type { HearSession } from './carry-out.ts'
import { isUp } from './decide-move.ts'
import { HeldSession } from './held-session.ts'
import type { SessionDeps } from './session-deps.ts'
import type { Session } from './session.ts'
import { aliveSessions, holdSession, updateSession } from './store.ts'
import { takeAction, waitingActions } from './store-actions.ts'

/** What wakes the keepers of other processes. */
export const SESSION_TOPIC = 'whatsapp_session'

const LOOK_EVERY_MS = SECOND_MS
/** How long a call waits for the first QR code. */
const LONGEST_WAIT_MS = 5 * SECOND_MS

interface KeeperDeps extends Pick<SessionDeps, 'store' | 'clock' | 'log' | 'box' | 'driver' | 'receive' | 'reports'> {
  readonly hear: HearSession
}

/** Which phones this process has, for those who send. Made before what keeps them. */
export class Phones {
  readonly held = new Map<string, HeldSession>()
  elsewhere: ReadonlySet<string> = new Set()

  /** False: another process has the phone of this session, and its messages are that one's to send. */
  mayCarry(channelId: string): boolean {
    return !this.elsewhere.has(channelId)
  }

  async send(message: OutgoingMessage): Promise<CarrierAnswer> {
    const held = this.held.get(message.channelId)
    return held ? held.send(message) : { kind: 'unavailable', detail: 'The WhatsApp session is not connected.' }
  }
}

/**
 * Keeps every session that somebody wants running: in one process at a time, which holds it as it holds rows of a queue,
 * for as long as it lives. Whoever finds the sessions of a dead process says so before he takes them over.
 */
export class SessionKeeper {
  readonly #deps: KeeperDeps
  readonly #phones: Phones
  #timer: Timer | null = null
  #looking: Promise<void> = Promise.resolve()
  #running = false

  constructor(phones: Phones, deps: KeeperDeps) {
    this.#phones = phones
    this.#deps = deps
  }

  async start(): Promise<void> {
    const { store, clock } = this.#deps
    this.#running = true
    store.presence.onLost(() => this.#letGoOfAll())
    store.wakes.on(SESSION_TOPIC, () => void this.look())
    this.#timer = repeat(clock, LOOK_EVERY_MS, () => void this.look())
    await this.look()
  }

  /** Gives all of them up, so that another process takes over at once. */
  async stop(): Promise<void> {
    this.#running = false
    this.#timer?.cancel()
    await this.#looking
    for (const held of [...this.#phones.held.values()]) {
      this.#phones.held.delete(held.channelId)
      await held.leave().catch((error: unknown) => this.#deps.log.warn({ err: error }, 'session.not_left'))
    }
    this.#deps.store.wakes.send(SESSION_TOPIC)
  }

  /** Does what was just written about a session, here or where its phone is, and waits for the first news of it. */
  async follow(channelId: string): Promise<void> {
    this.#deps.store.wakes.send(SESSION_TOPIC)
    await this.look()
    const held = this.#phones.held.get(channelId)
    if (!held) return
    await Promise.race([held.firstNews, pause(this.#deps.clock, LONGEST_WAIT_MS)])
    await held.written()
  }

  /** Says of the sessions of dead processes that they are not connected. */
  async settleDead(): Promise<void> {
    const { store, log, hear } = this.#deps
    const sessions = (await aliveSessions(store.read)).filter(({ holder }) => holder !== '')
    for (const [holder, own] of Map.groupBy(sessions, (session) => session.holder)) {
      if (holder === store.presence.nodeId) continue
      if (!(await store.transaction((tx) => store.presence.isDead(tx, holder)))) continue
      log.warn({ dead: holder, sessions: own.length }, 'sessions.taken_up')
      for (const session of own) await hear(session, { kind: 'left' }, session)
    }
  }

  /** Makes sure, before sessions are shown, that none of them is said to be connected by a process that is dead. */
  async settleBefore(sessions: readonly Session[]): Promise<boolean> {
    const { store } = this.#deps
    const shown = sessions.filter(({ status, holder }) => isUp(status) && holder !== store.presence.nodeId)
    for (const holder of new Set(shown.map((session) => session.holder))) {
      if (!(await store.transaction((tx) => store.presence.isDead(tx, holder)))) continue
      await this.settleDead()
      return true
    }
    return false
  }

  /** Sees which sessions are to run; one look at a time, in order. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() =>
      this.#lookOnce().catch((error: unknown) => this.#deps.log.warn({ err: error }, 'sessions.look_failed')),
    )
    return this.#looking
  }

  async #lookOnce(): Promise<void> {
    const { store } = this.#deps
    const owner = store.presence.nodeId
    if (owner === null || !this.#running) return
    await this.settleDead()
    const sessions = new Map((await aliveSessions(store.read)).map((session) => [session.channelId, session]))
    for (const held of [...this.#phones.held.values()]) await this.#compare(held, sessions.get(held.channelId))
    for (const session of sessions.values()) await this.#takeUp(session, owner)
    const others = [...sessions.values()].filter(({ holder }) => holder !== '' && holder !== owner)
    this.#phones.elsewhere = new Set(others.map(({ channelId }) => channelId))
    await this.#playActions()
  }

  /** Ends what is not to be here, or not as it was begun. */
  async #compare(held: HeldSession, session: Session | undefined): Promise<void> {
    const { holder, run } = held.standing
    const stays = session?.holder === holder && session.run === run && session.wanted
    if (stays || this.#phones.held.get(held.channelId) !== held) return
    this.#phones.held.delete(held.channelId)
    const isOurs = session === undefined || session.holder === holder
    // Without a link in the database the phone is to forget us as well.
    await held.halt({ logout: isOurs && held.isLinked && session?.linked !== true })
    if (session?.holder === holder && !session.wanted) await this.#release(session)
  }

  async #takeUp(session: Session, owner: string): Promise<void> {
    if (this.#phones.held.has(session.channelId)) return
    if (session.holder === owner && !session.wanted) {
      await this.#release(session)
      return
    }
    if (!session.wanted || (session.holder !== '' && session.holder !== owner)) return
    const taken = session.holder === owner ? session : await this.#claim(session, owner)
    if (!taken || !this.#running || owner !== this.#deps.store.presence.nodeId) return
    const held = new HeldSession(taken, { ...this.#deps, onEnded: (ended) => void this.#ended(ended) })
    this.#phones.held.set(taken.channelId, held)
    held.begin()
  }

  #claim(seen: Session, owner: string): Promise<Session | null> {
    const { store } = this.#deps
    return store.transaction(async (tx) => {
      const session = await holdSession(tx, store.words, seen)
      if (!session?.wanted || session.holder !== '') return null
      const taken = { ...session, holder: owner }
      await updateSession(tx, taken)
      return taken
    })
  }

  async #release({ workspaceId, channelId, holder }: Session): Promise<void> {
    const { store } = this.#deps
    await store.transaction(async (tx) => {
      const session = await holdSession(tx, store.words, { workspaceId, channelId })
      if (session?.holder === holder) await updateSession(tx, { ...session, holder: '' })
    })
  }

  async #ended(held: HeldSession): Promise<void> {
    if (this.#phones.held.get(held.channelId) === held) {
      this.#phones.held.delete(held.channelId)
      await held.halt({ logout: false })
    }
    // Whose it is now, or whether it is to be released, is found out by the next look.
    await this.look()
  }

  async #playActions(): Promise<void> {
    const { store } = this.#deps
    const ready = [...this.#phones.held.values()].filter(({ canSimulate }) => canSimulate)
    if (ready.length === 0) return
    const actions = await waitingActions(
      store.read,
      ready.map(({ channelId }) => channelId),
    )
    for (const queued of actions) {
      if (!(await store.transaction((tx) => takeAction(tx, queued)))) continue
      const held = this.#phones.held.get(queued.channelId)
      await held?.simulate(queued.action)
      await held?.written()
    }
  }

  /** Others may take over from now on. */
  #letGoOfAll(): void {
    for (const held of this.#phones.held.values()) void held.halt({ logout: false })
    this.#phones.held.clear()
  }
}
