import { batchTable, type Reader, type Transaction } from '../../store/index.ts'

const keyTable = batchTable('whatsapp_key', {
  channel_id: 'text',
  workspace_id: 'text',
  name: 'text',
  sealed: 'text',
})

type Whose = { readonly workspaceId: string; readonly channelId: string }

/** Names in one statement, so that there are few different statements: the last name fills up what is left. */
const SIZES = [1, 8, 64, 256] as const
const MOST_NAMES = SIZES[SIZES.length - 1] ?? 1

/** Sealed values by name; those that are not there are left out. */
export async function readKeys(
  read: Reader,
  { workspaceId, channelId }: Whose,
  names: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (let at = 0; at < names.length; at += MOST_NAMES) {
    const wanted = names.slice(at, at + MOST_NAMES)
    const size = SIZES.find((each) => each >= wanted.length) ?? MOST_NAMES
    const filled = Array.from({ length: size }, (_, index) => wanted[Math.min(index, wanted.length - 1)] ?? '')
    const rows = await read.all<{ name: string; sealed: string }>(
      `select name, sealed from whatsapp_key where channel_id = $1 and workspace_id = $2
       and name in (${filled.map((_, index) => `$${index + 3}`).join(', ')})`,
      [channelId, workspaceId, ...filled],
    )
    for (const { name, sealed } of rows) found.set(name, sealed)
  }
  return found
}

/** Writes sealed values, and removes the names whose value is null. */
export async function writeKeys(
  tx: Transaction,
  { workspaceId, channelId }: Whose,
  changes: ReadonlyMap<string, string | null>,
): Promise<void> {
  const remove = 'delete from whatsapp_key where name in $keys and channel_id = $2 and workspace_id = $3'
  await tx.runIn(remove, [...changes.keys()], [channelId, workspaceId])
  const rows = [...changes].flatMap(([name, sealed]) =>
    sealed === null ? [] : [{ channel_id: channelId, workspace_id: workspaceId, name, sealed }],
  )
  await tx.insertRows(keyTable, rows)
}

export async function forgetKeys(tx: Transaction, { workspaceId, channelId }: Whose): Promise<void> {
  await tx.run('delete from whatsapp_key where channel_id = $1 and workspace_id = $2', [channelId, workspaceId])
}
