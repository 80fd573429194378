import Type from 'typebox'

import type { Store } from '../../store/index.ts'
import { SESSION_PROVIDER } from '../channels/index.ts'
import type { ChannelProvider } from '../channels/port.ts'
import type { ChannelCarrier } from '../messages/port.ts'
import type { Phones } from './keep-sessions.ts'
import { reasonWords } from './notices.ts'
import type { SessionDriver } from './port.ts'
import { sessionById } from './store.ts'

const nothing = Type.Object({}, { additionalProperties: false })
/** Written when a phone was connected, and by nobody else. */
const settings = Type.Object({ from: Type.Optional(Type.String()) }, { additionalProperties: false })

interface ProviderDeps {
  readonly store: Store
  readonly phones: Pick<Phones, 'send'>
  readonly driver: Pick<SessionDriver, 'idempotentByMessageId'>
}

/** Sessions as channels: a line is the phone, in whichever state it is. There is nothing that could be entered for one. */
export function createSessionProvider({
  store,
  phones,
  driver,
}: ProviderDeps): ChannelProvider<ChannelCarrier, typeof settings, typeof nothing> {
  return {
    name: SESSION_PROVIDER,
    type: 'whatsapp',
    settings,
    credentials: nothing,
    async check({ workspaceId, channelId }) {
      const session = await sessionById(store.read, workspaceId, channelId)
      if (session?.status === 'connected') return { ok: true }
      const code = session?.reason ?? session?.status ?? 'deleted'
      const words = session?.reason ? reasonWords[session.reason] : 'nobody has scanned its QR code yet'
      return { ok: false, code, message: `The phone is not connected: ${words}` }
    },
    open: () => ({
      provider: SESSION_PROVIDER,
      idempotentByMessageId: driver.idempotentByMessageId,
      send: (message) => phones.send(message),
      close: () => undefined,
    }),
  }
}
