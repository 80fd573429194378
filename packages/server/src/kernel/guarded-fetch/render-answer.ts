import { StringDecoder } from 'node:string_decoder'

import type { RawAnswer } from './exchange.ts'
import type { Answered } from './outcome.ts'
import { readRetryAfter } from './retry-after.ts'

/**
 * Turns an answer into what a delivery's record keeps of it.
 * @param now the time of day in milliseconds, for a Retry-After that names a date
 */
export function renderAnswer(answer: RawAnswer, now: number): Answered {
  const { httpStatus, durationMs, headers, body, complete } = answer
  const encoding = headers['content-encoding']
  const compressed = encoding !== undefined && encoding !== 'identity'
  return {
    kind: 'answered',
    httpStatus,
    durationMs,
    responseHeaders: headers,
    retryAfterSeconds: headers['retry-after'] === undefined ? null : readRetryAfter(headers['retry-after'], now),
    bodyExcerpt: compressed
      ? `[body not shown: content-encoding ${String(encoding).slice(0, 40)}]`
      : toText(body, complete),
    bodyTruncated: compressed || !complete,
  }
}

/** PostgreSQL's text cannot hold NUL. A character that the cut goes through is left out rather than shown as broken. */
function toText(body: Buffer, complete: boolean): string {
  if (body.length === 0) return ''
  const text = complete ? body.toString('utf8') : new StringDecoder('utf8').write(body)
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}
