import { ApiError } from '@posthorn/sdk'

/** The API's words about one field, to stand beside it. Its `param` is a path: `events.0` is about `events`. */
export const faultOf = (error: Error | null, field: string): string | null =>
  error instanceof ApiError && fieldOf(error) === field ? error.message : null

/** An error that is about none of the form's fields, and so has no place beside one. */
export const unplaced = (error: Error | null, fields: readonly string[]): Error | null =>
  error instanceof ApiError && fields.includes(fieldOf(error) ?? '') ? null : error

/** The API's words about one field inside of another: `settings.host`. */
export const faultAt = (error: Error | null, path: string): string | null =>
  error instanceof ApiError && error.param === path ? error.message : null

const fieldOf = (error: ApiError): string | undefined => error.param?.split('.')[0]
