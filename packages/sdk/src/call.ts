/** What the methods of the client need: somebody who makes a call and unwraps its reply. */
import type { CursorMeta, PageMeta } from './generated/objects.ts'

export interface CallOptions {
  /** Ends the call, its waits between retries included. */
  signal?: AbortSignal | undefined
  /** For this call, in place of the client's. */
  timeoutMs?: number | undefined
  /** For this call, in place of the client's. */
  maxRetries?: number | undefined
  /** Of a POST: a key of your own, so that the same work is done once even when your program starts anew. */
  idempotencyKey?: string | undefined
}

export interface ApiRequest {
  readonly method: string
  readonly path: string
  readonly query?: object
  readonly body?: object
  /** The body goes out as a form, and this field of it is a file. */
  readonly form?: string
  /** Where the reply is no JSON: its media type. The reply is then given as text. */
  readonly accept?: string
  /** Where the server may take longer than others: the least to wait, whatever the client's own time limit is. */
  readonly leastTimeoutMs?: number
}

export interface Page<Item> {
  data: Item[]
  meta: PageMeta
}

export interface CursorPage<Item> {
  data: Item[]
  meta: CursorMeta
}

/** One event of a stream. */
export interface StreamEvent {
  /** Such as `text` or `answer`. */
  readonly type: string
  /** What it says, as JSON has it. */
  readonly data: unknown
}

export interface Call {
  /** The `data` of the reply. */
  one<Data>(request: ApiRequest, options?: CallOptions): Promise<Data>
  /** The reply as it is. */
  bare<Reply>(request: ApiRequest, options?: CallOptions): Promise<Reply>
  /** The reply as text. */
  text(request: ApiRequest, options?: CallOptions): Promise<string>
  /** The reply as the bytes of a file. */
  bytes(request: ApiRequest, options?: CallOptions): Promise<Uint8Array>
  none(request: ApiRequest, options?: CallOptions): Promise<void>
  page<Item>(request: ApiRequest, options?: CallOptions): Promise<Page<Item>>
  pages<Item>(request: ApiRequest, options?: CallOptions): AsyncGenerator<Page<Item>, void>
  items<Item>(request: ApiRequest, options?: CallOptions): AsyncGenerator<Item, void>
  cursorPage<Item>(request: ApiRequest, options?: CallOptions): Promise<CursorPage<Item>>
  cursorPages<Item>(request: ApiRequest, options?: CallOptions): AsyncGenerator<CursorPage<Item>, void>
  cursorItems<Item>(request: ApiRequest, options?: CallOptions): AsyncGenerator<Item, void>
  /** The reply in pieces, as they arrive. */
  events(request: ApiRequest, options?: CallOptions): AsyncGenerator<StreamEvent, void>
}

/** An id as one part of a path. An empty one would name the list instead, and a dot its parent. */
export function segment(id: string): string {
  if (id === '' || id === '.' || id === '..') throw new TypeError(`"${id}" is no id.`)
  return encodeURIComponent(id)
}
