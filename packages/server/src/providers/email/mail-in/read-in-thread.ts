import { Worker } from 'node:worker_threads'

import type { IncomingMail } from '../../../domain/messages/port.ts'
import type { Clock } from '../../../kernel/clock.ts'
import { SECOND_MS } from '../../../kernel/time.ts'
import { UnreadableMail } from './parse-mail.ts'
import type { Envelope } from './read-mail.ts'
import type { MailToRead, ReadReply } from './reading-thread.ts'

/** The largest mails take half a second. */
const LONGEST_READ_MS = 15 * SECOND_MS
const MOST_MEMORY_MB = 512

/**
 * Reads mails on a thread of its own, one after the other: one that was written to be slow to read (a million empty lines
 * take seconds) would stop everything else here. A thread that takes too long, or too much memory, is ended with its mail.
 */
export class ReadingThread {
  readonly #clock: Clock
  #worker: Worker | null = null
  #last: Promise<unknown> = Promise.resolve()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @throws {UnreadableMail} */
  read(raw: Buffer, envelope: Envelope): Promise<IncomingMail> {
    const reading = this.#last.then(() => this.#readNow({ raw, envelope }))
    this.#last = reading.catch(() => undefined)
    return reading
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = null
  }

  async #readNow(mail: MailToRead): Promise<IncomingMail> {
    const worker = (this.#worker ??= this.#open())
    worker.ref()
    worker.postMessage(mail)
    const reply = await this.#replyOf(worker)
    worker.unref()
    if (reply === 'took too long' || reply === 'ended') {
      // Whatever it is at still, the next mail gets a thread that is at nothing.
      await this.close()
      throw new UnreadableMail('It takes too much time or memory to be read')
    }
    if ('failure' in reply) throw new Error(reply.failure)
    if ('problem' in reply) throw new UnreadableMail(reply.problem)
    return reply.mail
  }

  #replyOf(worker: Worker): Promise<ReadReply | 'took too long' | 'ended'> {
    return new Promise((resolve) => {
      const answered = (reply: ReadReply): void => end(reply)
      const ended = (): void => end('ended')
      const timer = this.#clock.setTimer(() => end('took too long'), LONGEST_READ_MS)
      const end = (reply: ReadReply | 'took too long' | 'ended'): void => {
        timer.cancel()
        worker.off('message', answered).off('exit', ended)
        resolve(reply)
      }
      worker.on('message', answered).on('exit', ended)
    })
  }

  #open(): Worker {
    const worker = new Worker(new URL('./reading-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    })
    // Of too much memory it tells before it ends.
    worker.on('error', () => undefined)
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null
    })
    worker.unref()
    return worker
  }
}
