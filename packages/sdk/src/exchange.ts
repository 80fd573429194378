/** One attempt: one request, one answer or none. */
import type { ApiRequest } from './call.ts'
import { printForm } from './file-input.ts'
import { ConnectionError, PosthornError, TimeoutError } from './errors.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

export interface ExchangeOptions {
  readonly baseUrl: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/** Throws a ConnectionError where no answer came, and the signal's own reason where the caller ended it. */
export async function exchange(
  fetch: typeof globalThis.fetch,
  request: ApiRequest,
  { baseUrl, headers, timeoutMs, signal }: ExchangeOptions,
): Promise<Answer> {
  const url = baseUrl + request.path + printQuery(request.query)
  const timeout = AbortSignal.timeout(timeoutMs)
  const body = printBody(request)
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: {
        ...headers,
        accept: request.accept ?? 'application/json',
        // Of a form the runtime says it, with the boundary that it chose.
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      },
      body,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      // Followed, a redirect would carry the key to wherever it leads.
      redirect: 'manual',
    })
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      throw new PosthornError(`${baseUrl} answers with a redirect. Give the address that it leads to as baseUrl.`)
    }
    return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) }
  } catch (error) {
    if (error instanceof PosthornError) throw error
    if (signal?.aborted === true) throw signal.reason
    if (timeout.aborted) throw new TimeoutError(`No answer within ${timeoutMs} ms.`, { cause: error })
    throw new ConnectionError(`No answer from ${baseUrl}${reasonOf(error)}.`, { cause: error })
  }
}

function printBody({ body, form }: ApiRequest): string | FormData | null {
  if (body === undefined) return null
  return form === undefined ? JSON.stringify(body) : printForm(body, form)
}

/** Node tells the reason in the cause, browsers tell none. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (!(cause instanceof Error)) return ''
  const text = cause.message || ('code' in cause ? String(cause.code) : '')
  return text === '' ? '' : ` (${text})`
}

function printQuery(query: object | undefined): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null)
  if (given.length === 0) return ''
  return `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`
}
