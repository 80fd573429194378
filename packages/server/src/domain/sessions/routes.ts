import { dataAnswer, type Handlers } from '../../kernel/call.ts'
import { channelIdOf } from '../channels/index.ts'
import {
  beginSession,
  type ManageDeps,
  plainAnswer,
  reconnectSession,
  removeSession,
  takeDown,
} from './manage-sessions.ts'
import { listSessions, showChannelQr, showQr, showSession } from './show-sessions.ts'
import { simulateInbound, simulatePhone } from './simulate.ts'

type SessionRoute =
  | 'whatsappSessions.create'
  | 'whatsappSessions.list'
  | 'whatsappSessions.get'
  | 'whatsappSessions.delete'
  | 'whatsappSessions.qr'
  | 'whatsappSessions.reconnect'
  | 'whatsappSessions.logout'
  | 'whatsappSessions.simulate'
  | 'channels.qrCode'
  | 'channels.inbound'

export function sessionRoutes(deps: ManageDeps): Handlers<SessionRoute> {
  return {
    async 'whatsappSessions.create'(call) {
      const { body, caller } = call
      const asked = { caller, name: body.name, webhookUrl: body.webhook_url ?? null }
      const id = await beginSession(deps, call, asked, (kept) => plainAnswer(201, kept))
      return dataAnswer(201, await showSession(deps, caller.workspaceId, id))
    },

    async 'whatsappSessions.get'({ caller, params }) {
      return dataAnswer(200, await showSession(deps, caller.workspaceId, channelIdOf(params.session_id)))
    },

    'whatsappSessions.delete': (call) =>
      removeSession(deps, call, { caller: call.caller, channelId: channelIdOf(call.params.session_id) }),

    async 'whatsappSessions.reconnect'(call) {
      const { caller, params } = call
      const channelId = channelIdOf(params.session_id)
      await reconnectSession(deps, call, { caller, channelId }, (kept) => plainAnswer(200, kept))
      return dataAnswer(200, await showSession(deps, caller.workspaceId, channelId))
    },

    async 'whatsappSessions.logout'(call) {
      const { caller, params } = call
      const channelId = channelIdOf(params.session_id)
      const asked = { caller, channelId, why: 'logged_out', reason: null } as const
      await takeDown(deps, call, asked, (kept) => plainAnswer(200, kept))
      return dataAnswer(200, await showSession(deps, caller.workspaceId, channelId))
    },

    'whatsappSessions.list': (call) => listSessions(deps, call),
    'whatsappSessions.qr': (call) => showQr(deps, call),
    'whatsappSessions.simulate': (call) => simulatePhone(deps, call),
    'channels.qrCode': (call) => showChannelQr(deps, call),
    'channels.inbound': (call) => simulateInbound(deps, call),
  }
}
