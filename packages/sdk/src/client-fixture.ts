/** A client whose answers are scripted and whose waits are only written down. */
import { createClient, type Client, type ClientOptions } from './create-client.ts'

export interface SeenRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: string | null
}

type ScriptedAnswer = Response | Error | ((init: RequestInit) => Promise<Response>)

export interface ScriptedClient {
  readonly client: Client
  readonly requests: SeenRequest[]
  readonly waits: number[]
  now: number
}

/** Answers in turn; chance is always one half, so that waits are three quarters of their longest. */
export function scriptedClient(answers: ScriptedAnswer[], options: Partial<ClientOptions> = {}): ScriptedClient {
  const requests: SeenRequest[] = []
  const waits: number[] = []
  const fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    requests.push({
      method: init.method ?? 'GET',
      url: new URL(url instanceof Request ? url.url : url),
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? init.body : null,
    })
    const answer = answers.shift()
    if (answer === undefined) throw new Error('Nothing more is scripted')
    if (answer instanceof Error) throw answer
    return typeof answer === 'function' ? answer(init) : answer
  }
  const scripted: ScriptedClient = {
    requests,
    waits,
    now: 1_776_609_000_000,
    client: createClient(
      { baseUrl: 'http://posthorn.test', apiKey: 'sk_test_1', fetch, ...options },
      {
        now: () => scripted.now,
        random: () => 0.5,
        wait: async (ms, signal) => {
          signal?.throwIfAborted()
          waits.push(ms)
          scripted.now += ms
        },
      },
    ),
  }
  return scripted
}

export function errorReply(status: number, type: string, headers: Record<string, string> = {}): Response {
  const error = {
    code: type.toUpperCase(),
    type,
    number: null,
    message: `It is ${type}.`,
    status,
    param: null,
    retry_after: null,
  }
  const meta = { request_id: 'req_01', timestamp: '2026-04-19T14:30:00Z' }
  return Response.json({ success: false, error, meta }, { status, headers: { 'x-request-id': 'req_01', ...headers } })
}
