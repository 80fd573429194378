import { ApiError } from '@posthorn/sdk'

/** An error that is about none of these fields, given as paths such as `settings.host`, and so has no place beside one. */
export const unplacedAt = (error: Error | null, paths: readonly string[]): Error | null =>
  error instanceof ApiError && error.param !== null && paths.includes(error.param) ? null : error
