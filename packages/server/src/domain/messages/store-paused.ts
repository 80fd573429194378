import type { Transaction } from '../../store/index.ts'

/**
 * When a paused message is due: never by itself, but it is not finished either, so that later messages of its conversation
 * wait behind it. The last moment that JavaScript knows.
 */
const PAUSED_UNTIL = 8_640_000_000_000_000

/** Pauses messages that cost something and wait for a later time, or behind one that does; returns their ids. */
export async function markPaused(tx: Transaction, workspaceId: string, now: number): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(
    `update message set state = 'paused', due_at = $3
     where workspace_id = $1 and state = 'queued' and credits > 0 and lease_owner = '' and due_at is not null
       and exists (
         select 1 from message as waiting where waiting.ordering_key = message.ordering_key and waiting.due_at > $2
         and waiting.id <= message.id)
     returning id`,
    [workspaceId, now, PAUSED_UNTIL],
  )
  return rows.map(({ id }) => id)
}

/** Makes what is paused due now; returns the ids. The order of what is due at the same time is that of the ids. */
export async function markResumed(tx: Transaction, workspaceId: string, now: number): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(
    "update message set state = 'queued', due_at = $2 where workspace_id = $1 and state = 'paused' returning id",
    [workspaceId, now],
  )
  return rows.map(({ id }) => id)
}
