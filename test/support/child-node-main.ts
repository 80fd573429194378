// Run by child-node.ts: one process with the database open. Prints one line a step.
import { once } from 'node:events'

import { Engine, type Task } from '../../packages/server/src/engine/index.ts'
import { systemClock } from '../../packages/server/src/kernel/clock.ts'
import { silentLog } from '../../packages/server/src/kernel/log.ts'
import { type BatchKind, migrate, type Store } from '../../packages/server/src/store/index.ts'
import type { ChildTask } from './child-node.ts'
import { openNode } from './open-node.ts'
import { makeToyTable } from './toy-queue.ts'

const [task, dataDir = '', databaseUrl = ''] = process.argv.slice(2)

async function toldToGo(): Promise<void> {
  console.log('ready')
  await once(process.stdin, 'data')
  process.stdin.destroy()
}

const tasks: Record<ChildTask, (store: Store) => Promise<void>> = {
  /** Shows presence until it is killed. */
  async hold(store) {
    console.log(store.presence.nodeId)
    // Reading it is what keeps the process alive.
    process.stdin.resume()
    await once(process.stdin, 'end')
  },
  async migrate(store) {
    await toldToGo()
    console.log((await migrate(store, systemClock.now())).applied.join() || 'nothing')
  },
  /** Counts one up in a hundred transactions, each of which reads first. */
  async count(store) {
    await toldToGo()
    for (let time = 0; time < 100; time++) {
      await store.transaction(async (tx) => {
        const [row] = await tx.all<{ count: number }>(`select count from counter ${store.words.forUpdate}`)
        await tx.run('update counter set count = $1', [(row?.count ?? 0) + 1])
      })
    }
    console.log('counted')
  },
  /** Writes a group that has to wait for company, with nothing else that keeps the process alive. */
  async group(store) {
    const echo: BatchKind<number, number> = { name: 'echo', run: (_tx, items) => Promise.resolve(items) }
    const submit = () => Promise.all([1, 2, 3, 4, 5].map((item) => store.grouped.submit(echo, item)))
    await submit()
    console.log((await submit()).join())
  },
  /** Stops an engine whose last attempt does not end, with nothing else that keeps the process alive. */
  async stop(store) {
    const engine = new Engine({ store, clock: systemClock, log: silentLog })
    const table = await makeToyTable(store)
    const queue = engine.queue<Task, null>({
      table: table.name,
      ordered: false,
      slots: 1,
      laneSlots: { first: 1, most: 1 },
      load: () => Promise.resolve([]),
      perform: () => new Promise(() => undefined),
      settle: () => Promise.resolve({ dueAt: null }),
    })
    await engine.start()
    const task = { id: 'hanging', lane: 'lane', group: 'group', orderingKey: null, late: false, bytes: 1 }
    queue.committed([task], store.presence.nodeId ?? '')
    console.log(await engine.stop(50))
  },
}

const store = await openNode({ dataDir, ...(databaseUrl === '' ? {} : { databaseUrl }) }, { serving: task === 'hold' })
await tasks[task as ChildTask](store)
await store.close()
