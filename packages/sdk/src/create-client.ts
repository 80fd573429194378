/** The client: the methods of every route over one transport. */
import type { ApiRequest, Call, CallOptions, CursorPage, Page } from './call.ts'
import { createResources } from './generated/resources.ts'
import type { RateLimit } from './rate-limit.ts'
import { streamEvents } from './stream-events.ts'
import { createTransport, type Surroundings, type Transport, type TransportOptions } from './transport.ts'
import { waitFor } from './wait-for.ts'

export interface ClientOptions {
  /** Where the server is: `https://posthorn.example.com`, without `/v1`. */
  readonly baseUrl: string
  readonly apiKey: string
  /** Of one attempt. 15 seconds by default, which every ordinary call keeps within. */
  readonly timeoutMs?: number | undefined
  /** After 429, 5xx and broken connections. 3 by default, which is at most about 7 seconds of waiting. */
  readonly maxRetries?: number | undefined
  /** In place of the runtime's own. */
  readonly fetch?: typeof globalThis.fetch | undefined
}

export type Client = ReturnType<typeof createResources> & {
  /** What the server last said of this key's rate limit; null before the first call. */
  readonly rateLimit: RateLimit | null
}

const worldAround: Surroundings = { now: () => Date.now(), random: () => Math.random(), wait: waitFor }

export function createClient(options: ClientOptions, surroundings: Surroundings = worldAround): Client {
  const fetch = options.fetch ?? globalThis.fetch
  const connection: TransportOptions = {
    baseUrl: readBaseUrl(options.baseUrl),
    apiKey: readApiKey(options.apiKey),
    timeoutMs: options.timeoutMs ?? 15_000,
    maxRetries: options.maxRetries ?? 3,
    // Browsers refuse a fetch that is called as a method of something else than the window.
    fetch: (...request) => fetch(...request),
  }
  const transport = createTransport(connection, surroundings)
  const events: Call['events'] = (request, called) => streamEvents(connection, request, called)
  return Object.defineProperty(createResources({ ...createCall(transport), events }), 'rateLimit', {
    get: () => transport.rateLimit,
  }) as Client
}

function readBaseUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`baseUrl must be an http or https address; it is ${JSON.stringify(given)}.`)
  }
  return (url.origin + url.pathname).replace(/\/+$/, '')
}

function readApiKey(given: string): string {
  // A stray line end is the usual fault, and fetch would only say "invalid header value".
  if (!/^[\x21-\x7e]+$/.test(given)) throw new TypeError('apiKey must be the key alone: no spaces, no line ends.')
  return given
}

/** Unwraps replies, and walks through lists. */
export function createCall({ send }: Pick<Transport, 'send'>): Omit<Call, 'events'> {
  const page = async <Item>(request: ApiRequest, options?: CallOptions) => (await send(request, options)) as Page<Item>
  const cursorPage = async <Item>(request: ApiRequest, options?: CallOptions) =>
    (await send(request, options)) as CursorPage<Item>

  async function* pages<Item>(request: ApiRequest, options?: CallOptions): AsyncGenerator<Page<Item>, void> {
    const first = (request.query as { page?: number } | undefined)?.page ?? 1
    for (let number = first; ; number++) {
      const found = await page<Item>({ ...request, query: { ...request.query, page: number } }, options)
      yield found
      if (number >= found.meta.total_pages) return
    }
  }

  async function* cursorPages<Item>(
    request: ApiRequest,
    options?: CallOptions,
  ): AsyncGenerator<CursorPage<Item>, void> {
    let query = request.query
    while (true) {
      const found = await cursorPage<Item>({ ...request, ...(query === undefined ? {} : { query }) }, options)
      yield found
      const { has_more: hasMore, next_cursor: cursor } = found.meta
      if (!hasMore || cursor === null) return
      query = { ...query, cursor }
    }
  }

  return {
    one: async <Data>(request: ApiRequest, options?: CallOptions) =>
      ((await send(request, options)) as { data: Data }).data,
    bare: async <Reply>(request: ApiRequest, options?: CallOptions) => (await send(request, options)) as Reply,
    text: async (request, options) => (await send(request, options)) as string,
    bytes: async (request, options) => (await send(request, options)) as Uint8Array,
    none: async (request, options) => {
      await send(request, options)
    },
    page,
    pages,
    items: (request, options) => eachItem(pages(request, options)),
    cursorPage,
    cursorPages,
    cursorItems: (request, options) => eachItem(cursorPages(request, options)),
  }
}

async function* eachItem<Item>(pages: AsyncIterable<{ data: Item[] }>): AsyncGenerator<Item, void> {
  for await (const { data } of pages) yield* data
}
