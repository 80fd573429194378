/** Why a document cannot be read: a word for programs. */
export type ReadingFailureCode =
  | 'unsupported_type'
  | 'too_large'
  | 'too_many_pages'
  | 'expands_too_much'
  | 'encrypted'
  | 'broken'
  | 'empty'
  | 'took_too_long'
  | 'blocked_url'
  | 'robots_disallow'
  | 'not_found'
  | 'unreachable'

export interface ReadingFailure {
  readonly kind: 'failed'
  readonly code: ReadingFailureCode
  /** A sentence for people that says what to do. */
  readonly message: string
}

/** A file as it was sent or fetched. */
export interface RawFile {
  readonly name: string
  /** As its sender said; null: nothing. What it is, its bytes decide. */
  readonly mediaType: string | null
  readonly bytes: Uint8Array
}

/** What a file says, as text with the structure of Markdown (headings, lists, tables): chunks are cut from it. */
export interface FileText {
  readonly kind: 'read'
  /** As the file itself says; null: it does not. */
  readonly title: string | null
  readonly content: string
}

/** Reads files without trusting them: in limits of time, memory and size, away from the thread that serves. */
export interface FileReader {
  read(file: RawFile): Promise<FileText | ReadingFailure>
}

export interface FetchedPage {
  readonly kind: 'fetched'
  readonly file: RawFile
  /** Where it was found in the end. */
  readonly url: string
  /** What to ask with next time, so that an unchanged page need not be sent (`ETag`, `Last-Modified`); null: nothing. */
  readonly tag: string | null
}

/** Fetches pages by the guarded client, where robots.txt lets us (RFC 9309). */
export interface PageFetcher {
  fetch(page: {
    readonly url: string
    readonly tag: string | null
  }): Promise<FetchedPage | { readonly kind: 'unchanged' } | ReadingFailure>
}
