import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { ServeDeps } from './exchange.ts'
import { requireHttps } from './identify-caller.ts'
import { asApiError } from './render-error.ts'

/** A request at `/callbacks/{provider}/{channel_id}`, as it came: its bytes may be signed. */
export interface Callback {
  readonly provider: string
  readonly channelId: string
  /** Path and query. */
  readonly path: string
  readonly headers: FastifyRequest['headers']
  readonly body: Buffer
}

/** What became of it. A carrier reads the status and nothing else. */
const STATUS = { received: 204, unreadable: 400, forged: 403, unknown: 404 } as const

/** Carriers gather what they report: Meta up to 3 MB. What is refused as too large would come again, and be as large. */
const MOST_CALLBACK_BYTES = 4 * 1024 * 1024

export interface CallbackOptions {
  readonly challenge: (asked: {
    provider: string
    channelId: string
    query: URLSearchParams
  }) => Promise<{ readonly answer: string } | 'unknown' | 'forged'>
  readonly receive: (callback: Callback) => Promise<keyof typeof STATUS>
}

/**
 * Where carriers report. No key, no contract: each carrier signs, and spells, its callbacks in its own way, which is its
 * adapter's business. An answer of 5xx makes the carrier send again, where it does such a thing.
 */
export function registerCallbacks(
  http: FastifyInstance,
  { receive, challenge }: CallbackOptions,
  deps: ServeDeps,
): void {
  registerChallenges(http, challenge, deps)
  http.post<{ Params: { provider: string; channel_id: string } }>(
    '/callbacks/:provider/:channel_id',
    { bodyLimit: MOST_CALLBACK_BYTES },
    (request, reply) =>
      answered(request, reply, deps, async (address) => {
        const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
        const outcome = await receive({ ...address, path: request.url, headers: request.headers, body })
        return answer(reply, STATUS[outcome])
      }),
  )
}

/** Some carriers ask first, with a GET, whether the address is meant for them, and want their own words back. */
function registerChallenges(http: FastifyInstance, challenge: CallbackOptions['challenge'], deps: ServeDeps): void {
  http.get<{ Params: { provider: string; channel_id: string } }>(
    '/callbacks/:provider/:channel_id',
    { exposeHeadRoute: false },
    (request, reply) =>
      answered(request, reply, deps, async (address) => {
        const query = new URLSearchParams(request.url.split('?')[1] ?? '')
        const outcome = await challenge({ ...address, query })
        if (typeof outcome === 'string') return answer(reply, STATUS[outcome])
        void reply.header('content-type', 'text/plain; charset=utf-8').header('x-content-type-options', 'nosniff')
        return reply.code(200).send(outcome.answer)
      }),
  )
}

type AtAddress = FastifyRequest<{ Params: { provider: string; channel_id: string } }>

/** Answers a request at a channel's address, or says to its carrier that it is to come again. */
async function answered(
  request: AtAddress,
  reply: FastifyReply,
  deps: ServeDeps,
  work: (address: { provider: string; channelId: string }) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const id = deps.newId.prefixed('req')
  void reply.header('x-request-id', id)
  try {
    if (deps.requireHttps) requireHttps(request)
    const { provider, channel_id: channelId } = request.params
    return await work({ provider, channelId })
  } catch (error) {
    const refusal = asApiError(error, id, deps.isOutage)
    deps.log.error({ err: error, path: request.routeOptions.url, request_id: id }, 'callback.failed')
    return answer(reply, refusal.code === 'HTTPS_REQUIRED' ? 403 : 503)
  }
}

function answer(reply: FastifyReply, status: number): FastifyReply {
  return reply.code(status).send()
}
