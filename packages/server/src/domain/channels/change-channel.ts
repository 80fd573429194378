import { isAllowed } from '@posthorn/contract'

import { ApiError } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { type Channel, renderChannel } from './channel.ts'
import type { ChannelDeps } from './channel-deps.ts'
import { checkAccount, checkFailed } from './check-account.ts'
import { openCredentials, sealCredentials } from './credentials.ts'
import { describeChannel } from './describe-event.ts'
import { holdChannel, ownChannel } from './own-channel.ts'
import { markDeleted, updateChannel } from './store.ts'
import { writeLine } from './write-line.ts'

/**
 * Changes what is given and leaves the rest. The connection of a channel that is in use is tested first; one that is
 * disconnected is tested when it is connected.
 */
export async function changeChannel(deps: ChannelDeps, call: Call<'channels.update'>): Promise<Answer> {
  const { body, caller, params } = call
  const current = await ownChannel(deps.store.read, caller.workspaceId, params.channel_id)
  const settings = body.settings ?? current.settings
  const credentials = body.credentials ?? openCredentials(current, deps.box)
  const isOther = body.settings !== undefined || body.credentials !== undefined
  const inUse = isAllowed('channel', 'carry', current.status)
  let checkedAt = current.lastCheckedAt
  if (isOther) {
    const provider = deps.providers.refuseUnfit(current.provider, { settings, credentials })
    const account = { channelId: current.id, workspaceId: current.workspaceId, settings, credentials }
    const checked = inUse ? await checkAccount(deps, provider, account) : null
    if (checked && !checked.ok) throw checkFailed(checked)
    checkedAt = checked?.at ?? checkedAt
  }
  const now = deps.clock.now()
  const answer = await deps.write(call, async (tx) => {
    const channel = await holdChannel(tx, deps, caller.workspaceId, params.channel_id)
    // What was tested is the whole account, and half of it may have been replaced in the meantime.
    if (isOther && !hasSameAccount(channel, current)) throw changedMeanwhile()
    const changed: Channel = {
      ...channel,
      name: body.name ?? channel.name,
      settings,
      credentials: body.credentials === undefined ? channel.credentials : sealCredentials(credentials, deps.box),
      lastCheckedAt: checkedAt,
      updatedAt: now,
    }
    await updateChannel(tx, changed)
    await writeLine(tx, deps, changed, { what: 'changed', by: caller.keyId, at: now })
    return dataAnswer(200, renderChannel(changed))
  })
  if (isOther) deps.lines.forget(caller.workspaceId, params.channel_id)
  return answer
}

/** Whether the channel still has the settings, the credentials and the use that somebody looked at. */
export function hasSameAccount(channel: Channel, seen: Channel): boolean {
  return (
    channel.credentials === seen.credentials &&
    JSON.stringify(channel.settings) === JSON.stringify(seen.settings) &&
    (channel.status === 'disconnected') === (seen.status === 'disconnected')
  )
}

export function changedMeanwhile(): ApiError {
  const reason = 'The channel was changed while its connection was tested; read it and try again'
  return new ApiError('CONFLICT', { words: { reason } })
}

/** Its credentials are forgotten, and its place in the route falls free; what it carried stays. */
export async function deleteChannel(deps: ChannelDeps, call: Call<'channels.delete'>): Promise<Answer> {
  const { caller, params } = call
  const now = deps.clock.now()
  const answer = await deps.write(call, async (tx) => {
    const channel = await holdChannel(tx, deps, caller.workspaceId, params.channel_id)
    await markDeleted(tx, caller.workspaceId, channel.id, now)
    if (isAllowed('channel', 'disconnect', channel.status)) {
      const gone: Channel = { ...channel, status: 'disconnected' }
      await writeLine(tx, deps, gone, { what: 'disconnected', message: 'deleted', by: caller.keyId, at: now })
      await deps.recordEvents(tx, [describeChannel(gone, { what: 'disconnected', reason: 'deleted', at: now })])
    }
    return { status: 204 }
  })
  deps.lines.forget(caller.workspaceId, params.channel_id)
  return answer
}
