import { Engine, type Feedback, type QueueHandle, type Task } from '../../packages/server/src/engine/index.ts'
import { type Log, silentLog } from '../../packages/server/src/kernel/log.ts'
import { type BatchRow, batchTable, type Store, type Transaction } from '../../packages/server/src/store/index.ts'
import { FakeClock } from './fake-clock.ts'
import { ObservedStore } from './observed-store.ts'

/** A row of work that a test puts into the table. What it leaves out is the same for all. */
export interface ToyRow {
  readonly id: string
  readonly lane?: string
  /** Who the lane belongs to. */
  readonly group?: string
  readonly orderingKey?: string
  /** Milliseconds since 1970; by default now. */
  readonly dueAt?: number
  readonly bytes?: number
}

export interface ToyTask extends Task {
  readonly attempts: number
}

/** How an attempt ends: by default it is good and the row is finished. */
export interface ToyEnd {
  /** Try again at this time. */
  readonly again?: number
  readonly feedback?: Feedback
}

export interface ToyOptions {
  readonly clock?: FakeClock
  readonly log?: Log
  readonly slots?: number
  readonly laneSlots?: { readonly first: number; readonly most: number }
  readonly takes?: (lane: string) => boolean
}

/** What the table says of a row. */
export interface ToyState {
  readonly attempts: number
  readonly dueAt: number | null
  readonly owner: string
}

let tables = 0

/** A queue table as the product has them, without the product: the scheduling columns and a count of attempts. */
export async function makeToyTable(store: Store, options: { ordered?: boolean } = {}): Promise<ToyTable> {
  const name = `toy_${process.pid}_${tables++}`
  const { id, time } = store.words
  await store.transaction(async (tx) => {
    await tx.run(`create table ${name} (id ${id} primary key, lane ${id} not null, owner_group text not null,
      ordering_key ${id}, attempts integer not null, bytes integer not null, due_at ${time}, lease_owner ${id} not null)`)
    await tx.run(`create index ${name}_due on ${name} (lease_owner, lane, due_at) where due_at is not null`)
  })
  return { name, ordered: options.ordered ?? false }
}

export interface ToyTable {
  readonly name: string
  readonly ordered: boolean
}

const rowColumns = {
  id: 'text',
  lane: 'text',
  owner_group: 'text',
  ordering_key: 'text',
  attempts: 'integer',
  bytes: 'integer',
  due_at: 'time',
  lease_owner: 'text',
} as const

const settledColumns = { id: 'text', attempts: 'integer', due_at: 'time', lease_owner: 'text' } as const

/** One process at work on a toy table: an engine of its own, a clock that the test moves, and attempts that it ends. */
export class ToyQueue {
  readonly table: ToyTable
  readonly clock: FakeClock
  readonly observed: ObservedStore
  readonly engine: Engine
  readonly handle: QueueHandle<ToyTask>
  /** The ids of attempts in the order in which they began. */
  readonly begun: string[] = []
  /** The ids of rows that were read from the table, and not handed over by whoever wrote them. */
  readonly loaded: string[] = []
  /** Ids of attempts that have begun and not ended. */
  readonly underWay = new Set<string>()
  /** What an attempt does. May be set at any time. */
  perform: (task: ToyTask) => ToyEnd | Promise<ToyEnd> = () => ({})
  /** Called before an outcome is written; a rejection is a database that does not answer. */
  beforeSettle: (task: ToyTask) => Promise<void> | void = () => undefined
  /** Called when the outcome is on disk, before the engine hears of it. */
  afterSettle: (task: ToyTask) => Promise<void> | void = () => undefined
  /** Called with rows that have just been leased, before they are read. */
  beforeLoad: (ids: readonly string[]) => Promise<void> | void = () => undefined

  constructor(store: Store, table: ToyTable, options: ToyOptions = {}) {
    this.table = table
    this.clock = options.clock ?? new FakeClock()
    this.observed = new ObservedStore(store)
    this.engine = new Engine({ store: this.observed.store, clock: this.clock, log: options.log ?? silentLog })
    const settled = batchTable(table.name, settledColumns)
    this.handle = this.engine.queue<ToyTask, ToyEnd>({
      table: table.name,
      ordered: table.ordered,
      slots: options.slots ?? 32,
      laneSlots: options.laneSlots ?? { first: 4, most: 8 },
      ...(options.takes && { takes: options.takes }),
      load: async (connection, ids) => {
        await this.beforeLoad(ids)
        const rows = await connection.allIn<ToyColumns>(
          `select * from ${table.name} where id in $keys order by id`,
          ids,
        )
        this.loaded.push(...rows.map(({ id }) => id))
        return rows.map(toTask)
      },
      perform: async (task) => {
        this.begun.push(task.id)
        this.underWay.add(task.id)
        try {
          const end = await this.perform(task)
          return { outcome: end, feedback: end.feedback ?? 'good' }
        } finally {
          this.underWay.delete(task.id)
        }
      },
      settle: async (task, end, owner) => {
        await this.beforeSettle(task)
        const dueAt = end.again ?? null
        const row = { id: task.id, attempts: task.attempts + 1, due_at: dueAt, lease_owner: '' }
        await this.observed.store.transaction((tx) =>
          tx.updateRows(settled, ['id'], [row], { column: 'lease_owner', value: owner }),
        )
        await this.afterSettle(task)
        return { dueAt }
      },
    })
  }

