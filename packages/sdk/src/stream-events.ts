/** A reply that comes in pieces, as server-sent events. */
import type { ApiRequest, CallOptions, StreamEvent } from './call.ts'
import { ConnectionError, readApiError, TimeoutError, UnreadableReplyError } from './errors.ts'
import { newIdempotencyKey } from './idempotency-key.ts'
import { createEventReader } from './read-events.ts'

interface Connection {
  readonly baseUrl: string
  readonly apiKey: string
  readonly timeoutMs: number
  readonly fetch: typeof globalThis.fetch
}

/**
 * Makes a call and gives the events of its reply as they arrive. It is not tried again: who reads may have passed some of
 * it on already. Ends the connection when it is left early.
 *
 * Throws an ApiError where the call is refused, and a ConnectionError where the stream breaks off.
 */
export async function* streamEvents(
  connection: Connection,
  request: ApiRequest,
  options: CallOptions = {},
): AsyncGenerator<StreamEvent, void> {
  const timeoutMs = options.timeoutMs ?? Math.max(connection.timeoutMs, request.leastTimeoutMs ?? 0)
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout])
  try {
    const response = await open(connection, request, { key: options.idempotencyKey ?? newIdempotencyKey(), signal })
    const read = createEventReader()
    for await (const piece of textOf(response)) {
      for (const { type, data } of read(piece)) yield { type, data: parse(data) }
    }
  } catch (error) {
    if (options.signal?.aborted === true) throw options.signal.reason
    if (timeout.aborted) throw new TimeoutError(`No end of the answer within ${timeoutMs} ms.`, { cause: error })
    if (error instanceof TypeError) throw new ConnectionError('The connection broke off.', { cause: error })
    throw error
  }
}

interface Opening {
  readonly key: string
  readonly signal: AbortSignal
}

async function open(
  { baseUrl, apiKey, fetch }: Connection,
  { method, path, body }: ApiRequest,
  { key, signal }: Opening,
): Promise<Response> {
  const response = await fetch(baseUrl + path, {
    method,
    headers: {
      'x-api-key': apiKey,
      'idempotency-key': key,
      accept: 'text/event-stream',
      'content-type': 'application/json',
    },
    body: JSON.stringify(body ?? {}),
    signal,
    redirect: 'error',
  })
  if (!response.ok) throw readApiError(response.status, response.headers, await response.text())
  return response
}

/** The reply's text, and after it an empty line: the last event may lack one. */
async function* textOf(response: Response): AsyncGenerator<string, void> {
  const decoder = new TextDecoder()
  const body = response.body as ReadableStream<Uint8Array> | null
  const pieces = body?.getReader()
  try {
    for (;;) {
      const piece = await pieces?.read()
      if (piece === undefined || piece.done) break
      yield decoder.decode(piece.value, { stream: true })
    }
  } finally {
    await pieces?.cancel()
  }
  yield '\n\n'
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch (cause) {
    throw new UnreadableReplyError('The server sent an event that is no JSON. Is it a Posthorn server?', { cause })
  }
}
