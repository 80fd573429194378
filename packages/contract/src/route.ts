/**
 * What a row of the API's table holds. Everything is made from the rows: types, validation, OpenAPI, the SDK, the
 * reference. A row says who may call (scope), what goes in, what comes out and what may go wrong; it has no code.
 */
import type { TObject, TSchema } from 'typebox'
import { errors, type ErrorCode } from './errors.ts'
import type { Scope } from './scopes.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** `v1`: objects in `{data}`, errors as objects. `m2m`: bare objects, errors as one string. */
export type Surface = 'v1' | 'm2m'

/** The part of a multipart body that is a file. */
export interface FilePart {
  /** Name of its field. */
  readonly field: string
  readonly description: string
}

export interface RouteRow {
  /** `noun.verb`, the same as its key in the table. */
  readonly id: string
  readonly method: Method
  /** Whole path, parameters in braces. */
  readonly path: `/${string}`
  readonly surface: Surface
  readonly tag: string
  readonly summary: string
  readonly description: string
  /** What the key must be allowed. `any`: every valid key. `none`: no key is needed. */
  readonly scope: Scope | 'any' | 'none'
  /** Path parameters. One that does not match its pattern names nothing: 404. */
  readonly params?: TObject
  /** Query parameters. They arrive as strings; the server turns them into the types declared here. */
  readonly query?: TObject
  /** JSON body. Fields that are not declared are let through. */
  readonly body?: TSchema
  /** A file beside the fields of `body`: it is then multipart/form-data (RFC 7578), and the fields arrive as texts. */
  readonly file?: FilePart
  /** Whether the body may be left out altogether. */
  readonly bodyOptional?: boolean
  readonly reply: {
    readonly status: 200 | 201 | 202 | 204
    readonly description: string
    /** The whole reply, envelope included; null where there is none (204). */
    readonly schema: TSchema | null
    /** Where the reply is no JSON: its media type. The schema is then that of the text. */
    readonly mediaType?: string
    /** The same reply under another status, where that says something. */
    readonly or?: { readonly status: 200; readonly description: string }
    /** Where the reply may come in pieces (`text/event-stream`), to who asks for it: what these are. */
    readonly streamed?: string
  }
  /** Errors of its own. `errorsOf` adds those that it shares with its like. */
  readonly errors: readonly ErrorCode[]
  /** Whether `Idempotency-Key` is honoured. True of every POST. */
  readonly idempotent: boolean
  readonly example: {
    readonly params?: object
    readonly query?: object
    readonly body?: object
    /** Of a row with a `file`. */
    readonly file?: { readonly name: string; readonly mediaType: string; readonly content: string }
    readonly reply?: object | string
  }
}

/** Every error that a route may answer with, by status: its own, and those that follow from what it is. */
export function errorsOf(route: RouteRow): ErrorCode[] {
  // Whatever the route takes, its address may be one that cannot be read.
  const codes = new Set<ErrorCode>([...route.errors, 'VALIDATION_ERROR'])
  if (route.scope !== 'none')
    for (const code of ['MISSING_API_KEY', 'UNAUTHORIZED', 'RATE_LIMIT_EXCEEDED'] as const) codes.add(code)
  if (route.scope !== 'none' && route.scope !== 'any') codes.add('INSUFFICIENT_SCOPE')
  if (route.params !== undefined) codes.add('NOT_FOUND')
  // A body that a row has no use for is read all the same, and refused when it is none.
  if (route.method !== 'GET')
    for (const code of ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const) codes.add(code)
  if (route.idempotent)
    for (const code of ['IDEMPOTENCY_KEY_REUSED', 'IDEMPOTENCY_IN_PROGRESS'] as const) codes.add(code)
  for (const code of ['HTTPS_REQUIRED', 'INTERNAL_ERROR', 'UNAVAILABLE'] as const) codes.add(code)
  return [...codes].sort((a, b) => errors[a].status - errors[b].status || (a < b ? -1 : 1))
}
