import { errors, type Surface } from '@posthorn/contract'

import { ApiError } from '../kernel/api-error.ts'
import type { Answer } from '../kernel/call.ts'
import { isoTime } from '../kernel/time.ts'

/** An error in the shape of its surface (contract 2.5). */
export function renderError(error: ApiError, surface: Surface, request: { id: string; now: number }): Answer {
  const row = errors[error.code]
  if (surface === 'm2m') {
    return { status: row.status, body: { error: row.m2m, message: error.message, request_id: request.id } }
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

/** A fault of ours, as what the caller may know of it. */
export function asApiError(error: unknown, requestId: string): ApiError {
  if (error instanceof ApiError) return error
  return new ApiError('INTERNAL_ERROR', { words: { request_id: requestId } })
}

export function surfaceOf(path: string): Surface {
  return path.startsWith('/api/v1/m2m') ? 'm2m' : 'v1'
}
