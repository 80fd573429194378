/**
 * Why a call brought no answer. `timeout`: no complete response headers in time. `dns`: the host has no address.
 * `connection`: refused, reset, closed early, or what came was not HTTP. `tls`: the certificate or the handshake, or
 * a plain http:// URL where HTTPS is required. `blocked_address`: the host leads to a forbidden address; nothing was
 * dialled. `cancelled`: the caller's signal, or the client was closing.
 */
export type OutboundError = 'timeout' | 'dns' | 'connection' | 'tls' | 'blocked_address' | 'cancelled'

export interface Failed {
  readonly kind: 'failed'
  readonly error: OutboundError
  /** A sentence for the delivery's record. Never carries an address that the customer did not give. */
  readonly detail: string
  /** Milliseconds from the start of connecting to the failure. */
  readonly durationMs: number
  /** Present where the request, or a part of it, may have reached the other side. */
  readonly maybeSent?: true
}

export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>

interface AnsweredBase {
  readonly kind: 'answered'
  /** 3xx included: redirects are never followed. */
  readonly httpStatus: number
  /** Milliseconds from the start of connecting to the end of the response headers. */
  readonly durationMs: number
  /** Names in lower case; a header sent more than once is an array. At most 16 KiB in all. */
  readonly responseHeaders: ResponseHeaders
}

/** An answer to `post`: enough of its body to show, and no more. */
export interface Answered extends AnsweredBase {
  /** Seconds the receiver asked to be left alone for, or null. */
  readonly retryAfterSeconds: number | null
  /** First 4 KiB of the body read as UTF-8, without NULs; a sentence in brackets where the body was compressed. */
  readonly bodyExcerpt: string
  /** True when the excerpt is not the whole body: longer, cut off, too slow, or compressed. */
  readonly bodyTruncated: boolean
}

/** An answer to `request`: the body as bytes, up to what was asked for. */
export interface Fetched extends AnsweredBase {
  /** As sent: never decompressed. */
  readonly body: Buffer
  /** False when there was more, or it broke off, or it was too slow. */
  readonly bodyComplete: boolean
}

export type OutboundOutcome = Answered | Failed
export type FetchOutcome = Fetched | Failed
