import type { Clock } from '../../kernel/clock.ts'
import { AnsweredBefore, type Answer, type Call, type OnceKey } from '../../kernel/call.ts'
import type { SecretBox } from '../../kernel/secret-box.ts'
import { DAY_MS } from '../../kernel/time.ts'
import type { BatchKind, Store, Transaction } from '../../store/index.ts'
import { answerOf, deleteExpiredAnswer, deleteExpiredAnswers, insertAnswers } from './store-answers.ts'

/** An answer is kept this long from the first call (contract 2.7). */
const KEPT_MS = DAY_MS

interface AnsweredCall {
  readonly call: Pick<Call, 'once'>
  readonly answer: Answer
}

/**
 * Calls that are done once however often they are sent (contract 2.7). The answer is written in the transaction of the
 * work, so there is no moment at which one is on disk without the other; a second call that comes while the first is
 * still on its way loses the race for the row and its work is rolled back or left out.
 */
export class AnsweredCalls {
  readonly #store: Store
  readonly #clock: Clock
  readonly #box: SecretBox
  readonly #running = new Set<string>()

  /** Answers may hold a new key or a new signing secret, so they are sealed like any other secret. */
  constructor(store: Store, clock: Clock, box: SecretBox) {
    this.#store = store
    this.#clock = clock
    this.#box = box
  }

  /** The stored answer of an earlier call with this key; of whatever request, the caller compares fingerprints. */
  async find(once: OnceKey): Promise<{ fingerprint: string; answer: Answer } | undefined> {
    const stored = await answerOf(this.#store.read, once)
    if (!stored) return undefined
    const { fingerprint, status, sealedBody, expiresAt } = stored
    if (expiresAt <= this.#clock.now()) {
      // Now, and not when the answer of the new work finds its place taken: some work cannot be rolled back.
      await this.forget(once)
      return undefined
    }
    const body: unknown = sealedBody === '' ? undefined : JSON.parse(this.#box.open(sealedBody))
    return { fingerprint, answer: { status, body } }
  }

  /** Makes room for a key whose kept answer has expired but is still there. */
  async forget(once: OnceKey): Promise<void> {
    await this.#store.transaction((tx) => deleteExpiredAnswer(tx, once, this.#clock.now()))
  }

  /** Marks the key as running on this process; false when it already is. */
  begin(once: OnceKey): boolean {
    const name = runningName(once)
    if (this.#running.has(name)) return false
    this.#running.add(name)
    return true
  }

  end(once: OnceKey): void {
    this.#running.delete(runningName(once))
  }

  /** See `SaveAnswers` of the events port. */
  readonly save = async <Item extends AnsweredCall>(
    tx: Transaction,
    items: readonly Item[],
  ): Promise<ReadonlySet<Item>> => {
    const keyed = items.flatMap((item) => (item.call.once ? [{ item, once: item.call.once }] : []))
    if (keyed.length === 0) return new Set(items)
    const now = this.#clock.now()
    const inserted = await insertAnswers(
      tx,
      keyed.map(({ item, once }) => ({
        once,
        status: item.answer.status,
        sealedBody: item.answer.body === undefined ? '' : this.#box.seal(JSON.stringify(item.answer.body)),
        createdAt: now,
        expiresAt: now + KEPT_MS,
      })),
    )
    const lost = new Set(keyed.filter((_, index) => inserted[index] === false).map(({ item }) => item))
    return new Set(items.filter((item) => !lost.has(item)))
  }

  /** Runs a write and stores its answer in the same transaction. */
  readonly write = (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>): Promise<Answer> =>
    this.#store.transaction(async (tx) => {
      const answer = await work(tx)
      const fresh = await this.save(tx, [{ call, answer }])
      if (fresh.size === 0) throw new AnsweredBefore()
      return answer
    })

  /** Stores an answer that has no work: a refusal that would be the same every time. */
  readonly keepRefusal = async (once: OnceKey, answer: Answer): Promise<void> => {
    await this.#store.grouped.submit(this.#refusals, { call: { once }, answer })
  }

  /** Forgets answers that have been kept long enough; returns how many. */
  forgetExpired(): Promise<number> {
    return this.#store.transaction((tx) => deleteExpiredAnswers(tx, this.#clock.now()))
  }

  readonly #refusals: BatchKind<AnsweredCall, null> = {
    name: 'keep-refusal',
    run: async (tx, items) => {
      await this.save(tx, items)
      return items.map(() => null)
    },
  }
}

function runningName(once: OnceKey): string {
  return `${once.apiKeyId} ${once.idempotencyKey}`
}
