import { batchTable, type Reader, type Transaction } from '../../store/index.ts'

const keyTable = batchTable('whatsapp_key', {
  channel_id: 'text',
  workspace_id: 'text',
  name: 'text',
  sealed: 'text',
})

type Whose = { readonly workspaceId: string; readonly channelId: string }

/** Sealed values by name; those that are not there are left out. */
export async function readKeys(
  read: Reader,
  { workspaceId, channelId }: Whose,
  names: readonly string[],
): Promise<Map<string, string>> {
  const rows = await read.all<{ name: string; sealed: string }>(
    `select name, sealed from whatsapp_key where channel_id = $1 and workspace_id = $2
     and name in (${names.map((_, index) => `$${index + 3}`).join(', ')})`,
    [channelId, workspaceId, ...names],
  )
  return new Map(rows.map(({ name, sealed }) => [name, sealed]))
}

/** Writes sealed values, and removes the names whose value is null. */
export async function writeKeys(
  tx: Transaction,
  { workspaceId, channelId }: Whose,
  changes: ReadonlyMap<string, string | null>,
): Promise<void> {
  for (const name of changes.keys())
    await tx.run('delete from whatsapp_key where channel_id = $1 and workspace_id = $2 and name = $3', [
      channelId,
      workspaceId,
      name,
    ])
  const rows = [...changes].flatMap(([name, sealed]) =>
    sealed === null ? [] : [{ channel_id: channelId, workspace_id: workspaceId, name, sealed }],
  )
  await tx.insertRows(keyTable, rows)
}

export async function forgetKeys(tx: Transaction, { workspaceId, channelId }: Whose): Promise<void> {
  await tx.run('delete from whatsapp_key where channel_id = $1 and workspace_id = $2', [channelId, workspaceId])
}
