import { Readable } from 'node:stream'

import type { RouteRow } from '@posthorn/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'

import { ApiError } from '../kernel/api-error.ts'
import type { Answer, Call } from '../kernel/call.ts'
import { answerOnce, onceKey } from './answer-once.ts'
import type { Exchange, ServeDeps } from './exchange.ts'
import { authorise, identify, requireHttps, showAddressRate } from './identify-caller.ts'
import type { InputParser } from './parse-input.ts'
import { discardRest, type ReadForm } from './read-form.ts'
import { asApiError, renderError } from './render-error.ts'
import { sendFile } from './send-file.ts'

const EVENT_STREAM = 'text/event-stream'

export type AnyHandler = (call: Call) => Promise<Answer>

/** A row of the contract with what answers it. */
export interface ServedRoute {
  readonly row: RouteRow
  readonly handler: AnyHandler
  readonly parser: InputParser
  /** Reads the body of a row with a file; it is left on the wire until the caller is known. Null: of every other row. */
  readonly readForm: ReadForm | null
}

/** One route: who calls, how often, whether they may, what they send; then the handler; then the answer. */
export function serveRoute(route: ServedRoute, deps: ServeDeps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const exchange = { request, reply, requestId: deps.newId.prefixed('req') }
    void reply.header('x-request-id', exchange.requestId)
    let answer: Answer
    try {
      answer = await answerRequest(route, deps, exchange)
    } catch (error) {
      answer = refuse(error, route.row, deps, exchange)
    }
    if (wantsStream(route.row, request)) answer = inPieces(route.row, answer)
    send(reply, answer)
    if (route.readForm) discardRest(request.raw)
    // Fastify ends a reply whose handler is done; one that is still being written has to be waited for.
    return answer.stream === undefined ? undefined : reply
  }
}

async function answerRequest(
  { row, handler, parser, readForm }: ServedRoute,
  deps: ServeDeps,
  exchange: Exchange,
): Promise<Answer> {
  const { request, requestId } = exchange
  if (deps.requireHttps) requireHttps(request)
  if (request.url.includes('%00')) {
    throw new ApiError('VALIDATION_ERROR', { param: 'url', words: { problem: 'it holds a NUL' } })
  }
  const { caller, rate } = await identify(row, deps, exchange)
  authorise(row, caller)
  const form = readForm ? await readForm(request.raw) : null
  const once = row.idempotent ? onceKey(request, caller, form) : null
  const input = (): Call =>
    ({
      requestId,
      caller,
      once,
      rate,
      hungUp: hungUpSignal(exchange.reply),
      wantsStream: wantsStream(row, request),
      params: parser.params(request.params),
      query: parser.query(request.query),
      body: form
        ? parser.fields(form.fields)
        : parser.body(request.body as Buffer | undefined, request.headers['content-type']),
      file: form?.file ?? null,
    }) as Call
  return once === null ? handler(input()) : answerOnce(once, () => handler(input()), deps, exchange)
}

/** Aborts when the connection ends and the answer has not been written to its end. */
function hungUpSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort()
  })
  return controller.signal
}

/** Said by `Accept`, or where a program cannot choose its headers, by `stream: true` in the body. */
function wantsStream({ reply }: RouteRow, { headers, body }: FastifyRequest): boolean {
  if (reply.streamed === undefined) return false
  const accept = headers.accept ?? ''
  if (/\btext\/event-stream\b/i.test(accept) && !/\bapplication\/json\b/i.test(accept)) return true
  try {
    return (JSON.parse((body as Buffer | undefined)?.toString() ?? '') as { stream?: unknown } | null)?.stream === true
  } catch {
    return false
  }
}

/** An answer that was kept whole, for a caller who reads a stream: one of one event. */
function inPieces({ reply }: RouteRow, answer: Answer): Answer {
  if (reply.streamed === undefined || answer.status !== reply.status || answer.body === undefined) return answer
  return { status: answer.status, stream: { mediaType: EVENT_STREAM, chunks: wholeEvent(answer.body) } }
}

async function* wholeEvent(body: unknown): AsyncGenerator<string, void> {
  yield `event: answer\ndata: ${JSON.stringify(body)}\n\n`
}

function refuse(error: unknown, row: RouteRow, deps: ServeDeps, exchange: Exchange): Answer {
  const refusal = asApiError(error, exchange.requestId, deps.isOutage)
  const answer = renderError(refusal, row.surface, { id: exchange.requestId, now: deps.clock.now() })
  if (refusal.retryAfter !== null) void exchange.reply.header('retry-after', refusal.retryAfter)
  // Refused before anybody was identified: every response shows a rate.
  if (!exchange.reply.hasHeader('x-ratelimit-limit')) showAddressRate(deps, exchange)
  const line = { request_id: exchange.requestId, route: row.id, status: answer.status, path: exchange.request.url }
  if (answer.status >= 500) deps.log.error({ ...line, err: error }, 'request.failed')
  else deps.log.info({ ...line, code: refusal.code, reason: refusal.reason, param: refusal.param }, 'request.refused')
  return answer
}

export function send(reply: FastifyReply, answer: Answer): void {
  void reply.code(answer.status)
  if (answer.stream !== undefined) {
    // Proxies gather what they pass on, or keep it, unless they are told.
    if (answer.stream.mediaType === EVENT_STREAM)
      void reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no')
    void reply.header('content-type', answer.stream.mediaType).send(Readable.from(answer.stream.chunks))
  } else if (answer.file !== undefined) sendFile(reply, answer.file)
  else if (answer.body === undefined) void reply.send()
  else void reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer.body))
}
