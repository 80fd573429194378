import { batchTable, type Transaction, type Reader } from '../../store/index.ts'
import { type Channel, channelKey, type ChannelKind } from './channel.ts'

const channelTable = batchTable('channel', {
  id: 'text',
  workspace_id: 'text',
  type: 'text',
  provider: 'text',
  name: 'text',
  status: 'text',
  created_at: 'time',
})

interface ChannelRow {
  id: string
  workspace_id: string
  type: Channel['type']
  provider: string
  name: string
  status: Channel['status']
  created_at: number
}

function toChannel(row: ChannelRow): Channel {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    type: row.type,
    provider: row.provider,
    name: row.name,
    status: row.status,
    createdAt: row.created_at,
  }
}

/** Channels by `channelKey`. A workspace has few, so its rows are read by workspace and sorted out here. */
export async function channelsByKind(connection: Reader, kinds: readonly ChannelKind[]): Promise<Map<string, Channel>> {
  const wanted = new Set(kinds.map(channelKey))
  const rows = await connection.allIn<ChannelRow>(
    'select id, workspace_id, type, provider, name, status, created_at from channel where workspace_id in $keys',
    [...new Set(kinds.map((kind) => kind.workspaceId))],
  )
  const channels = rows.map(toChannel).map((channel) => [channelKey(channel), channel] as const)
  return new Map(channels.filter(([key]) => wanted.has(key)))
}

export function insertNewChannels(tx: Transaction, channels: readonly Channel[]): Promise<Set<string>> {
  return tx.insertNewRows(
    channelTable,
    ['workspace_id', 'type', 'provider'],
    channels.map((channel) => ({
      id: channel.id,
      workspace_id: channel.workspaceId,
      type: channel.type,
      provider: channel.provider,
      name: channel.name,
      status: channel.status,
      created_at: channel.createdAt,
    })),
  )
}
