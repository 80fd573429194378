import type { BodyOf, ParamsOf, QueryOf, RouteId, Scope, TakesFile } from '@posthorn/contract'

/** Who calls: what the API key says. */
export interface Caller {
  readonly workspaceId: string
  readonly keyId: string
  readonly keyName: string
  readonly environment: string
  readonly scopes: readonly string[]
  readonly canonicalScopes: readonly Scope[]
  /** A key with a `test` prefix runs the whole pipeline, and nothing leaves the building. */
  readonly simulated: boolean
}

/** Names a request that may be repeated and must be done once (contract 2.7). */
export interface OnceKey {
  readonly apiKeyId: string
  readonly idempotencyKey: string
  /** SHA-256 of method, path and raw body; of a form, of what its parts say. */
  readonly fingerprint: string
}

/** A file of a multipart body. */
export interface SentFile {
  /** Of the file alone: no folders, nothing that cannot be seen. */
  readonly name: string
  /** As the caller said; null: nothing. */
  readonly mediaType: string | null
  readonly bytes: Uint8Array
}

/** One call of the API, parsed: what a route's handler gets. No HTTP in it. */
export interface Call<Id extends RouteId = RouteId> {
  readonly requestId: string
  readonly caller: Caller
  readonly params: ParamsOf<Id>
  readonly query: QueryOf<Id>
  readonly body: BodyOf<Id>
  readonly file: TakesFile<Id> extends true ? SentFile : null
  /** Set when the caller sent an `Idempotency-Key`: the answer must be stored in the transaction of the work. */
  readonly once: OnceKey | null
  /** Aborts when the caller closes the connection before the answer is whole. */
  readonly hungUp: AbortSignal
  /** Whether the caller would rather have the answer in pieces, where it comes in pieces. */
  readonly wantsStream: boolean
  /** Calls that this key may make in 60 seconds, and how many of them are left. */
  readonly rate: { readonly limit: number; readonly remaining: number }
}

export interface Answer {
  readonly status: number
  /** Undefined: no body. */
  readonly body?: unknown
  /** In place of a body: a text of this media type, written as it is read, for it may be long. */
  readonly stream?: { readonly mediaType: string; readonly chunks: AsyncIterable<string> }
  /** In place of a body: a file to keep, never to be shown where it is. `name` null: it has none. */
  readonly file?: { readonly name: string | null; readonly bytes: Uint8Array }
}

/** One handler for each of a module's rows of the contract. */
export type Handlers<Ids extends RouteId> = { readonly [Id in Ids]: (call: Call<Id>) => Promise<Answer> }

/** `{"data": …}` (contract 2.3). */
export function dataAnswer(status: number, data: unknown): Answer {
  return { status, body: { data } }
}

/** The call's idempotency key was answered before, so its work was not done again: give the stored answer. */
export class AnsweredBefore extends Error {
  constructor() {
    super('answered before')
    this.name = 'AnsweredBefore'
  }
}
