import { createHash } from 'node:crypto'

/** Sent messages that are remembered. */
const MOST_REMEMBERED = 5_000

/** WhatsApp's id for a message: always the same, so that sending it twice is sending one message twice. */
export function whatsAppIdOf(messageId: string): string {
  return `3EB0${createHash('sha256').update(messageId).digest('hex').slice(0, 18).toUpperCase()}`
}

/**
 * What this process sent, by WhatsApp's id: our id, under which reports find their message even where the answer to its
 * sending was lost, and the body, which a receiver's phone may ask for again.
 */
export class SentMessages {
  readonly #byId = new Map<string, { readonly messageId: string; body: unknown }>()

  add(id: string, messageId: string): void {
    this.#byId.delete(id)
    this.#byId.set(id, { messageId, body: undefined })
    for (const oldest of this.#byId.keys()) {
      if (this.#byId.size <= MOST_REMEMBERED) break
      this.#byId.delete(oldest)
    }
  }

  /** `sent`: what the library gave back for it. */
  keepBody(id: string, sent: unknown): void {
    const known = this.#byId.get(id)
    if (known && typeof sent === 'object' && sent !== null) known.body = (sent as { message?: unknown }).message
  }

  messageIdOf(id: string): string | null {
    return this.#byId.get(id)?.messageId ?? null
  }

  bodyOf(id: string): unknown {
    return this.#byId.get(id)?.body
  }
}
