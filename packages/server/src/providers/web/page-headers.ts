import type { Fetched } from '../../kernel/guarded-fetch/index.ts'

/** First value of a header of an answer; null: it has none. */
export function headerOf({ responseHeaders }: Fetched, name: string): string | null {
  const value = responseHeaders[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}

interface Tag {
  readonly etag?: string
  readonly modified?: string
}

/** A longer one is no help. */
const MOST_TAG = 500

/** What to ask with next time (RFC 9110, 13.1); null: the server gives nothing to ask with. */
export function tagOf(answer: Fetched): string | null {
  const etag = headerOf(answer, 'etag')
  const modified = headerOf(answer, 'last-modified')
  const tag: Tag = { ...(isHeader(etag) && { etag }), ...(isHeader(modified) && { modified }) }
  return Object.keys(tag).length === 0 ? null : JSON.stringify(tag)
}

function isHeader(value: string | null): value is string {
  return value !== null && value.length <= MOST_TAG && /^[\x20-\x7e]+$/.test(value)
}

export function headersFor(userAgent: string, tag: string | null): Record<string, string> {
  const { etag, modified } = readTag(tag)
  return {
    'user-agent': userAgent,
    accept: 'text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf;q=0.9, */*;q=0.5',
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(modified !== undefined && { 'if-modified-since': modified }),
  }
}

function readTag(tag: string | null): Tag {
  if (tag === null) return {}
  try {
    return JSON.parse(tag) as Tag
  } catch {
    return {}
  }
}
