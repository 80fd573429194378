import type { Document as PublicDocument, DocumentState, ReadinessState } from '@posthorn/contract'

import type { Language } from '../knowledge/index.ts'
import type { ReadingFailureCode } from './port.ts'

export type DocumentType = PublicDocument['type']
export type DocumentStep = NonNullable<PublicDocument['step']>
export type VersionOrigin = 'created' | 'updated' | 'rollback' | 'crawled'

/** Why a document cannot be used; `stuck`: reading it was begun often and never ended. */
export interface DocumentFailure {
  readonly code: ReadingFailureCode | 'stuck'
  /** A sentence for people that says what to do. */
  readonly message: string
}

/** Whose document it is. */
export interface Owner {
  readonly workspaceId: string
  readonly siteId: string
}

/** How a page is kept up to date. Times are milliseconds since 1970. */
export interface Crawl {
  readonly recrawlEveryMs: number | null
  /** When it is fetched next; null: when somebody asks for it. */
  readonly recrawlAt: number | null
  /** When it was last fetched, changed or not; null: never yet. */
  readonly crawledAt: number | null
  /** What to ask with next time (`ETag`, `Last-Modified`). */
  readonly crawlTag: string | null
  /** Why it could not be fetched again the last time, and how often in a row. */
  readonly crawlFailure: DocumentFailure | null
  readonly crawlFailures: number
}

/** A name for its versions, and how far the latest of them is. Times are milliseconds since 1970. */
export interface Document extends Owner, Crawl {
  readonly id: string
  readonly type: DocumentType
  readonly title: string
  readonly category: string | null
  readonly status: DocumentState
  readonly readiness: ReadinessState
  /** Null unless `processing`. */
  readonly step: DocumentStep | null
  readonly stepSince: number | null
  /** 0 to 100. */
  readonly progress: number
  readonly failure: DocumentFailure | null
  readonly sourceId: string | null
  readonly batchId: string | null
  readonly version: number
  /** The version on everybody's shelf; null: none. */
  readonly indexedVersion: number | null
  /** Of what was given, so that the same can be told. */
  readonly contentHash: string
  readonly language: Language | null
  readonly chunks: number
  readonly bytes: number
  readonly fileName: string | null
  readonly mediaType: string | null
  readonly sourceUrl: string | null
  readonly isExample: boolean
  /** How often reading the latest version was begun. */
  readonly takes: number
  /** The job that reads it; null: none did yet. */
  readonly takenBy: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** What a document said at one time. Never changed once it was read. */
export interface Version extends Owner {
  readonly documentId: string
  readonly version: number
  readonly title: string
  readonly category: string | null
  /** Of a `qa`. */
  readonly question: string | null
  /** Text in which spans count; the answer, of a `qa`. Null: not read, or not yet. */
  readonly content: string | null
  readonly contentHash: string
  readonly language: Language | null
  /** Pieces that it was cut into; null: not, or not yet. */
  readonly chunks: number | null
  readonly origin: VersionOrigin
  /** The version that was first to say this, of a rollback. */
  readonly originVersion: number | null
  readonly batchId: string | null
  /** Where it is to be found while its document is active; null: nowhere, it was taken back. */
  readonly shelf: string | null
  readonly madeBy: string
  readonly createdAt: number
}

/** A version without what is long. */
export type VersionRecord = Omit<Version, 'content'>

/** What has been read: its text is there, and was cut. */
export function isRead(version: Pick<Version, 'chunks'>): boolean {
  return version.chunks !== null
}
