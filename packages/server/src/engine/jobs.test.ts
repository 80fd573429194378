import assert from 'node:assert/strict'
import { after, before, beforeEach, test, type TestContext } from 'node:test'

import { eachDatabase, type OpenedDatabase } from '../../../../test/support/each-database.ts'
import { FakeClock } from '../../../../test/support/fake-clock.ts'
import { ObservedStore } from '../../../../test/support/observed-store.ts'
import { openNode } from '../../../../test/support/open-node.ts'
import { silentLog } from '../kernel/log.ts'
import { createNewId } from '../kernel/new-id.ts'
import { systemRandom } from '../kernel/random.ts'
import { migrate, type Store } from '../store/index.ts'
import { Engine } from './engine.ts'
import { createJobs, type JobResult, type Jobs, type NewJob } from './jobs.ts'

/** A process that does jobs, with a clock that the test moves. */
interface Worker {
  readonly jobs: Jobs
  readonly clock: FakeClock
  readonly engine: Engine
  /** Writes jobs of kind `toy`, due now unless they say otherwise. */
  enqueue(...jobs: Partial<NewJob>[]): Promise<void>
  pass(ms: number, step?: number): Promise<void>
  calm(): Promise<void>
}

eachDatabase((kind, open) => {
  let database: OpenedDatabase
  let store: Store

  before(async () => {
    database = await open()
    store = await openNode(database)
    await migrate(store, 0)
  })

  beforeEach(() => store.transaction((tx) => tx.run('delete from job')))

  after(() => store.close())

  function workerOn(t: TestContext, node: Store): Worker {
    const clock = new FakeClock()
    const observed = new ObservedStore(node)
    const engine = new Engine({ store: observed.store, clock, log: silentLog })
    const deps = { store: observed.store, clock, newId: createNewId(clock, systemRandom), log: silentLog }
    const jobs = createJobs(engine, deps)
    const calm = async () => {
      for (let asked = -1; asked !== observed.asked;) {
        asked = observed.asked
        await clock.advance(0)
        // Outcomes gather on the real clock before they are written.
        await node.grouped.drained()
        await observed.quiet()
      }
    }
    t.after(async () => {
      const stopped = engine.stop(0)
      await calm()
      await stopped
    })
    return {
      jobs,
      clock,
      engine,
      calm,
      enqueue: (...wanted) =>
        node.transaction((tx) =>
          jobs.enqueue(
            tx,
            wanted.map((job) => ({ kind: 'toy', payload: {}, dueAt: clock.now(), workspaceId: null, ...job })),
          ),
        ),
      async pass(ms, step = 500) {
        for (let left = ms; left > 0; left -= step) {
          await clock.advance(Math.min(step, left))
          await calm()
        }
      },
    }
  }

  const rows = () => store.read.all('select kind, attempts, last_error, due_at, lease_owner from job order by id')

  test('a job is done once, with its payload and its name, and is gone afterwards', async (t) => {
    const worker = workerOn(t, store)
    const done: unknown[] = []
    worker.jobs.define<{ text: string }>('toy', (payload, job) => {
      done.push([payload, job.id.slice(0, 4), job.attempts])
      return Promise.resolve('done')
    })
    await worker.engine.start()
    await worker.enqueue({ payload: { text: 'größe 📯' } })
    await worker.pass(5_000)
    assert.deepEqual(done, [[{ text: 'größe 📯' }, 'job_', 0]])
    assert.deepEqual(await rows(), [])
  })

  test('a job of a transaction that was rolled back is not done', async (t) => {
    const worker = workerOn(t, store)
    let done = 0
    worker.jobs.define('toy', () => {
      done++
      return Promise.resolve('done')
    })
    await worker.engine.start()
    const rolledBack = store.transaction(async (tx) => {
      await worker.jobs.enqueue(tx, [{ kind: 'toy', payload: {}, dueAt: worker.clock.now(), workspaceId: null }])
      throw new Error('changed our mind')
    })
    await assert.rejects(rolledBack, /changed our mind/)
    await worker.pass(5_000)
    assert.equal(done, 0)
  })

  test('a job for later is done at its time and not before, also when it was written before the start', async (t) => {
    const worker = workerOn(t, store)
    const doneAt: number[] = []
    const first = worker.clock.now()
    worker.jobs.define('toy', () => {
      doneAt.push(worker.clock.now() - first)
      return Promise.resolve('done')
    })
    await worker.enqueue({ dueAt: first + 10_000 })
    await worker.engine.start()
    await worker.enqueue({ dueAt: first + 20_000 })
    await worker.pass(60_000)
    assert.deepEqual(doneAt, [10_000, 20_000])
  })

  test('a job that asks to be called again is, with the same payload and its failures forgotten', async (t) => {
    const worker = workerOn(t, store)
    const calls: [number, unknown, number][] = []
    const first = worker.clock.now()
    worker.jobs.define('toy', (payload, job) => {
      calls.push([worker.clock.now() - first, payload, job.attempts])
      if (calls.length === 1) return Promise.reject(new Error('not yet'))
      return Promise.resolve(calls.length < 4 ? { again: worker.clock.now() + 10_000 } : 'done')
    })
    await worker.engine.start()
    await worker.enqueue({ payload: { page: 1 } })
    await worker.calm()
    await worker.pass(60_000)
    assert.deepEqual(calls, [
      [0, { page: 1 }, 0],
      [1_000, { page: 1 }, 1],
      [11_000, { page: 1 }, 0],
      [21_000, { page: 1 }, 0],
    ])
    assert.deepEqual(await rows(), [])
  })

  test('a job that asks to be called again at once is, without waiting for an audit', async (t) => {
    const worker = workerOn(t, store)
    let calls = 0
    worker.jobs.define('toy', () => Promise.resolve(++calls < 20 ? { again: worker.clock.now() } : 'done'))
    await worker.engine.start()
    await worker.enqueue({})
    await worker.pass(2_000, 100)
    assert.equal(calls, 20)
  })

  test('a job that fails says why in its row and is tried again, after a wait that doubles up to five minutes', async (t) => {
    const worker = workerOn(t, store)
    const calledAt: number[] = []
    const first = worker.clock.now()
    worker.jobs.define('toy', () => {
      calledAt.push(worker.clock.now() - first)
      return Promise.reject(new Error('the mail server said no'))
    })
    await worker.engine.start()
    await worker.enqueue({})
    await worker.calm()
    await worker.pass(7_500)
    assert.deepEqual(calledAt, [0, 1_000, 3_000, 7_000])
    assert.deepEqual(
      (await rows()).map((row) => ({ ...row })),
      [{ kind: 'toy', attempts: 4, last_error: 'the mail server said no', due_at: first + 15_000, lease_owner: '' }],
    )
    await worker.pass(1_500_000, 1_000)
    assert.deepEqual(
      calledAt.slice(-3).map((at, index, all) => at - (all[index - 1] ?? at)),
      [0, 300_000, 300_000],
    )
  })

  test('the wait after a failure begins when the failure is there, not when the job began', async (t) => {
    const worker = workerOn(t, store)
    const calledAt: number[] = []
    const first = worker.clock.now()
    worker.jobs.define('toy', async () => {
      calledAt.push(worker.clock.now() - first)
      await new Promise<void>((resolve) => worker.clock.setTimer(resolve, 60_000))
      throw new Error('timed out')
    })
    await worker.engine.start()
    await worker.enqueue({})
    await worker.calm()
    await worker.pass(62_000)
    assert.deepEqual(calledAt, [0, 61_000])
    await worker.pass(60_000)
  })

  test('a job of a kind that nobody knows yet is kept, and done by a process that knows it', async (t) => {
    const worker = workerOn(t, store)
    await worker.engine.start()
    await worker.enqueue({ kind: 'of a newer release' })
    await worker.pass(5_000)
    const [row] = await rows()
    assert.match(String(row?.['last_error']), /no handler/)
    let done = 0
    worker.jobs.define('of a newer release', () => {
      done++
      return Promise.resolve('done')
    })
    await worker.pass(10_000)
    assert.deepEqual([done, await rows()], [1, []])
  })

  test('jobs of one kind and workspace share slots, and others do not wait for them', async (t) => {
    const worker = workerOn(t, store)
    const begun: (string | null)[] = []
    worker.jobs.define<{ of: string }>('toy', ({ of }) => {
      begun.push(of)
      return of === 'hanging' ? new Promise(() => undefined) : Promise.resolve('done')
    })
    await worker.engine.start()
    const hanging = Array.from({ length: 50 }, () => ({ workspaceId: 'ws_a', payload: { of: 'hanging' } }))
    await worker.enqueue(...hanging)
    await worker.enqueue({ workspaceId: 'ws_b', payload: { of: 'well' } })
    await worker.enqueue({ workspaceId: 'ws_a', lane: 'of its own', payload: { of: 'well too' } })
    await worker.pass(1_000)
    assert.deepEqual(begun.filter((of) => of !== 'hanging').toSorted(), ['well', 'well too'])
    assert.equal(begun.filter((of) => of === 'hanging').length, 4)
  })

  if (kind === 'postgres') {
    test('the outcome of a job that another process has taken up meanwhile changes nothing: the other one decides', async (t) => {
      const node = await openNode(database)
      t.after(() => node.close())
      const worker = workerOn(t, node)
      const answer = Promise.withResolvers<JobResult>()
      worker.jobs.define('toy', () => answer.promise)
      await worker.engine.start()
      await worker.enqueue({}, {})
      await worker.calm()
      const another = store.presence.nodeId
      await store.transaction((tx) => tx.run('update job set lease_owner = $1', [another]))
      answer.resolve({ again: worker.clock.now() + 1_000 })
      await worker.calm()
      assert.deepEqual(
        (await rows()).map((row) => [row['due_at'], row['lease_owner']]),
        [
          [worker.clock.now(), another],
          [worker.clock.now(), another],
        ],
      )
    })
  }
})
