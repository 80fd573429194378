import type { Clock, Timer } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { Store } from '../store/index.ts'
import { Dispatcher } from './dispatcher.ts'
import { lanesInTurn } from './lanes-in-turn.ts'
import type { QueueDefinition, QueueHandle, Task } from './queue.ts'
import {
  claim,
  type DueLane,
  giveBack,
  queueStatements,
  type QueueStatements,
  readDueLanes,
  readOwned,
  takeUpDeadOwners,
} from './store.ts'

/** How long a look at the table may wait although nothing is known to be due: others may have died or overflowed. */
const LONGEST_SLEEP_MS = 1_000
/** Rows that are due but cannot be taken (their order, another process's lock) are looked at again after this. */
const BLOCKED_SLEEP_MS = 200
/** Lanes looked after in one claim; a claim is one transaction and should stay short. */
const LANES_IN_CLAIM = 200
/** Rows leased in one claim. They are read into memory before it is known how big they are. */
const ROWS_IN_CLAIM = 1_000
/** How often rows leased by this process are compared with what it holds. */
const AUDIT_EVERY_MS = 30_000

/**
 * One queue on one process: its dispatcher, and the looks at the table that feed it with what direct hand-off did not:
 * what has come due, what overflowed, what a dead process left.
 */
export class RunningQueue<T extends Task, Outcome> implements QueueHandle<T> {
  readonly #definition: QueueDefinition<T, Outcome>
  readonly #store: Store
  readonly #clock: Clock
  readonly #log: Log
  readonly #sql: QueueStatements
  readonly #dispatcher: Dispatcher<T, Outcome>
  #timer: Timer | null = null
  #wakeAt = Infinity
  #looking: Promise<void> | null = null
  #lookAgain = false
  #started = false
  /** Whether due rows wait for an earlier row of their ordering key, so that the end of one is worth a look. */
  #blocked = false
  /** Where the last claim stopped. */
  #lastLane = ''
  #strays: ReadonlySet<string> = new Set()
  #auditedAt: number

  constructor(definition: QueueDefinition<T, Outcome>, deps: { store: Store; clock: Clock; log: Log }) {
    this.#definition = definition
    this.#store = deps.store
    this.#clock = deps.clock
    this.#log = deps.log.child({ queue: definition.table })
    this.#sql = queueStatements(definition.table, definition.ordered, deps.store.words)
    this.#auditedAt = deps.clock.monotonic()
    this.#dispatcher = new Dispatcher<T, Outcome>(
      definition,
      {
        settled: ({ dueAt }) => {
          if (dueAt !== null) this.#wake(dueAt)
          else if (this.#blocked) this.#wake(this.#clock.now())
        },
        wantsMore: () => this.#wake(this.#clock.now()),
      },
      deps.clock,
      this.#log,
    )
  }

