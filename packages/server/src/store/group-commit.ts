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

/** How long the first of a group waits for company once writes come thick. Latency paid for fewer disk flushes. */
const GATHER_MS = 1.5
/** A group at least this large says that writes come thick. */
const THICK = 4
/** So many wait for no more: the flush they share is paid for. Groups grow larger while others are being written. */
const ENOUGH = 32

/**
 * Runs `work` in a transaction. What asked for a call after the commit is called before this resolves; with `defer`, it is
 * handed over to be called later.
 */
export type RunTransaction = <Result>(
  work: (tx: Transaction) => Promise<Result>,
  defer?: (announce: () => void) => void,
) => Promise<Result>

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
  readonly #atOnce: number
  #gathering = new Map<AnyKind, Waiting[]>()
  #gathered = 0
  #lastGroup = 0
  #timer: Timer | null = null
  #scheduled = false
  #writing = 0
  #idle: (() => void)[] = []

  constructor(options: {
    transaction: RunTransaction
    clock: Clock
    isOutage: (error: unknown) => boolean
    /** Groups written at once; more than one only where the database works on them beside each other. */
    atOnce?: number
  }) {
    this.#transaction = options.transaction
    this.#atOnce = options.atOnce ?? 1
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
    while (this.#gathered > 0 || this.#writing > 0) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  #schedule(): void {
    if (this.#scheduled || this.#writing >= this.#atOnce) return
    const now = this.#gathered >= ENOUGH || (this.#writing === 0 && this.#lastGroup < THICK)
    if (now) {
      this.#timer?.cancel()
      this.#timer = null
      this.#soon()
    } else this.#timer ??= this.#gatherTimer()
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
    if (this.#writing >= this.#atOnce || this.#gathered === 0) return
    const group = this.#gathering
    this.#lastGroup = this.#gathered
    this.#gathering = new Map()
    this.#gathered = 0
    this.#writing++
    const answer = await this.#write(group)
    this.#writing--
    // The next group is on its way before anybody hears of this one, so that the database does not wait for us.
    if (this.#gathered >= ENOUGH) void this.#flush()
    else if (this.#gathered > 0) this.#schedule()
    process.nextTick(() => {
      answer()
      for (const resolve of this.#idle.splice(0)) resolve()
    })
  }

  /** Writes a group; resolves with what tells its callers, whichever way it went. */
  async #write(group: Map<AnyKind, Waiting[]>): Promise<() => void> {
    let announce = (): void => undefined
    try {
      const results = await this.#transaction(
        (tx) => runGroup(tx, group),
        (callbacks) => (announce = callbacks),
      )
      this.figures.commits++
      for (const waiting of group.values()) this.figures.items += waiting.length
      return () => {
        announce()
        for (const [kind, waiting] of group) {
          const own = results.get(kind) ?? []
          waiting.forEach((each, index) => each.resolve(own[index]))
        }
      }
    } catch (error) {
      await this.#writeApart(group, error)
      return () => undefined
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

/**
 * The kinds run beside each other, so that what they read comes in one round trip. Always begun in the same order, so that
 * groups written at once take their locks alike; and the first failure waits for the others to end, since nothing may be
 * written once the transaction is given up.
 */
async function runGroup(tx: Transaction, group: Map<AnyKind, Waiting[]>): Promise<Map<AnyKind, readonly unknown[]>> {
  const kinds = [...group].sort(([one], [other]) => (one.name < other.name ? -1 : 1))
  const ends = await Promise.allSettled(kinds.map(([kind, waiting]) => runKind(tx, kind, waiting)))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
  return new Map(kinds.map(([kind], index) => [kind, (ends[index] as PromiseFulfilledResult<unknown[]>).value]))
}

async function runKind(tx: Transaction, kind: AnyKind, waiting: readonly Waiting[]): Promise<readonly unknown[]> {
  const own = await kind.run(
    tx,
    waiting.map((each) => each.item),
  )
  if (own.length !== waiting.length)
    throw new Error(`batch kind ${kind.name} answered ${own.length} of ${waiting.length}`)
  return own
}
