import type { Feedback, Task } from './queue.ts'

/**
 * One destination: what waits for it, what is under way, and how wide it is. The width adapts: it grows by one for each
 * round of good answers and halves when the destination struggles, at most once per round, so that a burst of failures
 * which were all sent before the first came back counts once.
 */
export class Lane<T extends Task> {
  readonly key: string
  readonly group: string
  inFlight = 0
  /** Tasks from `add` to `release`, and roughly the memory that they take. */
  held = 0
  heldBytes = 0
  /** Whether the table holds more rows for this lane than fit in memory. */
  overflow = false
  /** Whether the lane stands in its group's line for a slot. */
  queued = false
  width: number
  readonly #most: number
  readonly #first = new Fifo<T>()
  readonly #late = new Fifo<T>()
  readonly #busyKeys = new Set<string>()
  #lateInFlight = 0
  #goodInRow = 0
  /** Attempts that were under way when the lane was last narrowed, and are to be answered yet. */
  #passes = 0

  constructor(key: string, group: string, slots: { first: number; most: number }) {
    this.key = key
    this.group = group
    this.width = slots.first
    this.#most = slots.most
  }

  get waiting(): number {
    return this.#first.size + this.#late.size
  }

  get idle(): boolean {
    return this.held === 0 && !this.overflow
  }

  add(task: T): void {
    this.held++
    this.heldBytes += task.bytes
    if (task.late) this.#late.push(task)
    else this.#first.push(task)
  }

  /** The next task that may start now, taken out of the line; null when none may. */
  take(lateAllowed: boolean): T | null {
    if (this.inFlight >= this.width) return null
    const lateShare = this.#first.size > 0 ? Math.max(1, this.width >> 1) : this.width
    const late = lateAllowed && this.#lateInFlight < lateShare ? this.#takeFrom(this.#late) : null
    const task = late ?? this.#takeFrom(this.#first)
    if (!task) return null
    this.inFlight++
    if (task.late) this.#lateInFlight++
    if (task.orderingKey !== null) this.#busyKeys.add(task.orderingKey)
    return task
  }

  /** A task's attempt is over; its slot is free. Its ordering key stays busy until `release`. */
  answered(task: T, feedback: Feedback): void {
    this.inFlight--
    if (task.late) this.#lateInFlight--
    this.#adapt(feedback)
  }

  /** The task's outcome is written: the next one of its ordering key may go. */
  release(task: T): void {
    if (task.orderingKey !== null) this.#busyKeys.delete(task.orderingKey)
    this.#forget(task)
  }

  /** Empties the line. */
  drop(): T[] {
    const dropped = [...this.#first.clear(), ...this.#late.clear()]
    for (const task of dropped) this.#forget(task)
    return dropped
  }

  #forget(task: T): void {
    this.held--
    this.heldBytes -= task.bytes
  }

  #takeFrom(line: Fifo<T>): T | null {
    const head = line.peek()
    if (!head) return null
    if (head.orderingKey === null || !this.#busyKeys.has(head.orderingKey)) return line.shift()
    return line.takeFirst((task) => task.orderingKey === null || !this.#busyKeys.has(task.orderingKey))
  }

  #adapt(feedback: Feedback): void {
    const sentBefore = this.#passes > 0
    if (sentBefore) this.#passes--
    if (feedback === 'good') {
      if (++this.#goodInRow < this.width) return
      this.#goodInRow = 0
      this.width = Math.min(this.#most, this.width + 1)
      return
    }
    this.#goodInRow = 0
    if (sentBefore) return
    this.width = Math.max(1, feedback === 'slow' ? this.width - 1 : this.width >> 1)
    this.#passes = this.inFlight
  }
}

/** A line that gives up its head in constant time; Array.shift moves every element. */
class Fifo<T> {
  #items: T[] = []
  #head = 0

  get size(): number {
    return this.#items.length - this.#head
  }

  push(item: T): void {
    this.#items.push(item)
  }

  peek(): T | undefined {
    return this.#items[this.#head]
  }

  shift(): T | null {
    const item = this.#items[this.#head]
    if (item === undefined) return null
    this.#head++
    if (this.#head > 64 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }

  /** The first item that fits, from anywhere in the line. */
  takeFirst(fits: (item: T) => boolean): T | null {
    for (let index = this.#head; index < this.#items.length; index++) {
      const item = this.#items[index] as T
      if (!fits(item)) continue
      this.#items.splice(index, 1)
      return item
    }
    return null
  }

  clear(): T[] {
    const rest = this.#items.slice(this.#head)
    this.#items = []
    this.#head = 0
    return rest
  }
}
