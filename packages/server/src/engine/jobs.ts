import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { NewId } from '../kernel/new-id.ts'
import { type BatchKind, batchTable, type Reader, type Store, type Transaction } from '../store/index.ts'
import type { Engine } from './engine.ts'
import type { QueueHandle, Task } from './queue.ts'

/** Everything durable that is neither a message nor a delivery. */
export interface NewJob {
  readonly kind: string
  readonly payload: object
  /** Milliseconds since 1970. */
  readonly dueAt: number
  readonly workspaceId: string | null
  /** Jobs of one lane share its slots; by default the jobs of one kind and workspace. */
  readonly lane?: string
}

/** Finished, or to be called again at `again` (milliseconds since 1970), with the same payload. */
export type JobResult = 'done' | { readonly again: number }

/** Does a job. At-least-once: it may be called again after it did its work. Rejecting means: try again later. */
export type JobHandler<Payload> = (payload: Payload, job: { id: string; attempts: number }) => Promise<JobResult>

export interface Jobs {
  define<Payload>(kind: string, handler: JobHandler<Payload>): void
  enqueue(tx: Transaction, jobs: readonly NewJob[]): Promise<void>
}

interface JobTask extends Task {
  readonly kind: string
  readonly payload: unknown
  readonly attempts: number
}

type JobOutcome = { readonly dueAt: number | null; readonly error: string | null }

/** After a failed attempt: one second, doubling, at most five minutes. Jobs are ours; they are never given up. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 300_000

const newJobTable = batchTable('job', {
  id: 'text',
  workspace_id: 'text',
  kind: 'text',
  payload: 'text',
  attempts: 'integer',
  created_at: 'time',
  due_at: 'time',
  lease_owner: 'text',
  lane: 'text',
})

const settledJobTable = batchTable('job', {
  id: 'text',
  lease_owner: 'text',
  attempts: 'integer',
  last_error: 'text',
  due_at: 'time',
})

export function createJobs(engine: Engine, deps: { store: Store; clock: Clock; newId: NewId; log: Log }): Jobs {
  const { store, clock, newId, log } = deps
  const handlers = new Map<string, JobHandler<unknown>>()
  const settlements = settleKind()

  const queue: QueueHandle<JobTask> = engine.queue<JobTask, JobOutcome>({
    table: 'job',
    ordered: false,
    slots: 32,
    laneSlots: { first: 4, most: 8 },
    load: loadJobs,
    async perform(task) {
      return { outcome: await runJob(task, { handlers, clock, log }), feedback: 'good' }
    },
    async settle(task, outcome, owner) {
      await store.grouped.submit(settlements, { task, outcome, owner })
      return { dueAt: outcome.dueAt }
    },
  })

  return {
    define: (kind, handler) => void handlers.set(kind, handler as JobHandler<unknown>),
    async enqueue(tx, jobs) {
      const rows = jobs.map((job) => ({
        id: newId.prefixed('job'),
        workspace_id: job.workspaceId,
        kind: job.kind,
        payload: JSON.stringify(job.payload),
        attempts: 0,
        created_at: clock.now(),
        due_at: job.dueAt,
        lease_owner: '',
        lane: job.lane ?? `${job.kind} ${job.workspaceId ?? ''}`,
      }))
      await tx.insertRows(newJobTable, rows)
      tx.afterCommit(() => {
        for (const job of jobs) queue.scheduled(job.dueAt)
      })
    },
  }
}

async function loadJobs(read: Reader, ids: readonly string[]): Promise<JobTask[]> {
  const rows = await read.allIn<{
    id: string
    workspace_id: string | null
    kind: string
    payload: string
    attempts: number
    lane: string
  }>('select id, workspace_id, kind, payload, attempts, lane from job where id in $keys', ids)
  return rows.map((row) => ({
    id: row.id,
    lane: row.lane,
    group: row.workspace_id ?? '',
    orderingKey: null,
    late: row.attempts > 0,
    bytes: row.payload.length,
    kind: row.kind,
    payload: JSON.parse(row.payload) as unknown,
    attempts: row.attempts,
  }))
}

async function runJob(
  task: JobTask,
  deps: { handlers: ReadonlyMap<string, JobHandler<unknown>>; clock: Clock; log: Log },
): Promise<JobOutcome> {
  try {
    const handler = deps.handlers.get(task.kind)
    // A newer release may have enqueued it: keep it for a process that knows the kind.
    if (!handler) throw new Error(`no handler for jobs of kind ${task.kind}`)
    const result = await handler(task.payload, { id: task.id, attempts: task.attempts })
    return { dueAt: result === 'done' ? null : result.again, error: null }
  } catch (error) {
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** task.attempts, LONGEST_WAIT_MS)
    deps.log.warn({ err: error, job: task.id, kind: task.kind, retry_in_ms: waitMs }, 'job.failed')
    return { dueAt: deps.clock.now() + waitMs, error: error instanceof Error ? error.message : String(error) }
  }
}

interface JobSettlement {
  readonly task: JobTask
  readonly outcome: JobOutcome
  readonly owner: string
}

function settleKind(): BatchKind<JobSettlement, null> {
  return {
    name: 'settle-jobs',
    async run(tx, items) {
      for (const [owner, own] of Map.groupBy(items, (item) => item.owner)) await settleHeld(tx, own, owner)
      return items.map(() => null)
    },
  }
}

/** Settles the jobs that `owner` still holds. One that another process has taken up is that one's to settle. */
async function settleHeld(tx: Transaction, items: readonly JobSettlement[], owner: string): Promise<void> {
  const finished = items.filter(({ outcome }) => outcome.dueAt === null).map(({ task }) => task.id)
  if (finished.length > 0) await tx.runIn('delete from job where id in $keys and lease_owner = $2', finished, [owner])
  const again = items.filter(({ outcome }) => outcome.dueAt !== null)
  const rows = again.map(({ task, outcome }) => ({
    id: task.id,
    lease_owner: '',
    attempts: outcome.error === null ? 0 : task.attempts + 1,
    last_error: outcome.error,
    due_at: outcome.dueAt,
  }))
  await tx.updateRows(settledJobTable, ['id'], rows, { column: 'lease_owner', value: owner })
}
