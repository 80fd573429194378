import type { SessionDriver } from '../../../domain/sessions/port.ts'
import type { Clock } from '../../../kernel/clock.ts'
import type { Log } from '../../../kernel/log.ts'
import { BaileysPhone } from './baileys-phone.ts'
import { openAuth } from './keep-auth.ts'
import { type BaileysLibrary, loadBaileys } from './library.ts'
import { SentMessages } from './sent-messages.ts'
import type { FetchMedia } from './write-message.ts'

export type { FetchMedia } from './write-message.ts'

export interface BaileysDeps {
  readonly clock: Clock
  readonly log: Log
  readonly fetchMedia: FetchMedia
  /** Gives the library, which is not ours; rejects where it is not installed. */
  readonly load?: () => Promise<BaileysLibrary>
}

const MISSING = `the package "baileys" is not installed beside Posthorn. Install it with "npm install baileys@7.0.0-rc14" and \
start again. It is under the MIT licence and depends on libsignal, which is under GPL-3.0. It is no official client: it is \
against WhatsApp's terms, and numbers that use it may be banned.`

/** Phones over WhatsApp Web, by a library that the operator installs himself. */
export function createBaileysPhones({ load = loadBaileys, ...deps }: BaileysDeps): SessionDriver {
  const sent = new Map<string, SentMessages>()
  return {
    name: 'baileys',
    // WhatsApp is not known to drop a second message of the same id for every receiver.
    idempotentByMessageId: false,
    async problem() {
      try {
        await load()
        return null
      } catch (error) {
        return isMissing(error) ? MISSING : `the package "baileys" cannot be used: ${wordsOf(error)}`
      }
    },
    async start({ channelId }, auth, sink) {
      const library = await load()
      const remembered = sent.get(channelId) ?? new SentMessages()
      sent.set(channelId, remembered)
      const kept = await openAuth(auth, library)
      const phone = new BaileysPhone({ ...deps, library, auth: kept, sent: remembered, sink })
      phone.begin()
      return phone
    },
  }
}

function isMissing(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  // A package that baileys itself needs may be missing, too: that is another story.
  return code === 'ERR_MODULE_NOT_FOUND' && String(message).includes("'baileys'")
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
