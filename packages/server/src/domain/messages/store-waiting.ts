import type { Reader, Store, Transaction } from '../../store/index.ts'

/**
 * Makes the messages due now that wait for another attempt over this channel; returns how many they are. One that is
 * being written this moment is passed over: it keeps the wait that its attempt brought.
 */
export function makeDue(tx: Transaction, words: Store['words'], channelId: string, now: number): Promise<number> {
  return tx.run(
    `update message set due_at = $2 where id in (
       select id from message where lease_owner = '' and lane = $1 and due_at > $2 and state = 'queued'
       ${words.forUpdateSkipLocked})`,
    [channelId, now],
  )
}

/** How many messages came or went over each of these channels of a workspace. */
export async function countByChannel(
  read: Reader,
  workspaceId: string,
  channelIds: readonly string[],
): Promise<Map<string, number>> {
  if (channelIds.length === 0) return new Map()
  const places = channelIds.map((_, index) => `$${index + 2}`).join(', ')
  const rows = await read.all<{ channel_id: string; number: number }>(
    `select channel_id, cast(count(*) as bigint) as number from message
     where provider = 'qrcode' and workspace_id = $1 and channel_id in (${places}) group by channel_id`,
    [workspaceId, ...channelIds],
  )
  return new Map(rows.map((row) => [row.channel_id, row.number]))
}
