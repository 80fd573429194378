import type { FetchedPage, PageFetcher, ReadingFailure } from '../../domain/documents/port.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Fetched, OutboundClient, vetUrl } from '../../kernel/guarded-fetch/index.ts'
import { prepareTarget } from '../../kernel/guarded-fetch/index.ts'
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'
import { bodyOf } from './body-of.ts'
import { fail } from './fail.ts'
import { headerOf, headersFor, tagOf } from './page-headers.ts'
import { isAllowed, MOST_ROBOTS_BYTES, parseRobots, type Robots } from './robots.ts'

export interface PageFetcherDeps {
  readonly clock: Clock
  readonly outbound: {
    readonly client: Pick<OutboundClient, 'request'>
    readonly vet: (url: string) => ReturnType<typeof vetUrl>
  }
  /** How we are called in robots.txt: `Posthorn`. */
  readonly product: string
  readonly version: string
}

const MOST_PAGE_BYTES = 20 * 1024 * 1024
const MOST_REDIRECTS = 5
const HEADERS_MS = 10 * SECOND_MS
const BODY_MS = 30 * SECOND_MS
/** RFC 9309, 2.4 allows a day. */
const ROBOTS_KEPT_MS = 10 * MINUTE_MS
const MOST_ORIGINS_KEPT = 500

type Answered = { readonly kind: 'answered'; readonly url: URL; readonly answer: Fetched }

/** Fetches pages through the guarded client. Every hop of a redirect is vetted and asks its own robots.txt. */
export function createPageFetcher(deps: PageFetcherDeps): PageFetcher {
  const fetcher = new Fetcher(deps)
  return { fetch: (page) => fetcher.fetch(page) }
}

class Fetcher {
  readonly #deps: PageFetcherDeps
  readonly #userAgent: string
  readonly #robots = new Map<string, { readonly robots: Robots; readonly until: number }>()

  constructor(deps: PageFetcherDeps) {
    this.#deps = deps
    this.#userAgent = `${deps.product}/${deps.version}`
  }

  async fetch(page: Parameters<PageFetcher['fetch']>[0]): ReturnType<PageFetcher['fetch']> {
    const url = URL.parse(page.url)
    if (!url) return fail('blocked_url', 'This is no complete URL. Give one such as https://example.com/help.')
    const headers = headersFor(this.#userAgent, page.tag)
    const found = await this.#follow(url, { headers, mostBytes: MOST_PAGE_BYTES, bodyMs: BODY_MS }, (hop) =>
      this.#askRobots(hop),
    )
    if (found.kind === 'failed') return found
    const { answer } = found
    if (answer.httpStatus === 304 && page.tag !== null) return { kind: 'unchanged' }
    const refusal = refusalOf(answer)
    if (refusal) return refusal
    const body = await bodyOf(answer, MOST_PAGE_BYTES)
    return 'kind' in body ? body : pageOf(found, body)
  }

