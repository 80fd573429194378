import type { Reader } from '../../store/index.ts'
import { firstPrefixedAt } from '../../kernel/new-id.ts'
import { idPrefixOf, type Message, type MessageKind } from './message.ts'

/** Messages of one channel that stand alike. */
export interface FateCount {
  readonly channel_id: string
  readonly state: Message['state']
  /** Failed because it came back. */
  readonly bounced: number
  readonly count: number
}

/**
 * Outbound messages of one kind that were accepted from `from` up to, and not including, `before`, in milliseconds since
 * 1970; those of test keys left out. Ids begin with the time, so this reads one stretch of `message_by_workspace`.
 */
export function countFates(
  read: Reader,
  workspaceId: string,
  kind: MessageKind,
  { from, before }: { readonly from: number; readonly before: number },
): Promise<FateCount[]> {
  const prefix = idPrefixOf[kind]
  return read.all<FateCount>(
    `select channel_id, state, case when error_code in ('hard_bounce', 'soft_bounce') then 1 else 0 end as bounced,
       cast(count(*) as bigint) as count
     from message
     where workspace_id = $1 and kind = $2 and id >= $3 and id < $4 and direction = 'outbound' and simulated = 0
     group by 1, 2, 3`,
    [workspaceId, kind, firstPrefixedAt(prefix, from), firstPrefixedAt(prefix, before)],
  )
}

/** Channels by id, deleted ones included: what they carried is still told. */
export async function channelsById(
  read: Reader,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; type: MessageKind; provider: string; name: string }[]> {
  const rows = await read.allIn<{
    id: string
    workspace_id: string
    type: MessageKind
    provider: string
    name: string
  }>('select id, workspace_id, type, provider, name from channel where id in $keys', ids)
  return rows.filter((row) => row.workspace_id === workspaceId)
}
