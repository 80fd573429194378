import type { Store } from '../../packages/server/src/store/index.ts'

/**
 * A store that notes its statements and can be waited for. What happens in memory follows at once on what happens in
 * the database, so when nothing has been asked of it for a few turns of the event loop, everything that could happen
 * without the clock has happened.
 */
export class ObservedStore {
  readonly store: Store
  /** The text of every statement since the last `forget`. */
  statements: string[] = []
  #asked = 0
  #open = 0

  constructor(store: Store) {
    const read = this.#watched(store.read)
    const transaction: Store['transaction'] = (work) => this.#noted(store.transaction((tx) => work(this.#watched(tx))))
    this.store = new Proxy(store, {
      get: (target, name) => {
        if (name === 'read') return read
        if (name === 'transaction') return transaction
        return Reflect.get(target, name, target) as unknown
      },
    })
  }

  /** How often anything was asked of the database. */
  get asked(): number {
    return this.#asked
  }

  forget(): void {
    this.statements = []
  }

  /** Resolves when nothing is being asked of the database. */
  async quiet(): Promise<void> {
    for (let calm = 0; calm < 4; calm = this.#open > 0 ? 0 : calm + 1) {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  #watched<Connection extends object>(connection: Connection): Connection {
    return new Proxy(connection, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target) as unknown
        if (typeof value !== 'function') return value
        return (...args: unknown[]): unknown => {
          if (typeof args[0] === 'string') this.statements.push(args[0])
          const result = value.apply(target, args) as unknown
          return result instanceof Promise ? this.#noted(result) : result
        }
      },
    })
  }

  #noted<Result>(answer: Promise<Result>): Promise<Result> {
    this.#asked++
    this.#open++
    return answer.finally(() => this.#open--)
  }
}
