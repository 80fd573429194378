/** What the client throws. Catch `PosthornError` for all of it; `ApiError` is an answer, the others are none. */
import type { ErrorCode, ErrorType } from './generated/errors.ts'
import type { ErrorBody, M2mErrorBody } from './generated/objects.ts'

/** A word of the list, or one that a newer server has. */
type Open<Word extends string> = Word | (string & {})

export class PosthornError extends Error {
  override readonly name: string = 'PosthornError'
}

/** The server answered with an error. */
export class ApiError extends PosthornError {
  override readonly name = 'ApiError'
  readonly status: number
  /** Family of the error, such as `FORBIDDEN`. */
  readonly code: Open<ErrorCode>
  /** The error itself, such as `insufficient_scope`. */
  readonly type: Open<ErrorType>
  readonly number: number | null
  /** The field at fault, as a path such as `events.0`. */
  readonly param: string | null
  /** Quote it when you ask for help. */
  readonly requestId: string | null
  /** How long the server asked to wait. */
  readonly retryAfterSeconds: number | null

  constructor(details: ErrorDetails) {
    super(details.message)
    this.status = details.status
    this.code = details.code
    this.type = details.type
    this.number = details.number
    this.param = details.param
    this.requestId = details.requestId
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}

interface ErrorDetails {
  readonly message: string
  readonly status: number
  readonly code: string
  readonly type: string
  readonly number: number | null
  readonly param: string | null
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null
}

/** No answer came: no network, no such host, a broken connection. Whether the work was done is not known. */
export class ConnectionError extends PosthornError {
  override readonly name: string = 'ConnectionError'
}

/** No answer came in time. Whether the work was done is not known. */
export class TimeoutError extends ConnectionError {
  override readonly name = 'TimeoutError'
}

/** An answer came that is not one of Posthorn's: most often another server stands at `baseUrl`. */
export class UnreadableReplyError extends PosthornError {
  override readonly name = 'UnreadableReplyError'
}

/** Reads an error reply of either surface, or of a proxy in between that knows neither. */
export function readApiError(status: number, headers: Headers, text: string): ApiError {
  const given = parse(text)
  const known = readV1(given) ?? readM2m(given, status)
  return new ApiError({
    message: known?.message ?? `The server answered ${status}.`,
    status,
    code: known?.code ?? `HTTP_${status}`,
    type: known?.type ?? `http_${status}`,
    number: known?.number ?? null,
    param: known?.param ?? null,
    requestId: headers.get('x-request-id') ?? known?.requestId ?? null,
    retryAfterSeconds: readRetryAfter(headers.get('retry-after'), Date.now()),
  })
}

/** `Retry-After` in seconds. Posthorn writes seconds; a proxy in between may write a date. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null
  if (/^\d+$/.test(header.trim())) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000))
}

type Known = Partial<Omit<ErrorDetails, 'status' | 'retryAfterSeconds'>>

function readV1(given: unknown): Known | null {
  const body = given as Partial<ErrorBody> | null
  if (typeof body !== 'object' || typeof body?.error !== 'object') return null
  const { code, type, number, message, param } = body.error
  const requestId = body.meta?.request_id
  return { code, type, number, message, param, ...(requestId === undefined ? {} : { requestId }) }
}

const byStatus: Readonly<Record<number, { readonly code: string; readonly type: string }>> = {
  400: { code: 'VALIDATION_ERROR', type: 'invalid_request' },
  404: { code: 'NOT_FOUND', type: 'not_found' },
  409: { code: 'CONFLICT', type: 'conflict' },
}

function readM2m(given: unknown, status: number): Known | null {
  const body = given as Partial<M2mErrorBody> | null
  if (typeof body !== 'object' || typeof body?.error !== 'string') return null
  const { error, message, request_id: requestId } = body
  // Some say what is at fault in words of their own (`session_id is required`): those are named by their status.
  const isName = /^[a-z_]+$/.test(error)
  return {
    ...(isName ? { code: error.toUpperCase(), type: error } : (byStatus[status] ?? {})),
    ...(message === undefined ? {} : { message }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
