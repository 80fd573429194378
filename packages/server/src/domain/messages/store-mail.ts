import type { Reader } from '../../store/index.ts'
import type { Message } from './message.ts'

/** An e-mail of ours that something came back about. */
export type SentMail = Pick<Message, 'id' | 'workspaceId' | 'channelId' | 'provider' | 'address'>

/** E-mails that went out, by ids that were authenticated, and so of any workspace. */
export async function sentMails(read: Reader, ids: readonly string[]): Promise<Map<string, SentMail>> {
  if (ids.length === 0) return new Map()
  const rows = await read.allIn<{
    id: string
    workspace_id: string
    channel_id: string
    provider: string
    address: string
  }>(
    `select id, workspace_id, channel_id, provider, address from message
     where id in $keys and kind = 'email' and direction = 'outbound'`,
    ids,
  )
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        workspaceId: row.workspace_id,
        channelId: row.channel_id,
        provider: row.provider,
        address: row.address,
      },
    ]),
  )
}
