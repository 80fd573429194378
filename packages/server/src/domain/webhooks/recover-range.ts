import { isAllowed, matchesType } from '@posthorn/contract'

import type { Jobs } from '../../engine/index.ts'
import { ApiError, invalid, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import type { Reader } from '../../store/index.ts'
import { lockWorkspace } from '../access/index.ts'
import { checkEvents } from './register-webhook.ts'
import { type Recovery, renderRecovery } from './recovery.ts'
import { resentRow } from './resend-delivery.ts'
import { resendDeliveries } from './store-deliveries.ts'
import { failedInRange, insertRecovery, recoveryById, runningRecovery, updateRunning } from './store-recoveries.ts'
import { webhookById } from './store-webhooks.ts'
import { stateOf } from './webhook.ts'
import type { WebhookDeps } from './webhook-deps.ts'
import { writeInTurn } from './write-in-turn.ts'

export interface RecoverDeps extends WebhookDeps {
  readonly jobs: Jobs
}

const JOB = 'recover-webhook'
/** Events queued again in one second where the caller names no rate: what an endpoint takes besides its new events. */
const DEFAULT_RATE_PER_SECOND = 100
/** Rows counted or queued in one transaction. */
const CHUNK = 500

interface RecoverJob {
  readonly workspaceId: string
  readonly webhookId: string
  readonly recoveryId: string
}

/** Starts to re-send every event of a time range that failed for good; the work is a job that survives restarts. */
export async function startRecovery(deps: RecoverDeps, call: Call<'recoveries.create'>): Promise<Answer> {
  const { caller, params } = call
  const recovery = requestedRecovery(deps, call)
  return writeInTurn(deps, call, async (tx) => {
    const webhook = await webhookById(tx, caller.workspaceId, params.webhook_id)
    if (!webhook) throw notFound('webhook')
    if (!isAllowed('webhook', 'recover', stateOf(webhook))) throw new ApiError('WEBHOOK_INACTIVE')
    const running = await runningRecovery(tx, caller.workspaceId, webhook.id)
    if (running && !recovery.dryRun) {
      throw new ApiError('CONFLICT', {
        words: { reason: `The recovery ${running.id} is still running; wait for it or cancel it` },
      })
    }
    const counted = { ...recovery, matched: await countMatches(tx, recovery) }
    const now = deps.clock.now()
    const first: Recovery =
      counted.dryRun || counted.matched === 0 ? { ...counted, state: 'done', finishedAt: now } : counted
    await insertRecovery(tx, first)
    const payload: RecoverJob = { workspaceId: caller.workspaceId, webhookId: webhook.id, recoveryId: recovery.id }
    if (first.state === 'running') {
      await deps.jobs.enqueue(tx, [{ kind: JOB, payload, dueAt: now, workspaceId: caller.workspaceId }])
    }
    return dataAnswer(202, renderRecovery(first))
  })
}

function requestedRecovery(deps: RecoverDeps, { body, caller, params }: Call<'recoveries.create'>): Recovery {
  if (body.event_types) checkEvents(body.event_types, 'event_types')
  const now = deps.clock.now()
  const since = Date.parse(body.since)
  const until = body.until === undefined ? now : Date.parse(body.until)
  if (until <= since) throw invalid('until', 'it must be later than since')
  return {
    id: deps.newId.prefixed('rec'),
    workspaceId: caller.workspaceId,
    webhookId: params.webhook_id,
    state: 'running',
    since,
    until,
    eventTypes: body.event_types ?? null,
    ratePerSecond: body.rate_per_second ?? DEFAULT_RATE_PER_SECOND,
    dryRun: body.dry_run ?? false,
    matched: 0,
    resent: 0,
    skipped: 0,
    cursorId: '',
    createdAt: now,
    finishedAt: null,
  }
}

async function countMatches(read: Reader, recovery: Recovery): Promise<number> {
  let matched = 0
  let cursorId = ''
  for (;;) {
    const chunk = await failedInRange(read, { ...recovery, cursorId }, CHUNK)
    matched += chunk.filter((delivery) => isWanted(recovery, delivery.eventType)).length
    const last = chunk.at(-1)
    if (!last || chunk.length < CHUNK) return matched
    cursorId = last.eventId
  }
}

function isWanted({ eventTypes }: Recovery, type: string): boolean {
  return eventTypes === null || matchesType(eventTypes, type)
}

/** Registers the job that queues one second's worth of a recovery and comes back for the next. */
export function defineRecovery(deps: RecoverDeps): void {
  deps.jobs.define<RecoverJob>(JOB, async ({ workspaceId, webhookId, recoveryId }) => {
    const recovery = await recoveryById(deps.store.read, workspaceId, webhookId, recoveryId)
    if (recovery?.state !== 'running') return 'done'
    const more = await recoverChunk(deps, recovery)
    return more ? { again: deps.clock.now() + SECOND_MS } : 'done'
  })
}

/** Queues the next events and moves the cursor in one transaction; says whether there may be more. */
async function recoverChunk(deps: RecoverDeps, recovery: Recovery): Promise<boolean> {
  const now = deps.clock.now()
  const size = Math.min(CHUNK, recovery.ratePerSecond)
  const more = await deps.store
    .transaction(async (tx) => {
      await lockWorkspace(tx, recovery.workspaceId, deps.store.words.forUpdate)
      const webhook = await webhookById(tx, recovery.workspaceId, recovery.webhookId)
      // Switched off or deleted meanwhile: queued now, the rest would be cancelled one by one, and could not be recovered.
      if (!webhook || !isAllowed('webhook', 'recover', stateOf(webhook))) {
        await updateRunning(tx, { ...recovery, state: 'cancelled', finishedAt: now })
        return false
      }
      const chunk = await failedInRange(tx, recovery, size)
      const wanted = chunk.filter((delivery) => isWanted(recovery, delivery.eventType))
      const resent = await resendDeliveries(
        tx,
        wanted.map((delivery) => resentRow(delivery, deps.newId.uuid(), now)),
      )
      const finished = chunk.length < size
      const progress: Recovery = {
        ...recovery,
        state: finished ? 'done' : 'running',
        resent: recovery.resent + resent.size,
        skipped: recovery.skipped + wanted.length - resent.size,
        cursorId: chunk.at(-1)?.eventId ?? recovery.cursorId,
        finishedAt: finished ? now : null,
      }
      // Cancelled between the two reads: what this transaction queued is taken back with it.
      if (!(await updateRunning(tx, progress))) throw new CancelledMeanwhile()
      return !finished
    })
    .catch((error: unknown) => {
      if (error instanceof CancelledMeanwhile) return false
      throw error
    })
  deps.queue.scheduled(now)
  return more
}

class CancelledMeanwhile extends Error {}

/** Stops a recovery. What it queued already is still sent. */
export function cancelRecovery(deps: RecoverDeps, call: Call<'recoveries.cancel'>): Promise<Answer> {
  const { caller, params } = call
  return deps.write(call, async (tx) => {
    const recovery = await recoveryById(tx, caller.workspaceId, params.webhook_id, params.recovery_id)
    if (!recovery) throw notFound('recovery')
    if (!isAllowed('recovery', 'cancel', recovery.state)) {
      throw new ApiError('CONFLICT', { words: { reason: `The recovery is ${recovery.state} already` } })
    }
    const cancelled: Recovery = { ...recovery, state: 'cancelled', finishedAt: deps.clock.now() }
    if (!(await updateRunning(tx, cancelled))) {
      throw new ApiError('CONFLICT', { words: { reason: 'The recovery has just ended' } })
    }
    return dataAnswer(200, renderRecovery(cancelled))
  })
}