  /** Asks for a URL, and for where it leads, at most so often. `mayAsk` says what forbids a hop; null: nothing. */
  async #follow(
    first: URL,
    limits: { readonly headers: Record<string, string>; readonly mostBytes: number; readonly bodyMs: number },
    mayAsk: (url: URL) => Promise<ReadingFailure | null>,
  ): Promise<Answered | ReadingFailure> {
    let url = first
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      // What stands after # is for the reader's browser, and never sent.
      url.hash = ''
      const forbidden = (await this.#vet(url)) ?? (await mayAsk(url))
      if (forbidden) return forbidden
      const answer = await this.#deps.outbound.client.request({
        target: prepareTarget(url.href),
        method: 'GET',
        headers: limits.headers,
        timeoutMs: HEADERS_MS,
        bodyMs: limits.bodyMs,
        maxBodyBytes: limits.mostBytes,
      })
      if (answer.kind === 'failed') return failedCall(answer)
      if (![301, 302, 303, 307, 308].includes(answer.httpStatus)) return { kind: 'answered', url, answer }
      const next = URL.parse(headerOf(answer, 'location') ?? '', url.href)
      if (!next) return fail('unreachable', `The page answers ${answer.httpStatus} and does not say where it went.`)
      url = next
    }
    return fail(
      'unreachable',
      `The page was not reached after ${MOST_REDIRECTS} redirects. Give the address where it is.`,
    )
  }

  async #vet(url: URL): Promise<ReadingFailure | null> {
    const vetted = await this.#deps.outbound.vet(url.href)
    if (vetted.ok) return null
    return fail(vetted.reason === 'dns' ? 'unreachable' : 'blocked_url', vetted.message)
  }

  async #askRobots(url: URL): Promise<ReadingFailure | null> {
    const robots = await this.#robotsOf(url.origin)
    if ('kind' in robots) return robots
    if (isAllowed(robots, url.pathname + url.search)) return null
    return fail(
      'robots_disallow',
      `The site's robots.txt keeps ${this.#deps.product} from this page. Allow it there, or upload the page as a file.`,
    )
  }

  async #robotsOf(origin: string): Promise<Robots | ReadingFailure> {
    const now = this.#deps.clock.monotonic()
    const kept = this.#robots.get(origin)
    if (kept && kept.until > now) return kept.robots
    const fetched = await this.#fetchRobots(origin)
    if ('kind' in fetched) return fetched
    this.#robots.delete(origin)
    this.#robots.set(origin, { robots: fetched, until: now + ROBOTS_KEPT_MS })
    const [oldest] = this.#robots.keys()
    if (this.#robots.size > MOST_ORIGINS_KEPT && oldest !== undefined) this.#robots.delete(oldest)
    return fetched
  }

  /** No file: all is allowed. A server that cannot say is not asked for anything else (RFC 9309, 2.3.1). */
  async #fetchRobots(origin: string): Promise<Robots | ReadingFailure> {
    const found = await this.#follow(
      new URL('/robots.txt', origin),
      { headers: headersFor(this.#userAgent, null), mostBytes: MOST_ROBOTS_BYTES, bodyMs: 10 * SECOND_MS },
      () => Promise.resolve(null),
    )
    if (found.kind === 'failed') return found
    const { httpStatus } = found.answer
    if (httpStatus >= 500) {
      return fail(
        'robots_disallow',
        `The site's robots.txt answers ${httpStatus}, so nothing may be fetched from it (RFC 9309). Try again when it answers.`,
      )
    }
    if (httpStatus < 200 || httpStatus >= 300) return []
    const body = await bodyOf({ ...found.answer, bodyComplete: true }, MOST_ROBOTS_BYTES)
    return 'kind' in body ? [] : parseRobots(body.toString('utf8'), this.#deps.product.toLowerCase())
  }
}

function failedCall({ error, detail }: { readonly error: string; readonly detail: string }): ReadingFailure {
  // The server is stopping: the call is made again by another process.
  if (error === 'cancelled') throw new Error(detail)
  return fail(
    error === 'blocked_address' ? 'blocked_url' : 'unreachable',
    `${detail}. Check the address, or try again later.`,
  )
}

function refusalOf(answer: Fetched): ReadingFailure | null {
  const { httpStatus } = answer
  if (httpStatus === 404 || httpStatus === 410) {
    return fail('not_found', `There is no page there (it answers ${httpStatus}). Check the address.`)
  }
  if (httpStatus === 401 || httpStatus === 403 || httpStatus === 407) {
    return fail('unreachable', `The page is not open to everybody (it answers ${httpStatus}). Upload it as a file.`)
  }
  if (httpStatus < 200 || httpStatus > 299) {
    return fail('unreachable', `The page answers ${httpStatus}. Try again later, or check the address.`)
  }
  const type = headerOf(answer, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (/^(image|audio|video|font)\//.test(type) || /^application\/(zip|gzip|json|javascript|x-7z|vnd\.rar)/.test(type)) {
    return fail('unsupported_type', `What is there is ${type}, and no page. Give the address of a page or a document.`)
  }
  return null
}

function pageOf({ url, answer }: Answered, bytes: Buffer): FetchedPage {
  const last = url.pathname.split('/').findLast((part) => part !== '') ?? url.hostname
  return {
    kind: 'fetched',
    file: { name: readable(last).slice(0, 200), mediaType: headerOf(answer, 'content-type'), bytes },
    url: url.href,
    tag: tagOf(answer),
  }
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part).replace(/[\p{Cc}\p{Cf}/\\]/gu, '')
  } catch {
    return part
  }
}
