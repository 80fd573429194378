import type { Config } from './config.ts'
import type { Carrier } from './domain/messages/port.ts'
import { createChooseSession, createSessionProvider, Phones } from './domain/sessions/index.ts'
import type { Clock } from './kernel/clock.ts'
import type { createHostDialler, createOutboundClient } from './kernel/guarded-fetch/index.ts'
import type { Log } from './kernel/log.ts'
import type { Random } from './kernel/random.ts'
import { createSmtp } from './providers/email/smtp.ts'
import { createMeta } from './providers/meta/index.ts'
import { createSmpp } from './providers/smpp/index.ts'
import { createTwilio } from './providers/twilio/index.ts'
import { createBaileysPhones } from './providers/whatsapp-phone/baileys/index.ts'
import { createFetchMedia } from './providers/whatsapp-phone/fetch-media.ts'
import { createSimulatedPhones } from './providers/whatsapp-phone/simulated-phone.ts'
import type { Store } from './store/index.ts'
import { USER_AGENT } from './version.ts'

interface Base {
  readonly config: Config
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly store: Store
}

interface Outbound {
  readonly client: ReturnType<typeof createOutboundClient>
  readonly dial: ReturnType<typeof createHostDialler>
}

/** The phones of WhatsApp sessions, and the provider by which they are channels. */
export function createPhones({ config, clock, random, log, store }: Base, outbound: Outbound, simulator: Carrier) {
  const fetchMedia = createFetchMedia((call) => outbound.client.request(call), USER_AGENT)
  const driver =
    config.whatsappDriver === 'baileys'
      ? createBaileysPhones({ clock, random, log, fetchMedia })
      : createSimulatedPhones({ clock, carrier: simulator })
  const phones = new Phones()
  const forMessages = {
    mayCarry: (channelId: string) => phones.mayCarry(channelId),
    chooseSession: createChooseSession({ store }),
  }
  return { driver, phones, provider: createSessionProvider({ store, phones, driver }), forMessages }
}

/** The carriers that channels can be entered for. */
export function createProviders({ config, clock, random }: Base, outbound: Outbound) {
  const twilio = createTwilio({
    request: (call) => outbound.client.request(call),
    publicUrl: config.publicUrl,
    userAgent: USER_AGENT,
  })
  const meta = createMeta({
    request: (call) => outbound.client.request(call),
    download: (call) => outbound.client.download(call),
    graphUrl: config.metaGraphUrl,
    userAgent: USER_AGENT,
  })
  return [createSmtp(outbound), twilio, createSmpp({ ...outbound, clock, random }), meta]
}
