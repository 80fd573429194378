import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

import type { OpenedDatabase } from './each-database.ts'

/** What a child process can be told to do with the database; see child-node-main.ts. */
export type ChildTask = 'hold' | 'migrate' | 'count' | 'group' | 'stop'

/** A process of its own with the database open, for what one process cannot show: kill -9, file locks, exits. */
export class ChildNode {
  readonly #child: ChildProcess
  readonly #lines: AsyncIterableIterator<string>

  /** It does not outlive its test. */
  constructor(t: TestContext, task: ChildTask, database: Pick<OpenedDatabase, 'dataDir' | 'databaseUrl'>) {
    const main = fileURLToPath(new URL('child-node-main.ts', import.meta.url))
    const args = [main, task, database.dataDir, database.databaseUrl ?? '']
    this.#child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]()
    t.after(() => this.kill())
  }

  /** The next line that it prints. */
  async said(): Promise<string> {
    const { value, done } = await this.#lines.next()
    return done === true ? '(ended)' : value
  }

  /** Lets it go on. */
  go(): void {
    this.#child.stdin?.write('go\n')
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended()
  }

  /** Its exit code; null when a signal ended it. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit')
    return this.#child.exitCode
  }
}
