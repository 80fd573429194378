import type { NewJob, QueueHandle } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Transaction } from '../../store/index.ts'
import type { MessageTask } from './message-task.ts'
import { insertHistory } from './store-history.ts'
import { markPaused, markResumed } from './store-paused.ts'

export interface PauseDeps {
  readonly clock: Clock
  readonly newId: NewId
}

export const RESUME_JOB = 'message.resume'

export interface ResumeJob {
  readonly workspaceId: string
}

/** The work of sending on what was paused in a workspace. */
export function resumeJob(workspaceId: string, now: number): NewJob {
  const payload: ResumeJob = { workspaceId }
  return { kind: RESUME_JOB, payload, dueAt: now, workspaceId }
}

/**
 * Pauses what waits in workspaces that have no credits left: messages that wait for another attempt, and those behind them in
 * their conversations. What is being sent, or could be at once, has its credits reserved and goes out.
 */
export async function pauseWaiting(
  tx: Transaction,
  workspaceIds: readonly string[],
  { clock, newId }: PauseDeps,
): Promise<void> {
  const now = clock.now()
  for (const workspaceId of workspaceIds) {
    const ids = await markPaused(tx, workspaceId, now)
    await writeHistory(tx, { workspaceId, ids, status: 'paused', now }, newId)
  }
}

/** Lets what is paused go on, in its order; those that wait behind it follow. */
export async function resumePaused(
  tx: Transaction,
  workspaceId: string,
  { clock, newId, queue }: PauseDeps & { readonly queue: QueueHandle<MessageTask> },
): Promise<void> {
  const now = clock.now()
  const ids = await markResumed(tx, workspaceId, now)
  await writeHistory(tx, { workspaceId, ids, status: 'resumed', now }, newId)
  if (ids.length > 0) tx.afterCommit(() => queue.scheduled(now))
}

function writeHistory(
  tx: Transaction,
  what: { workspaceId: string; ids: readonly string[]; status: 'paused' | 'resumed'; now: number },
  newId: NewId,
): Promise<void> {
  const { workspaceId, ids, status, now } = what
  return insertHistory(
    tx,
    ids.map((messageId) => ({
      id: newId.prefixed('mst'),
      workspaceId,
      messageId,
      status,
      applied: true,
      detail: null,
      occurredAt: now,
      recordedAt: now,
    })),
  )
}
