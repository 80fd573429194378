import type { SessionDriver } from '../../../domain/sessions/port.ts'
import type { Clock } from '../../../kernel/clock.ts'
import type { Log } from '../../../kernel/log.ts'
import type { Random } from '../../../kernel/random.ts'
import { BaileysPhone } from './baileys-phone.ts'
import { openAuth } from './keep-auth.ts'
import { type BaileysLibrary, loadBaileys } from './library.ts'
import { Pace, type Spacing, usualSpacing } from './pace.ts'
import { SentMessages } from './sent-messages.ts'
import type { FetchMedia } from './write-message.ts'

export type { FetchMedia } from './write-message.ts'

export interface BaileysDeps {
  readonly clock: Clock
  readonly log: Log
  readonly random: Random
  readonly fetchMedia: FetchMedia
  readonly spacing?: Spacing
  /** Gives the library, which is not ours; rejects where it is not installed. */
  readonly load?: () => Promise<BaileysLibrary>
}

const MISSING = `the package "baileys" is not installed beside Posthorn. Install it with "npm install baileys@7.0.0-rc14" and \
start again. It is under the MIT licence and depends on libsignal, which is under GPL-3.0. It is no official client: it is \
against WhatsApp's terms, and numbers that use it may be banned.`

/** Phones over WhatsApp Web, by a library that the operator installs himself. */
export function createBaileysPhones({
  load = loadBaileys,
  spacing = usualSpacing,
  random,
  ...deps
}: BaileysDeps): SessionDriver {
  // Of this process, by channel: what outlives one connection.
  const kept = new Map<string, { readonly sent: SentMessages; readonly pace: Pace }>()
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
      const known = kept.get(channelId) ?? {
        sent: new SentMessages(),
        pace: new Pace(deps.clock, random, spacing),
      }
      kept.set(channelId, known)
      const phone = new BaileysPhone({ ...deps, ...known, library, auth: await openAuth(auth, library), sink })
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
