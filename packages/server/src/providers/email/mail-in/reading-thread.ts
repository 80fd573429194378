import { parentPort } from 'node:worker_threads'

import type { IncomingMail } from '../../../domain/messages/port.ts'
import { UnreadableMail } from './parse-mail.ts'
import { type Envelope, readMail } from './read-mail.ts'

/** What the thread is given. */
export interface MailToRead {
  readonly raw: Uint8Array
  readonly envelope: Envelope
}

/** `problem`: a sentence for the sender of an unreadable mail. */
export type ReadReply =
  | { readonly mail: IncomingMail }
  | { readonly problem: string }
  /** What went wrong is ours. */
  | { readonly failure: string }

parentPort?.on('message', ({ raw, envelope }: MailToRead) => {
  void readMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), envelope)
    .then(
      (mail): ReadReply => ({ mail }),
      (error: unknown): ReadReply =>
        error instanceof UnreadableMail
          ? { problem: error.message }
          : { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    )
    .then((reply) => parentPort?.postMessage(reply))
})
