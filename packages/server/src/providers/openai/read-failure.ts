import type { ModelFailure, ModelFailureReason } from '../../domain/knowledge/port.ts'
import type { Downloaded, Failed } from '../../kernel/guarded-fetch/index.ts'
import { readRetryAfter } from '../../kernel/guarded-fetch/index.ts'
import { SECOND_MS } from '../../kernel/time.ts'

/** Characters of a service's own words that are passed on. */
const MOST_WORDS = 300

export function failed(reason: ModelFailureReason, detail: string, retryAfterMs: number | null = null): ModelFailure {
  return { kind: 'failed', reason, detail, retryAfterMs }
}

/** No answer at all. */
export function failureOfCall({ error, detail }: Failed): ModelFailure {
  if (error === 'timeout') return failed('timeout', detail)
  if (error === 'cancelled') return failed('cancelled', detail)
  return failed('unreachable', detail)
}

/** An answer that is no success, whose body may be anything: OpenAI's `{"error": {"message"}}`, a proxy's page, nothing. */
export function failureOfStatus(answer: Pick<Downloaded, 'httpStatus' | 'responseHeaders'>, body: Buffer, now: number) {
  const { httpStatus, responseHeaders } = answer
  const seconds = readRetryAfter(responseHeaders['retry-after'], now)
  const words = wordsOf(body)
  const detail = `The service answered ${httpStatus}${words === '' ? '' : `: ${words}`}`
  return failed(reasonOf(httpStatus), detail, seconds === null ? null : seconds * SECOND_MS)
}

function reasonOf(status: number): ModelFailureReason {
  if (status === 429) return 'rate_limited'
  if (status === 408 || status === 504) return 'timeout'
  if (status >= 500) return 'unwell'
  if ([401, 402, 403, 404, 405, 407, 410].includes(status) || status < 400) return 'denied'
  return 'refused'
}

function wordsOf(body: Buffer): string {
  const text = body.toString('utf8')
  try {
    return messageOf(JSON.parse(text)).replace(/\s+/g, ' ').slice(0, MOST_WORDS)
  } catch {
    return ''
  }
}

/** What a JSON refusal says: `error.message` (OpenAI), `error` as text (Ollama), `message` or `detail` (vLLM, others). */
export function messageOf(json: unknown): string {
  if (typeof json === 'string') return json
  if (typeof json !== 'object' || json === null) return ''
  const { error, message, detail } = json as { error?: unknown; message?: unknown; detail?: unknown }
  for (const each of [error, message, detail]) {
    const words = messageOf(each)
    if (words !== '') return words
  }
  return ''
}
