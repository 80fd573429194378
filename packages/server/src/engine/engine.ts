import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { Store } from '../store/index.ts'
import type { QueueDefinition, QueueHandle, Task } from './queue.ts'
import { RunningQueue } from './running-queue.ts'

/** Durable work: rows of any queue table are claimed, leased, worked on, settled and recovered here. */
export class Engine {
  readonly #deps: { store: Store; clock: Clock; log: Log }
  readonly #queues: { start(): Promise<void>; stop(): Promise<void> }[] = []

  constructor(deps: { store: Store; clock: Clock; log: Log }) {
    this.#deps = deps
  }

  /** Adds a queue. Rows can be inserted at once; work on them begins with `start`. */
  queue<T extends Task, Outcome>(definition: QueueDefinition<T, Outcome>): QueueHandle<T> {
    const queue = new RunningQueue(definition, this.#deps)
    this.#queues.push(queue)
    return queue
  }

  async start(): Promise<void> {
    for (const queue of this.#queues) await queue.start()
  }

  /** Finishes what is under way, gives back the rest, and resolves; at the latest after `deadlineMs`. */
  async stop(deadlineMs: number): Promise<'drained' | 'deadline'> {
    const drained = Promise.all(this.#queues.map((queue) => queue.stop())).then(() => 'drained' as const)
    const { promise: deadline, resolve } = Promise.withResolvers<'deadline'>()
    const timer = this.#deps.clock.setTimer(() => resolve('deadline'), deadlineMs)
    // The clock's timers let a process end that waits for nothing else, and this one may have nothing else left.
    const stay = setInterval(() => undefined, 1_000)
    try {
      return await Promise.race([drained, deadline])
    } finally {
      clearInterval(stay)
      timer.cancel()
    }
  }
}
