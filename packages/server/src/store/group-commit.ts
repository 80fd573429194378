import type { Clock, Timer } from '../kernel/clock.ts'
import type { Transaction } from './connection.ts'

/**
 * A kind of write that is done for many callers at once. `run` gets all items that have gathered, in the order in which
 * they came, inside one transaction, and returns one result for each, in the same order.
 */
export interface BatchKind<Item, Result> {
  readonly name: string
  run(tx: Transaction, items: readonly Item[]): Promise<readonly Result[]>
}

interface Waiting {
  readonly item: unknown
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

type AnyKind = BatchKind<unknown, unknown>

/** A transaction of this many items is long enough that waiting for more gains nothing (design, section 6). */
const MOST_ITEMS = 500
/** How long the first of a group waits for company once writes come thick. Latency paid for fewer disk flushes. */
const GATHER_MS = 1.5
/** A group at least this large says that writes come thick. */
const THICK = 4

export type RunTransaction = <Result>(work: (tx: Transaction) => Promise<Result>) => Promise<Result>

export interface GroupCommitFigures {
  commits: number
  items: number
}

/**
 * Gathers writes of concurrent callers into one transaction and answers each caller after its commit. While one group
 * is being written the next one gathers, so under load the groups grow by themselves.
 */
export class GroupCommit {
  readonly figures: GroupCommitFigures = { commits: 0, items: 0 }
  readonly #transaction: RunTransaction
  readonly #clock: Clock
  readonly #isOutage: (error: unknown) => boolean
  #gathering = new Map<AnyKind, Waiting[]>()
  #gathered = 0
  #lastGroup = 0
  #timer: Timer | null = null
  #scheduled = false
  #writing = false
  #idle: (() => void)[] = []

  constructor(options: { transaction: RunTransaction; clock: Clock; isOutage: (error: unknown) => boolean }) {
    this.#transaction = options.transaction
    this.#clock = options.clock
    this.#isOutage = options.isOutage
  }

  /** Resolves with the item's result once the transaction that holds it is on disk; rejects when nothing of it is. */
  submit<Item, Result>(kind: BatchKind<Item, Result>, item: Item): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const waiting = { item, resolve: resolve as (result: unknown) => void, reject }
      const list = this.#gathering.get(kind)
      if (list) list.push(waiting)
      else this.#gathering.set(kind, [waiting])
      this.#gathered++
      this.#schedule()
    })
  }

  /** Resolves when nothing is gathered and nothing is being written. */
  async drained(): Promise<void> {
    while (this.#gathered > 0 || this.#writing) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  #schedule(): void {
    if (this.#writing) return
    if (this.#gathered >= MOST_ITEMS) {
      this.#timer?.cancel()
      this.#timer = null
      if (!this.#scheduled) this.#soon()
      return
    }
    if (this.#timer || this.#scheduled) return
    if (this.#lastGroup < THICK) this.#soon()
    else this.#timer = this.#gatherTimer()
  }

  /** The clock's timers let a process end that waits for nothing else; this one is waited for by the callers. */
  #gatherTimer(): Timer {
    const stay = setInterval(() => undefined, 1_000)
    const timer = this.#clock.setTimer(() => {
      clearInterval(stay)
      this.#timer = null
      void this.#flush()
    }, GATHER_MS)
    return {
      cancel() {
        clearInterval(stay)
        timer.cancel()
      },
    }
  }

  #soon(): void {
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      void this.#flush()
    })
  }

  async #flush(): Promise<void> {
    if (this.#writing || this.#gathered === 0) return
    const group = this.#gathering
    this.#lastGroup = this.#gathered
    this.#gathering = new Map()
    this.#gathered = 0
    this.#writing = true
    try {
      await this.#write(group)
    } finally {
      this.#writing = false
      if (this.#gathered > 0) this.#schedule()
      for (const resolve of this.#idle.splice(0)) resolve()
    }
  }

  async #write(group: Map<AnyKind, Waiting[]>): Promise<void> {
    try {
      const results = await this.#transaction((tx) => runGroup(tx, group))
      this.figures.commits++
      for (const [kind, waiting] of group) {
        this.figures.items += waiting.length
        const own = results.get(kind) ?? []
        waiting.forEach((each, index) => each.resolve(own[index]))
      }
    } catch (error) {
      await this.#writeApart(group, error)
    }
  }

  /** One bad item must not fail its neighbours: after a failed group each item gets a transaction of its own. */
  async #writeApart(group: Map<AnyKind, Waiting[]>, groupError: unknown): Promise<void> {
    const size = [...group.values()].reduce((sum, waiting) => sum + waiting.length, 0)
    // With the database away none would succeed, and each would wait for it in turn.
    const hopeless = size === 1 || this.#isOutage(groupError)
    for (const [kind, waiting] of group) {
      for (const each of waiting) {
        if (hopeless) {
          each.reject(groupError)
          continue
        }
        try {
          const results = await this.#transaction((tx) => runGroup(tx, new Map([[kind, [each]]])))
          this.figures.commits++
          this.figures.items++
          each.resolve(results.get(kind)?.[0])
        } catch (error) {
          each.reject(error)
        }
      }
    }
  }
}

async function runGroup(tx: Transaction, group: Map<AnyKind, Waiting[]>): Promise<Map<AnyKind, readonly unknown[]>> {
  const results = new Map<AnyKind, readonly unknown[]>()
  for (const [kind, waiting] of group) {
    const own = await kind.run(
      tx,
      waiting.map((each) => each.item),
    )
    if (own.length !== waiting.length)
      throw new Error(`batch kind ${kind.name} answered ${own.length} of ${waiting.length}`)
    results.set(kind, own)
  }
  return results
}
