import { notFound } from '../../kernel/api-error.ts'
import { dataAnswer, type Handlers } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { changeChannel, deleteChannel } from './change-channel.ts'
import { renderChannel } from './channel.ts'
import type { ChannelDeps } from './channel-deps.ts'
import { connectChannel, disconnectChannel, testChannel } from './connect-channel.ts'
import { enterChannel } from './enter-channel.ts'
import { listRoutes, setRoute } from './route-channels.ts'
import { channelById, pageOfChannels } from './store.ts'
import { pageOfHistory } from './store-history.ts'

type ChannelRoute =
  | 'channels.create'
  | 'channels.list'
  | 'channels.get'
  | 'channels.update'
  | 'channels.delete'
  | 'channels.connect'
  | 'channels.disconnect'
  | 'channels.test'
  | 'channels.history'
  | 'channels.providers'
  | 'routing.list'
  | 'routing.update'

export function channelRoutes(deps: ChannelDeps): Handlers<ChannelRoute> {
  const { store } = deps
  return {
    'channels.create': (call) => enterChannel(deps, call),
    'channels.update': (call) => changeChannel(deps, call),
    'channels.delete': (call) => deleteChannel(deps, call),
    'channels.connect': (call) => connectChannel(deps, call),
    'channels.disconnect': (call) => disconnectChannel(deps, call),
    'channels.test': (call) => testChannel(deps, call),
    'routing.list': (call) => listRoutes(deps, call),
    'routing.update': (call) => setRoute(deps, call),
    'channels.providers': () => Promise.resolve(dataAnswer(200, deps.providers.render(deps.publicUrl))),

    async 'channels.list'({ caller, query }) {
      const page = pageOf(query)
      const { total, channels } = await pageOfChannels(store.read, caller.workspaceId, query, page)
      return pageAnswer(page, total, channels.map(renderChannel))
    },

    async 'channels.get'({ caller, params }) {
      const channel = await channelById(store.read, caller.workspaceId, params.channel_id)
      if (!channel) throw notFound('channel')
      return dataAnswer(200, renderChannel(channel))
    },

    async 'channels.history'({ caller, params, query }) {
      const page = pageOf(query)
      const channel = await channelById(store.read, caller.workspaceId, params.channel_id)
      if (!channel) throw notFound('channel')
      const { total, lines } = await pageOfHistory(store.read, caller.workspaceId, channel.id, page)
      return pageAnswer(page, total, lines)
    },
  }
}
