import type { Store } from '../../store/index.ts'

/**
 * Makes `owner` the process that listens for this channel: true when it is, or was before. A lease lasts as long as the
 * process that holds it (docs/decisions/0002).
 */
export function holdListener(store: Store, channelId: string, owner: string): Promise<boolean> {
  const held = `select owner from channel_listener where channel_id = $1 ${store.words.forUpdate}`
  return store.transaction(async (tx) => {
    // Most of those who ask find somebody else, who lives: they write nothing.
    const [found] = await tx.all<{ owner: string }>('select owner from channel_listener where channel_id = $1', [
      channelId,
    ])
    if (found && found.owner !== owner && !(await store.presence.isDead(tx, found.owner))) return false
    await tx.run(
      'insert into channel_listener (channel_id, owner) values ($1, $2) on conflict (channel_id) do nothing',
      [channelId, owner],
    )
    const [row] = await tx.all<{ owner: string }>(held, [channelId])
    if (!row || row.owner === owner) return row !== undefined
    if (!(await store.presence.isDead(tx, row.owner))) return false
    await tx.run('update channel_listener set owner = $2 where channel_id = $1', [channelId, owner])
    return true
  })
}

export async function releaseListener(store: Store, channelId: string, owner: string): Promise<void> {
  await store.transaction((tx) =>
    tx.run('delete from channel_listener where channel_id = $1 and owner = $2', [channelId, owner]),
  )
}
