import { errors, m2mError, type Surface } from '@posthorn/contract'

import { ApiError } from '../kernel/api-error.ts'
import type { Answer } from '../kernel/call.ts'
import { isoTime } from '../kernel/time.ts'

/** An error in the shape of its surface (contract 2.5). */
export function renderError(error: ApiError, surface: Surface, request: { id: string; now: number }): Answer {
  const row = errors[error.code]
  if (surface === 'm2m') {
    return {
      status: row.status,
      body: { error: m2mError(error.code, error.words), message: error.message, request_id: request.id },
    }
  }
  return {
    status: row.status,
    body: {
      success: false,
      error: {
        code: row.code,
        type: row.type,
        number: row.number,
        message: error.message,
        status: row.status,
        param: error.param,
        retry_after: error.retryAfter,
      },
      meta: { request_id: request.id, timestamp: isoTime(request.now) },
    },
  }
}

const OUTAGE_RETRY_SECONDS = 2

/** What went wrong, as what the caller may know of it. While the database is away a retry can succeed, and is told so. */
export function asApiError(error: unknown, requestId: string, isOutage: (error: unknown) => boolean): ApiError {
  if (error instanceof ApiError) return error
  if (isOutage(error)) {
    return new ApiError('UNAVAILABLE', {
      words: { retry_after: OUTAGE_RETRY_SECONDS },
      retryAfter: OUTAGE_RETRY_SECONDS,
    })
  }
  return new ApiError('INTERNAL_ERROR', { words: { request_id: requestId } })
}

export function surfaceOf(path: string): Surface {
  return path.startsWith('/api/v1/m2m') ? 'm2m' : 'v1'
}
