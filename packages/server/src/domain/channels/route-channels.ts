import { channelTypes } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import type { Channel, ChannelType } from './channel.ts'
import type { ChannelDeps } from './channel-deps.ts'
import { routeOf } from './route.ts'
import { SESSION_PROVIDER } from './session-channels.ts'
import { channelsOfAll, holdChannels, updateChannel } from './store.ts'

export async function listRoutes({ store }: Pick<ChannelDeps, 'store'>, call: Call<'routing.list'>): Promise<Answer> {
  const channels = await channelsOfAll(store.read, [call.caller.workspaceId])
  return dataAnswer(
    200,
    channelTypes.map((type) => renderRoute(type, routeOf(channels, type), channels)),
  )
}

/** Puts the channels of one type in order. Those that are left out keep everything but their turn. */
export async function setRoute(deps: ChannelDeps, call: Call<'routing.update'>): Promise<Answer> {
  const { caller, params, body } = call
  const wanted = body.channel_ids
  const answer = await deps.write(call, async (tx) => {
    const channels = await holdChannels(tx, deps.store.words, caller.workspaceId)
    const entered = channels.filter((channel) => channel.type === params.type && !channel.builtIn)
    for (const [index, id] of wanted.entries()) {
      if (!entered.some((channel) => channel.id === id))
        throw invalid(`channel_ids[${index}]`, `there is no ${params.type} channel with this id`)
      if (entered.some((channel) => channel.id === id && channel.provider === SESSION_PROVIDER))
        throw invalid(`channel_ids[${index}]`, 'a WhatsApp session stands in no route; messages name it by session_id')
      if (wanted.indexOf(id) !== index) throw invalid(`channel_ids[${index}]`, 'it is listed twice')
    }
    const now = deps.clock.now()
    for (const channel of entered) {
      const turn = wanted.indexOf(channel.id) + 1
      const position = turn === 0 ? null : turn
      if (position !== channel.position) await updateChannel(tx, { ...channel, position, updatedAt: now })
    }
    const ordered = wanted.flatMap((id) => entered.filter((channel) => channel.id === id))
    return dataAnswer(200, renderRoute(params.type, ordered, channels))
  })
  deps.lines.forget(caller.workspaceId)
  return answer
}

function renderRoute(type: ChannelType, route: readonly Channel[], all: readonly Channel[]): object {
  // Where there are sessions, a message without a route goes to one of them, or nowhere.
  const hasSession = all.some((channel) => channel.type === type && channel.provider === SESSION_PROVIDER)
  return { type, channel_ids: route.map(({ id }) => id), simulated: route.length === 0 && !hasSession }
}