  /** Writes rows and hands over those that there is room for, as a module of the product does. */
  async insert(...rows: readonly ToyRow[]): Promise<void> {
    await this.observed.store.transaction(async (tx) => {
      const busy = await this.#busyKeys(tx)
      const leased = rows.map((row) => {
        const columns = this.#columns(row)
        const mustWait = row.orderingKey !== undefined && busy.has(row.orderingKey)
        if (row.orderingKey !== undefined) busy.add(row.orderingKey)
        return { ...columns, lease_owner: mustWait ? '' : this.handle.ownerFor(columns.lane, columns.bytes) }
      })
      await tx.insertRows(batchTable(this.table.name, rowColumns), leased)
      tx.afterCommit(() => {
        for (const [owner, own] of Map.groupBy(leased, (row) => row.lease_owner)) {
          if (owner !== '') this.handle.committed(own.map(toTask), owner)
          else this.handle.scheduled(this.clock.now())
        }
      })
    })
  }

  /** Writes rows for whoever takes them, and tells nobody. With an `owner`, as if that process had leased them. */
  async leave(rows: readonly ToyRow[], owner = ''): Promise<void> {
    const columns = rows.map((row) => ({ ...this.#columns(row), lease_owner: owner }))
    await this.observed.store.transaction((tx) => tx.insertRows(batchTable(this.table.name, rowColumns), columns))
  }

  async stateOf(id: string): Promise<ToyState | undefined> {
    return (await this.states()).get(id)
  }

  async states(): Promise<Map<string, ToyState>> {
    const rows = await this.observed.store.read.all<ToyColumns>(`select * from ${this.table.name} order by id`)
    return new Map(rows.map((row) => [row.id, { attempts: row.attempts, dueAt: row.due_at, owner: row.lease_owner }]))
  }

  /** Ids of the rows that are not finished. */
  async unfinished(): Promise<string[]> {
    return [...(await this.states())].filter(([, { dueAt }]) => dueAt !== null).map(([id]) => id)
  }

  /** Stops the engine without waiting for attempts that a test has left hanging. */
  async abandon(): Promise<void> {
    const stopped = this.engine.stop(0)
    await this.calm()
    await stopped
  }

  /** Lets happen whatever is to happen now, and waits until it has. */
  async calm(): Promise<void> {
    for (let asked = -1; asked !== this.observed.asked;) {
      asked = this.observed.asked
      await this.clock.advance(0)
      await this.observed.quiet()
    }
  }

  /** Lets time pass, a step at a time, with all that happens on the way. */
  async pass(ms: number, step = 100): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      await this.clock.advance(Math.min(step, left))
      await this.calm()
    }
  }

  /** How often the table was looked at since the store's statements were last forgotten. */
  get looks(): number {
    return this.observed.statements.filter((sql) => sql.startsWith('with recursive lanes')).length
  }

  #columns(row: ToyRow) {
    return {
      id: row.id,
      lane: row.lane ?? 'lane',
      owner_group: row.group ?? 'group',
      ordering_key: row.orderingKey ?? null,
      attempts: 0,
      bytes: row.bytes ?? 100,
      due_at: row.dueAt ?? this.clock.now(),
    } satisfies Omit<
      BatchRow<{ name: string; columns: typeof rowColumns; statements: Map<string, string> }>,
      'lease_owner'
    >
  }

  /** Keys with an unfinished row: in memory the next one would overtake a retry, so it stays in the table. */
  async #busyKeys(tx: Transaction): Promise<Set<string | null>> {
    if (!this.table.ordered) return new Set()
    const rows = await tx.all<ToyColumns>(`select ordering_key from ${this.table.name} where due_at is not null`)
    return new Set(rows.map((row) => row.ordering_key))
  }
}

interface ToyColumns {
  readonly id: string
  readonly lane: string
  readonly owner_group: string
  readonly ordering_key: string | null
  readonly attempts: number
  readonly bytes: number
  readonly due_at: number | null
  readonly lease_owner: string
}

function toTask(row: ToyColumns): ToyTask {
  return {
    id: row.id,
    lane: row.lane,
    group: row.owner_group,
    orderingKey: row.ordering_key,
    late: row.attempts > 0,
    bytes: row.bytes,
    attempts: row.attempts,
  }
}
