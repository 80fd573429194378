import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'

import { type MeteredKind, planIds } from '@posthorn/contract'
import fc from 'fast-check'

import { type DatabaseKind, eachDatabase, type OpenedDatabase } from '../../../../../test/support/each-database.ts'
import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { openNode } from '../../../../../test/support/open-node.ts'
import { until } from '../../../../../test/support/until.ts'
import { createJobs, Engine } from '../../engine/index.ts'
import { silentLog } from '../../kernel/log.ts'
import { createNewId } from '../../kernel/new-id.ts'
import { systemRandom } from '../../kernel/random.ts'
import { DAY_MS } from '../../kernel/time.ts'
import { migrate, type Store } from '../../store/index.ts'
import { setUpWorkspace } from '../access/index.ts'
import { createRecordEvents } from '../events/index.ts'
import { createUsage, type Demand } from './index.ts'
import { topUp } from './top-up.ts'

/** The module over a real database, as one process of several. */
async function openLedger(context: TestContext, database: OpenedDatabase, clock = new FakeClock()) {
  const store = await openNode(database)
  const newId = createNewId(clock, systemRandom)
  await migrate(store, clock.now())
  const engine = new Engine({ store, clock, log: silentLog })
  const jobs = createJobs(engine, { store, clock, newId, log: silentLog })
  const deps = {
    store,
    clock,
    newId,
    jobs,
    recordEvents: createRecordEvents({ clock, newId, fanOut: async () => undefined }),
    notify: async () => undefined,
    resumeSending: async () => undefined,
  }
  const usage = createUsage({ ...deps, write: async () => assert.fail('nothing is asked over the API here') })
  context.after(async () => {
    await engine.stop(1_000)
    await store.close()
  })
  let named = 0
  const ledger = {
    store,
    clock,
    engine,
    async newWorkspace(): Promise<string> {
      const setUp = await setUpWorkspace({ store, clock, newId, random: systemRandom }, { another: true })
      assert.ok('workspaceId' in setUp)
      return setUp.workspaceId
    },
    demand(workspaceId: string, messages: number, kind: MeteredKind = 'email'): Demand {
      const ids = Array.from({ length: messages }, () => `msg ${process.hrtime.bigint()} ${named++}`)
      return {
        workspaceId,
        kind,
        simulated: false,
        messages: ids.map((id) => ({ id, address: 'maria@example.com', segments: null })),
      }
    },
    reserve: (demands: readonly Demand[]) => store.transaction((tx) => usage.credits.reserve(tx, demands)),
    end: (demand: Demand, sent: boolean) =>
      store.transaction((tx) =>
        usage.credits.settle(
          tx,
          demand.messages.map(({ id: messageId }) => ({
            ...demand,
            messageId,
            credits: 1,
            sent,
            at: clock.now(),
          })),
        ),
      ),
    topUp: (workspaceId: string, amount: number) =>
      store.transaction((tx) => topUp(tx, { workspaceId, amount, note: null }, deps)),
    changePlan: (workspaceId: string, plan: (typeof planIds)[number]) =>
      store.transaction((tx) => usage.changePlan(tx, workspaceId, plan)),
    /** Until no job is due. */
    async settled(): Promise<void> {
      await until('all jobs to be done', async () => {
        await clock.advance(0)
        const due = await store.read.all('select id from job where due_at <= $1', [clock.now()])
        return due.length === 0
      })
    },
  }
  return ledger
}

interface Balance {
  plan: number
  extra: number
}

async function balanceIn(store: Store, workspaceId: string): Promise<Balance> {
  const [row] = await store.read.all<Balance>(
    'select plan_left as plan, extra_left as extra from credit_account where workspace_id = $1',
    [workspaceId],
  )
  return { plan: row?.plan ?? 0, extra: row?.extra ?? 0 }
}

async function sumOfEntries(store: Store, workspaceId: string): Promise<Balance> {
  const [row] = await store.read.all<Balance>(
    `select cast(coalesce(sum(plan_change), 0) as bigint) as plan, cast(coalesce(sum(extra_change), 0) as bigint) as extra
     from credit_entry where workspace_id = $1`,
    [workspaceId],
  )
  return { plan: row!.plan, extra: row!.extra }
}

