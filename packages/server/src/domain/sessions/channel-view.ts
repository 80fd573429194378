import { invalid } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer, type Handlers } from '../../kernel/call.ts'
import { type Channel, channelById, renderChannel, SESSION_PROVIDER } from '../channels/index.ts'
import type { HeldBoth } from './hold-both.ts'
import { beginSession, type ManageDeps, reconnectSession, removeSession, takeDown } from './manage-sessions.ts'
import { isSession } from './show-sessions.ts'

type OfBoth = 'channels.create' | 'channels.update' | 'channels.connect' | 'channels.disconnect' | 'channels.delete'

/** What is done to channels, for those that are sessions; all others go to `others`. */
export function channelView(deps: ManageDeps, others: Handlers<OfBoth>): Handlers<OfBoth> {
  const { store } = deps
  const sessionOf = async ({
    caller,
    params,
  }: Pick<Call<'channels.connect'>, 'caller' | 'params'>): Promise<string | null> => {
    const channel = await channelById(store.read, caller.workspaceId, params.channel_id)
    return channel && isSession(channel) ? channel.id : null
  }
  const shown = async (status: number, workspaceId: string, channelId: string): Promise<Answer> =>
    dataAnswer(status, renderChannel((await channelById(store.read, workspaceId, channelId)) as Channel))
  return {
    async 'channels.create'(call) {
      const { body, caller } = call
      if (body.provider !== SESSION_PROVIDER) return others['channels.create'](call)
      if (body.type !== undefined && body.type !== 'whatsapp')
        throw invalid('type', `channels of ${SESSION_PROVIDER} are of type whatsapp`)
      refuseAccount(body)
      const asked = { caller, name: body.name, webhookUrl: null }
      const id = await beginSession(deps, call, asked, (kept) => channelAnswer(201, kept))
      return shown(201, caller.workspaceId, id)
    },

    async 'channels.update'(call) {
      if ((await sessionOf(call)) !== null) refuseAccount(call.body)
      return others['channels.update'](call)
    },

    async 'channels.connect'(call) {
      const channelId = await sessionOf(call)
      if (channelId === null) return others['channels.connect'](call)
      await reconnectSession(deps, call, { caller: call.caller, channelId }, (kept) => channelAnswer(200, kept))
      return shown(200, call.caller.workspaceId, channelId)
    },

    async 'channels.disconnect'(call) {
      const { body, caller } = call
      const channelId = await sessionOf(call)
      if (channelId === null) return others['channels.disconnect'](call)
      const asked = { caller, channelId, why: 'requested', reason: body.reason ?? null } as const
      return takeDown(deps, call, asked, (kept) => channelAnswer(200, kept))
    },

    async 'channels.delete'(call) {
      const channelId = await sessionOf(call)
      if (channelId === null) return others['channels.delete'](call)
      return removeSession(deps, call, { caller: call.caller, channelId })
    },
  }
}

function channelAnswer(status: number, { channel }: HeldBoth): Answer {
  return dataAnswer(status, renderChannel(channel))
}

function refuseAccount(body: { settings?: unknown; credentials?: unknown }): void {
  for (const part of ['settings', 'credentials'] as const)
    if (body[part] !== undefined && Object.keys(body[part] as object).length > 0)
      throw invalid(part, 'a WhatsApp session has none; what it needs comes from the phone that scans its QR code')
}
