import { errors, m2mError, type ChatAnswer } from '@posthorn/contract'

import { ApiError } from '../../kernel/api-error.ts'
import { repeat } from '../../kernel/clock.ts'
import { isoTime, SECOND_MS } from '../../kernel/time.ts'
import type { ChatDeps } from './chat-deps.ts'
import { findAnswer } from './find-answer.ts'
import { type Asked, settleAsked } from './settle-asked.ts'
import { giveUp } from './settle-request.ts'

/** Proxies end connections on which nothing is said for a minute or so. */
const HEARTBEAT_MS = 15 * SECOND_MS
const HEARTBEAT = ': still here\n\n'

/**
 * Answers in pieces, as server-sent events: `request`, `text`…, `sources`, `answer`, or `error` in place of what did not
 * come. The work begins at once, whether or not anybody reads.
 */
export function streamed(deps: ChatDeps, asked: Asked): AsyncIterable<string> {
  const pieces = new Pieces()
  const { request } = asked
  const heart = repeat(deps.clock, HEARTBEAT_MS, () => pieces.add(HEARTBEAT))
  const say = (event: string, data: object): void => pieces.add(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  say('request', { request_id: request.id, session_id: request.sessionId, created_at: isoTime(request.createdAt) })
  void answerInto(deps, asked, say).finally(() => {
    heart.cancel()
    pieces.end()
  })
  return pieces.read()
}

async function answerInto(deps: ChatDeps, asked: Asked, say: (event: string, data: object) => void): Promise<void> {
  const { site, request, shown, hungUp } = asked
  let given = ''
  const onText = (text: string): void => {
    if (text === '') return
    given += text
    say('text', { text })
  }
  try {
    const answer = await findAnswer(deps, site, request, { shown, hungUp, onText })
    if (!answer.text.startsWith(given)) throw new Error(`what was streamed of ${request.id} is not its answer`)
    onText(answer.text.slice(given.length))
    const { body } = await settleAsked(deps, asked, answer)
    const { sources } = body as ChatAnswer
    say('sources', { sources })
    say('answer', body as ChatAnswer)
  } catch (error) {
    const told = await giveUp(deps, request, error, given === '' ? null : given)
    say('error', told instanceof ApiError ? refusal(told, request.id) : fault(deps, told, request.id))
  }
}

function refusal(error: ApiError, requestId: string): object {
  return { error: m2mError(error.code, error.words), message: error.message, request_id: requestId }
}

function fault({ log }: Pick<ChatDeps, 'log'>, error: Error, requestId: string): object {
  log.error({ err: error, chat_request: requestId }, 'chat.stream_failed')
  const { m2m } = errors.INTERNAL_ERROR
  return refusal(new ApiError('INTERNAL_ERROR', { words: { request_id: requestId, m2m } }), requestId)
}

/** Pieces that one side adds and the other reads, each when it can. */
class Pieces {
  #waiting: string[] = []
  #ended = false
  #wake = Promise.withResolvers<undefined>()

  add(piece: string): void {
    this.#waiting.push(piece)
    this.#wake.resolve(undefined)
  }

  end(): void {
    this.#ended = true
    this.#wake.resolve(undefined)
  }

  async *read(): AsyncGenerator<string, void> {
    for (;;) {
      const some = this.#waiting.splice(0)
      if (some.length > 0) yield some.join('')
      else if (this.#ended) return
      else {
        await this.#wake.promise
        this.#wake = Promise.withResolvers<undefined>()
      }
    }
  }
}