describe('the ledger', () => {
  eachDatabase((kind: DatabaseKind, open) => {
    test('many that spend at once, from as many processes as there are, never take more than there is', async (context) => {
      const database = await open()
      const one = await openLedger(context, database)
      const nodes = kind === 'postgres' ? [one, await openLedger(context, database)] : [one]
      const workspaceId = await one.newWorkspace()
      await one.changePlan(workspaceId, 'starter')
      // 1,500 of the plan and 37 extra ones; what is asked for is far more, in calls of one to five messages.
      await one.topUp(workspaceId, 37)
      const calls = Array.from({ length: 700 }, (_, index) => ({
        node: nodes[index % nodes.length]!,
        demand: one.demand(workspaceId, 1 + (index % 5)),
      }))
      const results = await Promise.all(calls.map(({ node, demand }) => node.reserve([demand])))
      const paid = calls.filter((_, index) => results[index]!.refusals[0] === null)
      const spent = paid.reduce((sum, { demand }) => sum + demand.messages.length, 0)
      const balance = await balanceIn(one.store, workspaceId)
      assert.ok(balance.plan >= 0 && balance.extra >= 0)
      assert.equal(balance.plan + balance.extra, 1_537 - spent)
      assert.ok(paid.length < calls.length, 'more was asked for than there was')
      // Single messages came to the very end, so that nothing is left over.
      const rest = await Promise.all(
        nodes.flatMap((node) => Array.from({ length: 5 }, () => node.reserve([one.demand(workspaceId, 1)]))),
      )
      assert.equal(rest.filter(({ refusals }) => refusals[0] === null).length, balance.plan + balance.extra)
      assert.deepEqual(await balanceIn(one.store, workspaceId), { plan: 0, extra: 0 })
      assert.deepEqual(await sumOfEntries(one.store, workspaceId), { plan: 0, extra: 0 })
      const told = await one.store.read.all<{ type: string }>("select type from event where type like 'credit.%'")
      assert.deepEqual(told.map(({ type }) => type).sort(), ['credit.depleted', 'credit.low'])
    })

    test('several workspaces in one batch pay each for itself, and who pays nothing is not held up', async (context) => {
      const ledger = await openLedger(context, await open())
      const [poor, rich, free] = [await ledger.newWorkspace(), await ledger.newWorkspace(), await ledger.newWorkspace()]
      await ledger.changePlan(poor, 'starter')
      await ledger.changePlan(rich, 'enterprise')
      await ledger.reserve([ledger.demand(poor, 1_500)])
      const demands = [ledger.demand(poor, 1), ledger.demand(rich, 3), ledger.demand(free, 5)]
      const test = { ...ledger.demand(poor, 2), simulated: true }
      const { refusals, costs, emptied } = await ledger.reserve([...demands, test])
      assert.deepEqual(
        refusals.map((refusal) => refusal?.code ?? null),
        ['INSUFFICIENT_CREDITS', null, null, null],
      )
      assert.deepEqual([...costs.keys()].sort(), demands[1]!.messages.map(({ id }) => id).sort())
      assert.deepEqual(emptied, [])
      assert.deepEqual(await balanceIn(ledger.store, rich), { plan: 49_997, extra: 0 })
    })

    test('a quota refuses what credits would pay', async (context) => {
      const ledger = await openLedger(context, await open())
      const workspaceId = await ledger.newWorkspace()
      await ledger.changePlan(workspaceId, 'starter')
      await ledger.topUp(workspaceId, 10_000)
      assert.deepEqual((await ledger.reserve([ledger.demand(workspaceId, 5_000)])).refusals, [null])
      const { refusals } = await ledger.reserve([
        ledger.demand(workspaceId, 1),
        ledger.demand(workspaceId, 1, 'whatsapp'),
      ])
      assert.equal(refusals[0]!.code, 'QUOTA_EXCEEDED')
      assert.match(refusals[0]!.message, /5000 messages of this kind .* until 2026-04-30T23:59:59Z/)
      assert.equal(refusals[1], null)
    })

    test('a reservation is given back once, however often its end is told, and never once it was settled', async (context) => {
      const ledger = await openLedger(context, await open())
      await ledger.engine.start()
      const workspaceId = await ledger.newWorkspace()
      await ledger.changePlan(workspaceId, 'starter')
      const failed = ledger.demand(workspaceId, 3)
      const sent = ledger.demand(workspaceId, 4)
      await ledger.reserve([failed, sent])
      await ledger.end(sent, true)
      for (let time = 0; time < 2; time++) {
        await ledger.end(failed, false)
        await ledger.end(sent, false)
        await ledger.end(sent, true)
        await ledger.settled()
      }
      assert.deepEqual(await balanceIn(ledger.store, workspaceId), { plan: 1_496, extra: 0 })
      assert.deepEqual(await sumOfEntries(ledger.store, workspaceId), { plan: 1_496, extra: 0 })
    })

    test('what a message of the last month took of the plan ends with it; what it took of the extra credits comes back', async (context) => {
      const ledger = await openLedger(context, await open())
      await ledger.engine.start()
      const workspaceId = await ledger.newWorkspace()
      await ledger.changePlan(workspaceId, 'starter')
      await ledger.topUp(workspaceId, 10)
      await ledger.reserve([ledger.demand(workspaceId, 1_498)])
      const late = ledger.demand(workspaceId, 5)
      await ledger.reserve([late])
      assert.deepEqual(await balanceIn(ledger.store, workspaceId), { plan: 0, extra: 7 })
      ledger.clock.step(12 * DAY_MS)
      await ledger.clock.advance(1_000)
      await ledger.settled()
      assert.deepEqual(await balanceIn(ledger.store, workspaceId), { plan: 1_500, extra: 7 })
      await ledger.end(late, false)
      await ledger.settled()
      assert.deepEqual(await balanceIn(ledger.store, workspaceId), { plan: 1_500, extra: 10 })
      assert.deepEqual(await sumOfEntries(ledger.store, workspaceId), { plan: 1_500, extra: 10 })
    })

    test('a plan that is booked again in the same month does not give its credits twice', async (context) => {
      const ledger = await openLedger(context, await open())
      const workspaceId = await ledger.newWorkspace()
      await ledger.changePlan(workspaceId, 'starter')
      await ledger.reserve([ledger.demand(workspaceId, 1_000)])
      for (const [plan, left] of [
        ['growth', 4_000],
        ['starter', 500],
        ['default', 0],
        ['starter', 500],
      ] as const) {
        await ledger.changePlan(workspaceId, plan)
        assert.deepEqual(await balanceIn(ledger.store, workspaceId), { plan: left, extra: 0 })
        assert.deepEqual(await sumOfEntries(ledger.store, workspaceId), { plan: left, extra: 0 })
      }
    })

    test('whatever happens, in whatever order, the sum of the entries is the balance, and neither part is below zero', async (context) => {
      const ledger = await openLedger(context, await open())
      await ledger.engine.start()
      const step = fc.oneof(
        { weight: 4, arbitrary: fc.record({ do: fc.constant('reserve'), amount: fc.integer({ min: 1, max: 900 }) }) },
        { weight: 2, arbitrary: fc.record({ do: fc.constant('sent'), amount: fc.nat(9) }) },
        { weight: 2, arbitrary: fc.record({ do: fc.constant('failed'), amount: fc.nat(9) }) },
        { weight: 1, arbitrary: fc.record({ do: fc.constant('top_up'), amount: fc.integer({ min: 1, max: 500 }) }) },
        { weight: 1, arbitrary: fc.record({ do: fc.constant('plan'), amount: fc.nat(planIds.length - 1) }) },
        { weight: 1, arbitrary: fc.record({ do: fc.constant('month'), amount: fc.constant(0) }) },
      )
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
          const workspaceId = await ledger.newWorkspace()
          await ledger.changePlan(workspaceId, 'starter')
          const open: Demand[] = []
          for (const { do: what, amount } of steps) {
            if (what === 'reserve') {
              const demand = ledger.demand(workspaceId, amount)
              const { costs } = await ledger.reserve([demand])
              if (costs.size > 0) open.push(demand)
            }
            const ended = open[amount % Math.max(1, open.length)]
            if (ended && (what === 'sent' || what === 'failed')) await ledger.end(ended, what === 'sent')
            if (what === 'top_up') await ledger.topUp(workspaceId, amount)
            if (what === 'plan') await ledger.changePlan(workspaceId, planIds[amount]!)
            if (what === 'month') {
              ledger.clock.step(31 * DAY_MS)
              await ledger.clock.advance(1_000)
            }
            await ledger.settled()
            const balance = await balanceIn(ledger.store, workspaceId)
            assert.ok(balance.plan >= 0 && balance.extra >= 0, JSON.stringify(balance))
            assert.deepEqual(balance, await sumOfEntries(ledger.store, workspaceId))
          }
        }),
        { numRuns: 15 },
      )
    })
  })
})