  ownerFor(lane: string, bytes: number): string {
    const nodeId = this.#store.presence.nodeId
    if (!this.#started || nodeId === null || bytes < 0 || !this.#takes(lane)) return ''
    return this.#dispatcher.room(lane) > 0 ? nodeId : ''
  }

  committed(tasks: readonly T[], owner: string): void {
    // After a loss of presence the leases of the old name are not ours to work on: they are taken up as a dead one's.
    if (owner !== '' && owner === this.#store.presence.nodeId) this.#dispatcher.add(tasks, owner)
  }

  scheduled(dueAt: number): void {
    this.#wake(dueAt)
    if (dueAt > this.#clock.now()) return
    this.#blocked = this.#definition.ordered
    this.#store.wakes.send(this.#definition.table)
  }

  /** Takes up what earlier processes left and begins to look at the table. */
  async start(): Promise<void> {
    this.#started = true
    this.#store.wakes.on(this.#definition.table, () => this.#wake(this.#clock.now()))
    this.#store.presence.onLost(() => void this.#dispatcher.dropWaiting())
    this.#store.presence.onRegained(() => this.#wake(this.#clock.now()))
    await this.#look()
  }

  /** Gives back what waits and resolves when all that is under way is written. */
  async stop(): Promise<void> {
    this.#started = false
    this.#timer?.cancel()
    // First of all: the end of a look may be a while, and until then nothing more is to begin.
    const drained = this.#dispatcher.drain()
    await this.#looking
    const owner = this.#store.presence.nodeId
    const waiting = this.#dispatcher.dropWaiting()
    if (owner !== null) await giveBack(this.#store, this.#sql, waiting, owner)
    await drained
  }

  #takes(lane: string): boolean {
    return this.#definition.takes?.(lane) ?? true
  }

  #wake(at: number): void {
    if (!this.#started) return
    if (this.#looking) {
      this.#lookAgain ||= at <= this.#clock.now()
      this.#wakeAt = Math.min(this.#wakeAt, at)
      return
    }
    if (this.#timer && at >= this.#wakeAt) return
    this.#timer?.cancel()
    this.#wakeAt = at
    this.#timer = this.#clock.setTimer(() => void this.#look(), Math.max(0, at - this.#clock.now()))
  }

  #look(): Promise<void> {
    this.#timer?.cancel()
    this.#timer = null
    this.#wakeAt = Infinity
    this.#looking ??= this.#lookOnce()
      .catch((error: unknown) => {
        this.#log.error({ err: error }, 'queue.look_failed')
        return this.#clock.now() + LONGEST_SLEEP_MS
      })
      .then((next) => {
        this.#looking = null
        const again = this.#lookAgain
        this.#lookAgain = false
        const wakeAt = Math.min(this.#wakeAt, next)
        this.#wakeAt = Infinity
        this.#wake(again ? this.#clock.now() : wakeAt)
      })
    return this.#looking
  }

  /** One look at the table; returns when to look next. */
  async #lookOnce(): Promise<number> {
    const now = this.#clock.now()
    const owner = this.#store.presence.nodeId
    if (owner === null) return now + LONGEST_SLEEP_MS
    for (const [dead, rows] of await takeUpDeadOwners(this.#store, this.#sql)) {
      this.#log.warn({ dead, rows }, 'queue.taken_up')
    }
    await this.#audit(owner)
    const lanes = (await readDueLanes(this.#store, this.#sql)).filter(({ lane }) => this.#takes(lane))
    const due = lanes.filter((lane) => lane.dueAt <= now)
    const taken = await this.#claim(due, owner, now)
    const nextDue = lanes.reduce(
      (soonest, lane) => (lane.dueAt > now ? Math.min(soonest, lane.dueAt) : soonest),
      Infinity,
    )
    this.#blocked = this.#definition.ordered && due.length > 0
    const left = due.length > 0 ? now + (taken > 0 ? 0 : BLOCKED_SLEEP_MS) : Infinity
    return Math.min(nextDue, left, now + LONGEST_SLEEP_MS)
  }

  /** Leases what is due and has room in memory; returns how many rows it took. */
  async #claim(due: readonly DueLane[], owner: string, now: number): Promise<number> {
    const open = due.map(({ lane }) => ({ lane, most: this.#dispatcher.room(lane) }))
    for (const { lane, most } of open) if (most === 0) this.#dispatcher.markOverflow(lane)
    const withRoom = open.filter(({ most }) => most > 0)
    const ids = await this.#lease(lanesInTurn(withRoom, this.#lastLane).slice(0, LANES_IN_CLAIM), owner, now)
    if (ids.length === 0) return 0
    const tasks = await this.#definition.load(this.#store.read, ids)
    this.committed(tasks, owner)
    const loaded = new Set(tasks.map((task) => task.id))
    await giveBack(
      this.#store,
      this.#sql,
      ids.filter((id) => !loaded.has(id)),
      owner,
    )
    return tasks.length
  }

  /** Leases due rows of these lanes, one lane after the other, and returns their ids. */
  async #lease(lanes: readonly { lane: string; most: number }[], owner: string, now: number): Promise<string[]> {
    if (lanes.length === 0) return []
    return this.#store.transaction(async (tx) => {
      const ids: string[] = []
      for (const { lane, most } of lanes) {
        if (ids.length >= ROWS_IN_CLAIM) break
        ids.push(
          ...(await claim(tx, this.#sql, { lane, most: Math.min(most, ROWS_IN_CLAIM - ids.length), now, owner })),
        )
        this.#lastLane = lane
      }
      return ids
    })
  }

  /**
   * Rows leased by this process that it does not hold would stay untouched for as long as it lives. None should exist;
   * a commit whose answer was lost on the way can leave some. Missing twice in a row, they are given back.
   */
  async #audit(owner: string): Promise<void> {
    if (this.#clock.monotonic() - this.#auditedAt < AUDIT_EVERY_MS) return
    this.#auditedAt = this.#clock.monotonic()
    const owned = await readOwned(this.#store, this.#sql, owner)
    const missing = owned.filter((id) => !this.#dispatcher.holds(id))
    const strays = missing.filter((id) => this.#strays.has(id))
    this.#strays = new Set(missing)
    if (strays.length === 0) return
    this.#log.warn({ rows: strays.length }, 'queue.strays_given_back')
    await giveBack(this.#store, this.#sql, strays, owner)
  }
}
