import type { ChannelState } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import { batchTable, type Reader, type Store, type Transaction } from '../../store/index.ts'
import { type Channel, channelKey, type ChannelKind, type ChannelType } from './channel.ts'

interface ChannelTables {
  channel: {
    id: string
    workspace_id: string
    type: ChannelType
    provider: string
    name: string
    status: ChannelState
    /** '' for a built-in channel, otherwise the channel's own id. */
    slot: string
    settings: string
    credentials: string | null
    position: number | null
    failure_code: string | null
    failure_message: string | null
    failure_count: number
    failing_since: number | null
    last_connected_at: number | null
    last_checked_at: number | null
    created_at: number
    updated_at: number
    deleted_at: number | null
  }
}

type ChannelRow = Selectable<ChannelTables['channel']>

const COLUMNS = `id, workspace_id, type, provider, name, status, slot, settings, credentials, position, failure_code,
  failure_message, failure_count, failing_since, last_connected_at, last_checked_at, created_at, updated_at, deleted_at`

const channelTable = batchTable('channel', {
  id: 'text',
  workspace_id: 'text',
  type: 'text',
  provider: 'text',
  name: 'text',
  status: 'text',
  slot: 'text',
  settings: 'text',
  credentials: 'text',
  position: 'integer',
  last_connected_at: 'time',
  last_checked_at: 'time',
  created_at: 'time',
  updated_at: 'time',
})

function toChannel(row: ChannelRow): Channel {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    type: row.type,
    provider: row.provider,
    name: row.name,
    status: row.status,
    builtIn: row.slot === '',
    settings: JSON.parse(row.settings) as Record<string, unknown>,
    credentials: row.credentials,
    position: row.position,
    failure:
      row.failing_since === null
        ? null
        : {
            code: row.failure_code ?? '',
            message: row.failure_message ?? '',
            occurrences: row.failure_count,
            since: row.failing_since,
          },
    lastConnectedAt: row.last_connected_at,
    lastCheckedAt: row.last_checked_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Every channel of these workspaces. A workspace has few, so they are sorted out by whoever asks. */
export async function channelsOfAll(connection: Reader, workspaceIds: readonly string[]): Promise<Channel[]> {
  const rows = await connection.allIn<ChannelRow>(
    `select ${COLUMNS} from channel where workspace_id in $keys and deleted_at is null`,
    [...new Set(workspaceIds)],
  )
  return rows.map(toChannel)
}

/** The channels of any workspace that were entered for these providers. */
export async function channelsOfProviders(connection: Reader, providers: readonly string[]): Promise<Channel[]> {
  if (providers.length === 0) return []
  const rows = await connection.allIn<ChannelRow>(
    `select ${COLUMNS} from channel where provider in $keys and deleted_at is null order by id`,
    providers,
  )
  return rows.map(toChannel)
}

/** The built-in channels of these kinds, by `channelKey`. */
export async function builtInChannels(
  connection: Reader,
  kinds: readonly ChannelKind[],
): Promise<Map<string, Channel>> {
  const wanted = new Set(kinds.map(channelKey))
  const channels = await channelsOfAll(
    connection,
    kinds.map((kind) => kind.workspaceId),
  )
  const keyed = channels.filter(({ builtIn }) => builtIn).map((channel) => [channelKey(channel), channel] as const)
  return new Map(keyed.filter(([key]) => wanted.has(key)))
}

function toRow(channel: Channel) {
  return {
    id: channel.id,
    workspace_id: channel.workspaceId,
    type: channel.type,
    provider: channel.provider,
    name: channel.name,
    status: channel.status,
    slot: channel.builtIn ? '' : channel.id,
    settings: JSON.stringify(channel.settings),
    credentials: channel.credentials,
    position: channel.position,
    last_connected_at: channel.lastConnectedAt,
    last_checked_at: channel.lastCheckedAt,
    created_at: channel.createdAt,
    updated_at: channel.updatedAt,
  }
}

export async function insertNewChannels(tx: Transaction, channels: readonly Channel[]): Promise<void> {
  await tx.insertNewRows(channelTable, ['workspace_id', 'type', 'provider', 'slot'], channels.map(toRow))
}

export async function insertChannel(tx: Transaction, channel: Channel): Promise<void> {
  await tx.insertRows(channelTable, [toRow(channel)])
}

/** Writes what can change of a channel. */
export async function updateChannel(tx: Transaction, channel: Channel): Promise<void> {
  await tx
    .tables<ChannelTables>()
    .updateTable('channel')
    .set({
      name: channel.name,
      status: channel.status,
      settings: JSON.stringify(channel.settings),
      credentials: channel.credentials,
      position: channel.position,
      failure_code: channel.failure?.code ?? null,
      failure_message: channel.failure?.message ?? null,
      failure_count: channel.failure?.occurrences ?? 0,
      failing_since: channel.failure?.since ?? null,
      last_connected_at: channel.lastConnectedAt,
      last_checked_at: channel.lastCheckedAt,
      updated_at: channel.updatedAt,
    })
    .where('workspace_id', '=', channel.workspaceId)
    .where('id', '=', channel.id)
    .execute()
}

/** Its row stays, for what it carried; its credentials do not. */
export async function markDeleted(tx: Transaction, workspaceId: string, id: string, now: number): Promise<void> {
  await tx
    .tables<ChannelTables>()
    .updateTable('channel')
    .set({ credentials: null, position: null, status: 'disconnected', deleted_at: now, updated_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function channelById(connection: Reader, workspaceId: string, id: string): Promise<Channel | undefined> {
  const rows = await connection.all<ChannelRow>(
    `select ${COLUMNS} from channel where workspace_id = $1 and id = $2 and deleted_at is null`,
    [workspaceId, id],
  )
  return rows.map(toChannel)[0]
}

/** A channel of any workspace: carriers that call back name the channel and know no workspace. */
export async function channelOfAnyWorkspace(connection: Reader, id: string): Promise<Channel | undefined> {
  const rows = await connection.all<ChannelRow>(`select ${COLUMNS} from channel where id = $1 and deleted_at is null`, [
    id,
  ])
  return rows.map(toChannel)[0]
}

/**
 * The channels that a workspace entered, held until the end of the transaction in the order of their ids. Whoever
 * changes one of them holds all, since their turns in the routing belong together.
 */
export async function holdChannels(tx: Transaction, words: Store['words'], workspaceId: string): Promise<Channel[]> {
  const rows = await tx.all<ChannelRow>(
    `select ${COLUMNS} from channel where workspace_id = $1 and deleted_at is null order by id ${words.forUpdate}`,
    [workspaceId],
  )
  return rows.map(toChannel)
}

export interface ChannelFilter {
  readonly type?: ChannelType | undefined
  readonly status?: ChannelState | undefined
}

/** Newest first. */
export async function pageOfChannels(
  read: Reader,
  workspaceId: string,
  filter: ChannelFilter,
  page: Page,
): Promise<{ total: number; channels: Channel[] }> {
  let query = read
    .tables<ChannelTables>()
    .selectFrom('channel')
    .where('workspace_id', '=', workspaceId)
    .where('deleted_at', 'is', null)
  if (filter.type !== undefined) query = query.where('type', '=', filter.type)
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, channels: rows.map(toChannel) }
}
