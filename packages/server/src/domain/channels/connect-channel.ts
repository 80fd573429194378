import { type ChannelCheck, isAllowed } from '@posthorn/contract'

import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { isoTime } from '../../kernel/time.ts'
import type { Transaction } from '../../store/index.ts'
import { changedMeanwhile, hasSameAccount } from './change-channel.ts'
import { type Channel, renderChannel } from './channel.ts'
import type { ChannelDeps } from './channel-deps.ts'
import { checkAccount, checkFailed, type Checked } from './check-account.ts'
import { openCredentials } from './credentials.ts'
import { describeChannel } from './describe-event.ts'
import { holdChannel, ownChannel } from './own-channel.ts'
import { updateChannel } from './store.ts'
import { writeLine } from './write-line.ts'

/** Puts a channel into use whose connection holds. One that is connected already is only tested. */
export async function connectChannel(deps: ChannelDeps, call: Call<'channels.connect'>): Promise<Answer> {
  const { caller } = call
  const { channel: seen, checked } = await check(deps, call)
  if (!checked.ok) {
    await deps.store.transaction((tx) => noteCheck(tx, deps, seen, { checked, by: caller.keyId }))
    throw checkFailed(checked)
  }
  const now = deps.clock.now()
  const answer = await deps.write(call, async (tx) => {
    const channel = await holdChannel(tx, deps, caller.workspaceId, seen.id)
    if (!hasSameAccount(channel, seen)) throw changedMeanwhile()
    const connected: Channel = {
      ...channel,
      status: 'connected',
      failure: null,
      lastConnectedAt: now,
      lastCheckedAt: checked.at,
      updatedAt: now,
    }
    await updateChannel(tx, connected)
    const isNews = isAllowed('channel', 'connect', channel.status)
    await writeLine(tx, deps, connected, { what: isNews ? 'connected' : 'check_passed', by: caller.keyId, at: now })
    if (isNews)
      await deps.recordEvents(tx, [describeChannel(connected, { what: 'connected', by: caller.keyId, at: now })])
    return dataAnswer(200, renderChannel(connected))
  })
  deps.lines.forget(caller.workspaceId)
  return answer
}

/** Takes a channel out of use. Repeating it changes nothing. */
export async function disconnectChannel(deps: ChannelDeps, call: Call<'channels.disconnect'>): Promise<Answer> {
  const { body, caller, params } = call
  const reason = body.reason ?? null
  const now = deps.clock.now()
  const answer = await deps.write(call, async (tx) => {
    const channel = await holdChannel(tx, deps, caller.workspaceId, params.channel_id)
    if (!isAllowed('channel', 'disconnect', channel.status)) return dataAnswer(200, renderChannel(channel))
    const parted: Channel = { ...channel, status: 'disconnected', failure: null, updatedAt: now }
    await updateChannel(tx, parted)
    await writeLine(tx, deps, parted, { what: 'disconnected', message: reason, by: caller.keyId, at: now })
    await deps.recordEvents(tx, [describeChannel(parted, { what: 'disconnected', reason, at: now })])
    return dataAnswer(200, renderChannel(parted))
  })
  deps.lines.forget(caller.workspaceId, params.channel_id)
  return answer
}

/** Tests the connection and says what came of it; nothing else follows. */
export async function testChannel(deps: ChannelDeps, call: Call<'channels.test'>): Promise<Answer> {
  const { channel, checked } = await check(deps, call)
  return deps.write(call, async (tx) => {
    await noteCheck(tx, deps, channel, { checked, by: call.caller.keyId })
    return dataAnswer(200, renderCheck(channel, checked))
  })
}

async function check(
  deps: ChannelDeps,
  { caller, params }: Call<'channels.connect'> | Call<'channels.test'>,
): Promise<{ channel: Channel; checked: Checked }> {
  const channel = await ownChannel(deps.store.read, caller.workspaceId, params.channel_id)
  const { id: channelId, workspaceId, settings } = channel
  const credentials = openCredentials(channel, deps.box)
  // Entered under another release, or without what its provider has asked for since.
  const provider = deps.providers.refuseUnfit(channel.provider, { settings, credentials })
  return { channel, checked: await checkAccount(deps, provider, { channelId, workspaceId, settings, credentials }) }
}

/** Writes that the connection was tested; why it failed stands on a channel that is waiting to be connected, too. */
async function noteCheck(
  tx: Transaction,
  deps: ChannelDeps,
  seen: Channel,
  { checked, by }: { checked: Checked; by: string },
): Promise<void> {
  const channel = await holdChannel(tx, deps, seen.workspaceId, seen.id)
  const { at } = checked
  const failure =
    checked.ok || channel.status !== 'disconnected'
      ? channel.failure
      : { code: checked.code, message: checked.message, occurrences: 1, since: at }
  await updateChannel(tx, { ...channel, failure, lastCheckedAt: at })
  const why = checked.ok ? {} : { code: checked.code, message: checked.message }
  await writeLine(tx, deps, channel, { what: checked.ok ? 'check_passed' : 'check_failed', ...why, by, at })
}

function renderCheck(channel: Channel, checked: Checked): ChannelCheck {
  return {
    channel_id: channel.id,
    ok: checked.ok,
    code: checked.ok ? null : checked.code,
    message: checked.ok ? null : checked.message,
    duration_ms: checked.durationMs,
    checked_at: isoTime(checked.at),
  }
}
