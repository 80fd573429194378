import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { Lane } from './lane.ts'
import type { Feedback, Performed, QueueDefinition, Settled, Task } from './queue.ts'
import { SettleLine } from './settle-line.ts'

/** Rows held in memory beside those under way. More stay in the table until there is room. */
const MOST_WAITING_IN_LANE = 1_024
const MOST_HELD = 20_000
const MOST_HELD_BYTES = 64 * 1024 * 1024
/** The parts of what is left of both that one lane may take. */
const LANE_SHARE = 1 / 16
const LANE_BYTES_SHARE = 1 / 4
/** What any lane may hold, whatever the others do; while bytes are short, one row. */
const LEAST_IN_LANE = 8
/** The part of all slots that late attempts may take; the rest is kept for first ones. */
const LATE_SHARE = 0.75

interface Held<T> {
  readonly task: T
  /** The name under which this process has leased the row. */
  owner: string
  /** Whether the outcome is on its way to the database. */
  writing: boolean
  /** The row as it was leased once more meanwhile. */
  again: { readonly task: T; readonly owner: string } | null
}

interface Group<T extends Task> {
  readonly lanes: Lane<T>[]
  queued: boolean
}

export interface DispatcherEvents {
  /** The row is written; it is due again at `dueAt` or finished. */
  settled(settled: Settled): void
  /** A lane that has more rows in the table has room again. */
  wantsMore(): void
}

/**
 * Works on the rows that this process holds. Groups (workspaces) take turns, lanes take turns within their group, and
 * each lane is as wide as its destination bears. Memory here is a shortcut past the table: all of it can be lost.
 */
export class Dispatcher<T extends Task, Outcome> {
  readonly #queue: QueueDefinition<T, Outcome>
  readonly #events: DispatcherEvents
  readonly #lanes = new Map<string, Lane<T>>()
  readonly #groups = new Map<string, Group<T>>()
  readonly #line: Group<T>[] = []
  readonly #waitingForLateSlot = new Set<Lane<T>>()
  readonly #held = new Map<string, Held<T>>()
  readonly #settling: SettleLine
  readonly #log: Log
  #heldBytes = 0
  #inFlight = 0
  #lateInFlight = 0
  #stopping = false
  #idle: (() => void)[] = []

  constructor(queue: QueueDefinition<T, Outcome>, events: DispatcherEvents, clock: Clock, log: Log) {
    this.#queue = queue
    this.#events = events
    this.#log = log
    this.#settling = new SettleLine(clock, log)
  }

