import type { FetchOutcome, OutboundClient } from '../../kernel/guarded-fetch/index.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import type { FetchMedia } from './baileys/index.ts'

/** WhatsApp takes documents of up to 2 GB; what is held in memory has to be less. */
const MOST_BYTES = 64 * 1024 * 1024
const TIMEOUT_MS = 10 * SECOND_MS
const BODY_MS = 60 * SECOND_MS
/** Statuses of the 4xx that may pass. */
const PASSING = new Set([408, 425, 429])

/** Fetches the media of messages from wherever customers keep them, through the guards of webhooks. */
export function createFetchMedia(request: OutboundClient['request'], userAgent: string): FetchMedia {
  return async (url) => {
    let outcome: FetchOutcome
    try {
      outcome = await request({
        method: 'GET',
        target: url,
        headers: { 'user-agent': userAgent, accept: '*/*' },
        timeoutMs: TIMEOUT_MS,
        bodyMs: BODY_MS,
        maxBodyBytes: MOST_BYTES,
      })
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error), forGood: true }
    }
    return read(outcome)
  }
}

function read(outcome: FetchOutcome): Awaited<ReturnType<FetchMedia>> {
  if (outcome.kind === 'failed') {
    const forGood = outcome.error === 'blocked_address' || outcome.error === 'tls'
    return { problem: outcome.detail, forGood }
  }
  const { httpStatus, body, bodyComplete, responseHeaders } = outcome
  if (httpStatus < 200 || httpStatus >= 300) {
    const forGood = httpStatus < 500 && !PASSING.has(httpStatus)
    return { problem: `HTTP ${httpStatus}`, forGood }
  }
  if (!bodyComplete) {
    const problem = `it broke off, took longer than ${BODY_MS / SECOND_MS} seconds, or is larger than ${MOST_BYTES} bytes`
    return { problem, forGood: body.length >= MOST_BYTES }
  }
  const type = responseHeaders['content-type']
  const mimeType = typeof type === 'string' ? (type.split(';')[0]?.trim() ?? null) : null
  return { body, mimeType: mimeType === '' ? null : mimeType }
}
