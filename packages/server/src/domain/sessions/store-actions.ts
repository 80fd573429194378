import type { Reader, Transaction } from '../../store/index.ts'
import { batchTable } from '../../store/index.ts'
import type { PhoneAction } from './port.ts'

const actionTable = batchTable('simulated_action', {
  id: 'text',
  workspace_id: 'text',
  channel_id: 'text',
  action: 'text',
  created_at: 'time',
})

/** Something that is to happen to a simulated phone. */
export interface QueuedAction {
  readonly id: string
  readonly workspaceId: string
  readonly channelId: string
  readonly action: PhoneAction
  readonly at: number
}

export function insertAction(tx: Transaction, { id, workspaceId, channelId, action, at }: QueuedAction): Promise<void> {
  const row = { id, workspace_id: workspaceId, channel_id: channelId, action: JSON.stringify(action), created_at: at }
  return tx.insertRows(actionTable, [row])
}

/** What waits for these phones, the oldest first. */
export async function waitingActions(read: Reader, channelIds: readonly string[]): Promise<QueuedAction[]> {
  const rows = await read.allIn<{
    id: string
    workspace_id: string
    channel_id: string
    action: string
    created_at: number
  }>('select * from simulated_action where channel_id in $keys', channelIds)
  return rows
    .map((row) => ({
      id: row.id,
      workspaceId: row.workspace_id,
      channelId: row.channel_id,
      action: JSON.parse(row.action) as PhoneAction,
      at: row.created_at,
    }))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** Takes one off the list; false when another process did. */
export async function takeAction(tx: Transaction, { id, workspaceId }: QueuedAction): Promise<boolean> {
  return (await tx.run('delete from simulated_action where id = $1 and workspace_id = $2', [id, workspaceId])) === 1
}

export async function forgetActions(tx: Transaction, workspaceId: string, channelId: string): Promise<void> {
  await tx.run('delete from simulated_action where channel_id = $1 and workspace_id = $2', [channelId, workspaceId])
}
