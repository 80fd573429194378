import { ApiError, invalid } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { type Channel, renderChannel } from './channel.ts'
import type { ChannelDeps } from './channel-deps.ts'
import { checkAccount, checkFailed } from './check-account.ts'
import { sealCredentials } from './credentials.ts'
import { describeChannel } from './describe-event.ts'
import { lastPosition } from './route.ts'
import { holdChannels, insertChannel } from './store.ts'
import { writeLine } from './write-line.ts'

/** A workspace's channels are read together at every send. */
export const MOST_CHANNELS = 50

/** Keeps a channel whose connection holds; with `check: false` any that fits its provider, to be connected later. */
export async function enterChannel(deps: ChannelDeps, call: Call<'channels.create'>): Promise<Answer> {
  const { body, caller } = call
  const { settings = {}, credentials = {} } = body
  const provider = deps.providers.refuseUnfit(body.provider, { settings, credentials })
  if (body.type !== undefined && body.type !== provider.type)
    throw invalid('type', `channels of ${provider.name} are of type ${provider.type}`)
  const id = deps.newId.prefixed('chan')
  const account = { channelId: id, workspaceId: caller.workspaceId, settings, credentials }
  const checked = body.check === false ? null : await checkAccount(deps, provider, account)
  if (checked && !checked.ok) throw checkFailed(checked)
  const now = deps.clock.now()
  const entered: Channel = {
    id,
    workspaceId: caller.workspaceId,
    type: provider.type,
    provider: provider.name,
    name: body.name,
    status: checked ? 'connected' : 'disconnected',
    builtIn: false,
    settings,
    credentials: sealCredentials(credentials, deps.box),
    position: null,
    failure: null,
    lastConnectedAt: checked ? checked.at : null,
    lastCheckedAt: checked ? checked.at : null,
    createdAt: now,
    updatedAt: now,
  }
  const answer = await deps.write(call, async (tx) => {
    const others = (await holdChannels(tx, deps.store.words, caller.workspaceId)).filter(({ builtIn }) => !builtIn)
    if (others.length >= MOST_CHANNELS) throw new ApiError('CHANNEL_LIMIT_REACHED', { words: { limit: MOST_CHANNELS } })
    const channel = { ...entered, position: lastPosition(others, provider.type) }
    await insertChannel(tx, channel)
    await writeLine(tx, deps, channel, { what: 'created', by: caller.keyId, at: now })
    if (checked) {
      await writeLine(tx, deps, channel, { what: 'connected', by: caller.keyId, at: now })
      await deps.recordEvents(tx, [describeChannel(channel, { what: 'connected', by: caller.keyId, at: now })])
    }
    return dataAnswer(201, renderChannel(channel))
  })
  deps.lines.forget(caller.workspaceId)
  return answer
}
