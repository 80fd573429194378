import type { Chunk } from './chunk.ts'

/** Whose documents. */
export interface Site {
  readonly workspaceId: string
  readonly siteId: string
}

/** What everybody finds. Other shelves are found only by those who are shown them: a batch that is being tried. */
export const LIVE = 'live'

/** A document as the index knows it. Drafts and documents that are not ready are not in the index at all. */
export interface IndexedDocument extends Site {
  readonly documentId: string
  readonly version: number
  readonly title: string
  readonly shelf: string
}

/** A chunk that was found, with its document. */
export interface FoundChunk extends Chunk {
  readonly number: number
  readonly documentId: string
  readonly version: number
  readonly title: string
  readonly shelf: string
}
