import { type ErrorCode, errorMessage } from '@posthorn/contract'

export interface ErrorDetails {
  /** Fills the braces of the row's message. */
  readonly words?: Readonly<Record<string, string | number>>
  /** The field, parameter or header at fault. */
  readonly param?: string
  /** Whole seconds until the same request may succeed. */
  readonly retryAfter?: number
  /** For the log only: what the caller must not learn (which kind of bad key it was, say). */
  readonly reason?: string
}

/** A refusal that the caller is told about: a row of the contract's error table with its blanks filled in. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly param: string | null
  readonly retryAfter: number | null
  readonly reason: string | null
  readonly words: Readonly<Record<string, string | number>>

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const words = { ...(details.param === undefined ? {} : { param: details.param }), ...details.words }
    super(errorMessage(code, words))
    this.name = 'ApiError'
    this.code = code
    this.words = words
    this.param = details.param ?? null
    this.retryAfter = details.retryAfter ?? null
    this.reason = details.reason ?? null
  }
}

/** 404 in the same words, whether the thing does not exist or belongs to somebody else. */
export function notFound(resource: string): ApiError {
  return new ApiError('NOT_FOUND', { words: { resource } })
}

/** 400 that names the field and what is wrong with it. */
export function invalid(param: string, problem: string): ApiError {
  return new ApiError('VALIDATION_ERROR', { param, words: { problem } })
}
