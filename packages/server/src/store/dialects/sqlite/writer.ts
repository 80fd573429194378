import { Worker } from 'node:worker_threads'

import { type Answer, type Command, type Parcel, type Reply, SqliteFault } from './command.ts'
import { numbered } from './sql-text.ts'

interface Waiting {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

/**
 * The writer's thread, seen from here. Commands travel together, with the next whose answer somebody waits for: a
 * message between threads costs more than what most commands do.
 */
export class Writer {
  readonly #worker: Worker
  readonly #numbers = new Map<string, number>()
  readonly #waiting = new Map<number, Waiting[]>()
  #newStatements: [number, string][] = []
  #commands: Command[] = []
  #expecting: Waiting[] = []
  #parcels = 0
  #failure: Error | null = null

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (reply: Reply) => this.#receive(reply))
    worker.on('error', (error: Error) => this.#fail(error))
    worker.on('exit', () => this.#fail(new Error('the database is closed')))
    // The thread alone keeps no process alive; whoever waits for an answer of it does.
    worker.unref()
  }

  /** Opens the database on a thread of its own. Rejects with what SQLite said when it cannot be opened. */
  static async open(path: string, settings: string): Promise<Writer> {
    const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData: { path, settings } })
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve())
      worker.once('error', reject)
    })
    worker.removeAllListeners('error')
    return new Writer(worker)
  }

  /** Whether the thread is gone: nothing can be written any more. */
  get failed(): boolean {
    return this.#failure !== null
  }

  /** The number under which the thread knows a statement. */
  statement(sql: string): number {
    let number = this.#numbers.get(sql)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(sql, number)
      this.#newStatements.push([number, numbered(sql)])
    }
    return number
  }

  /** Has a command done before the next one that is asked for. */
  post(command: Command): void {
    if (!this.#failure) this.#commands.push(command)
  }

  /** Has a command done; resolves with its answer, rejects with SQLite's refusal. */
  async ask(command: Command): Promise<Exclude<Answer, { fault: unknown }>> {
    const answer = await new Promise<Answer>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure)
      this.#commands.push(command)
      if (this.#expecting.push({ resolve, reject }) === 1) queueMicrotask(() => this.#send())
    })
    if ('fault' in answer) throw new SqliteFault(answer.fault)
    return answer
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #send(): void {
    const parcel: Parcel = { id: this.#parcels++, newStatements: this.#newStatements, commands: this.#commands }
    this.#waiting.set(parcel.id, this.#expecting)
    this.#worker.ref()
    this.#newStatements = []
    this.#commands = []
    this.#expecting = []
    this.#worker.postMessage(parcel)
  }

  #receive({ id, answers }: Reply): void {
    const waiting = this.#waiting.get(id) ?? []
    this.#waiting.delete(id)
    if (this.#waiting.size === 0) this.#worker.unref()
    waiting.forEach((each, index) => each.resolve(answers[index] as Answer))
  }

  /** The thread is gone. What it was doing is not on disk unless it said so, and nothing more can be written. */
  #fail(error: Error): void {
    this.#failure ??= error
    for (const waiting of this.#waiting.values()) for (const each of waiting) each.reject(error)
    this.#waiting.clear()
  }
}