  /**
   * How many more rows of this lane may be held: a part of the room that is left. Lanes that stand still keep what they
   * have, so one that holds next to nothing is never refused, or enough of them together could refuse it.
   */
  room(key: string): number {
    if (this.#stopping) return 0
    const { waiting, held, heldBytes } = this.#lanes.get(key) ?? { waiting: 0, held: 0, heldBytes: 0 }
    const rows = Math.min(MOST_WAITING_IN_LANE, Math.floor((MOST_HELD - this.#held.size) * LANE_SHARE)) - waiting
    const bytes = (MOST_HELD_BYTES - this.#heldBytes) * LANE_BYTES_SHARE - heldBytes
    // How big the next rows are is not known before they are read: like those that are held, as far as one can tell.
    const likeHeld = heldBytes === 0 ? (bytes > 0 ? rows : 0) : Math.ceil((bytes * held) / heldBytes)
    const least = this.#heldBytes < MOST_HELD_BYTES ? LEAST_IN_LANE : 1
    return Math.max(0, Math.min(rows, likeHeld), least - held)
  }

  holds(id: string): boolean {
    return this.#held.has(id)
  }

  /** Says that the table holds more rows for this lane than there is room for. */
  markOverflow(key: string): void {
    const lane = this.#lanes.get(key)
    if (lane) lane.overflow = true
  }

  /** Takes over rows that `owner`, this process, has leased. */
  add(tasks: readonly T[], owner: string): void {
    for (const task of tasks) {
      const held = this.#held.get(task.id)
      if (held) {
        leasedAnew(held, task, owner)
        continue
      }
      this.#held.set(task.id, { task, owner, writing: false, again: null })
      this.#heldBytes += task.bytes
      const lane = this.#laneOf(task.lane, task.group)
      lane.add(task)
      this.#enlist(lane)
    }
    this.#pump()
  }

  /** Forgets what waits, without touching the table; for when the leases are lost. Returns the forgotten ids. */
  dropWaiting(): string[] {
    const dropped: string[] = []
    for (const lane of this.#lanes.values()) {
      for (const task of lane.drop()) {
        dropped.push(task.id)
        this.#forget(task)
      }
    }
    return dropped
  }

  /** Starts nothing more. Resolves when all that is under way is answered and written. */
  async drain(): Promise<void> {
    this.#stopping = true
    while (this.#inFlight > 0 || this.#settling.size > 0) {
      await new Promise<void>((resolve) => this.#idle.push(resolve))
    }
  }

  #laneOf(key: string, group: string): Lane<T> {
    let lane = this.#lanes.get(key)
    if (!lane) this.#lanes.set(key, (lane = new Lane<T>(key, group, this.#queue.laneSlots)))
    return lane
  }

  /** Puts a lane in its group's line, and the group in the line of groups, unless they stand there already. */
  #enlist(lane: Lane<T>): void {
    if (lane.queued) return
    lane.queued = true
    let group = this.#groups.get(lane.group)
    if (!group) this.#groups.set(lane.group, (group = { lanes: [], queued: false }))
    group.lanes.push(lane)
    if (group.queued) return
    group.queued = true
    this.#line.push(group)
  }

  #pump(): void {
    while (!this.#stopping && this.#inFlight < this.#queue.slots) {
      const group = this.#line.shift()
      if (!group) return
      const lane = group.lanes.shift()
      if (lane) {
        lane.queued = false
        this.#startNext(lane)
      }
      group.queued = group.lanes.length > 0
      if (group.queued) this.#line.push(group)
    }
  }

  #startNext(lane: Lane<T>): void {
    const lateAllowed = this.#lateInFlight < this.#queue.slots * LATE_SHARE
    const task = lane.take(lateAllowed)
    if (!task) {
      // A lane that cannot start anything leaves the line. The end of one of its attempts puts it back; one that waits
      // for a late slot may have none under way, so the end of any late attempt does.
      if (!lateAllowed && lane.waiting > 0) this.#waitingForLateSlot.add(lane)
      return
    }
    this.#inFlight++
    if (task.late) this.#lateInFlight++
    if (lane.waiting > 0) this.#enlist(lane)
    this.#perform(task).then(
      ({ outcome, feedback }) => {
        this.#settling.write(
          () => this.#settle(task, outcome),
          (settled) => this.#finish(lane, task, settled),
        )
        this.#freeSlot(lane, task, feedback)
      },
      (error: unknown) => {
        // A fault of ours. The row stays leased and is given back by the next audit: no hot loop over a bug.
        this.#log.error({ err: error, id: task.id }, 'task.crashed')
        this.#freeSlot(lane, task, 'struggling')
        this.#finish(lane, task, { dueAt: null })
      },
    )
  }

  /** What it throws at once is a rejection too. */
  async #perform(task: T): Promise<Performed<Outcome>> {
    return this.#queue.perform(task)
  }

  async #settle(task: T, outcome: Outcome): Promise<Settled> {
    const held = this.#held.get(task.id)
    if (!held) throw new Error(`${task.id} is not held`)
    held.writing = true
    try {
      return await this.#queue.settle(task, outcome, held.owner)
    } catch (error) {
      // Nothing was written: what was leased meanwhile is the same piece of work, whose outcome is known.
      held.owner = held.again?.owner ?? held.owner
      held.again = null
      throw error
    } finally {
      held.writing = false
    }
  }

  #freeSlot(lane: Lane<T>, task: T, feedback: Feedback): void {
    this.#inFlight--
    if (task.late) this.#freeLateSlot()
    lane.answered(task, feedback)
    if (lane.waiting > 0) this.#enlist(lane)
    this.#pump()
  }

  #freeLateSlot(): void {
    this.#lateInFlight--
    for (const lane of this.#waitingForLateSlot) this.#enlist(lane)
    this.#waitingForLateSlot.clear()
  }

  #finish(lane: Lane<T>, task: T, settled: Settled): void {
    const again = this.#held.get(task.id)?.again
    lane.release(task)
    this.#forget(task)
    if (again) this.add([again.task], again.owner)
    if (task.orderingKey !== null && lane.waiting > 0) this.#enlist(lane)
    // When half of what it may hold is gone: a look at the table for each row would be one too many.
    if (lane.overflow && this.room(lane.key) >= Math.max(1, lane.waiting)) {
      lane.overflow = false
      this.#events.wantsMore()
    }
    if (lane.idle && !lane.queued) this.#lanes.delete(lane.key)
    this.#events.settled(settled)
    this.#pump()
    if (this.#stopping) for (const resolve of this.#idle.splice(0)) resolve()
  }

  #forget(task: T): void {
    if (this.#held.delete(task.id)) this.#heldBytes -= task.bytes
  }
}

/**
 * A row that this process holds was leased to it once more. While its attempt is under way that is the same piece of
 * work: presence was lost and regained, and the outcome is to be written under the new name. While its outcome is being
 * written it can be the next piece, due at once: it is begun when this one is finished.
 */
function leasedAnew<T>(held: Held<T>, task: T, owner: string): void {
  if (held.writing) held.again = { task, owner }
  else held.owner = owner
}
