import { UnresolvedHostError } from '../resolve-host.ts'
import type { OutboundError } from './outcome.ts'

/** Thrown by the connector instead of dialling. */
export class BlockedAddressError extends Error {
  override readonly name = 'BlockedAddressError'
  readonly code = 'ERR_BLOCKED_ADDRESS'

  /** @param reason what the address is, in the words of forbidden-address */
  constructor(reason: string) {
    super(`The host leads to ${reason}; only the public internet may be called`)
  }
}

export interface Failure {
  readonly error: OutboundError
  readonly detail: string
}

/** OpenSSL's verdicts on a certificate (X509_verify_cert_error_string's names in Node), and Node's own TLS errors. */
const tlsCode =
  /^(CERT_|CRL_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERROR_IN_C|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|EPROTO$)/

/** The operating system and Node giving up on a connection before our own limit did. */
const timeoutCodes = new Set(['ETIMEDOUT', 'ERR_SOCKET_CONNECTION_TIMEOUT'])

/** Sorts an error of the dialling or of the HTTP client into what the delivery's record shows. */
export function classifyFailure(error: unknown): Failure {
  if (error instanceof BlockedAddressError) return { error: 'blocked_address', detail: error.message }
  if (error instanceof UnresolvedHostError) return { error: 'dns', detail: error.message }
  if (!(error instanceof Error)) return { error: 'connection', detail: 'The connection failed' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (tlsCode.test(code)) return { error: 'tls', detail: describe(error, code) }
  if (timeoutCodes.has(code)) return { error: 'timeout', detail: describe(error, code) }
  return { error: 'connection', detail: describe(error, code) }
}

/** What undici and Node call these is for their own users; the customer reads the sentence. */
const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The host refused the connection',
  ECONNRESET: 'The host reset the connection before it answered',
  EPIPE: 'The host closed the connection before it answered',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed',
  CERT_HAS_EXPIRED: 'The certificate has expired',
  EHOSTUNREACH: 'The host cannot be reached',
  ENETUNREACH: 'The network of the host cannot be reached',
  ETIMEDOUT: 'The host did not accept the connection in time',
  UND_ERR_SOCKET: 'The host closed the connection before it answered',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'The answer contradicts its own content-length',
  UND_ERR_HEADERS_OVERFLOW: 'The response headers are larger than 16 KiB',
}

function describe(error: Error, code: string): string {
  const sentence = sentences[code]
  if (sentence) return `${sentence} (${code})`
  if (error.name === 'HTTPParserError') return 'The answer is not HTTP/1.1'
  // The system's messages name local addresses and ports; its code says enough.
  if ('syscall' in error) return `The connection failed (${code})`
  // OpenSSL's messages carry source lines and thread ids; Node sets its verdict apart. After a semicolon follows advice
  // on how to run Node, which is not for the customer.
  const text = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message
  const short = text.split(';', 1)[0]?.slice(0, 200)
  return code === '' ? `The call failed: ${short}` : `${short} (${code})`
}
