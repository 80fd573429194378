import type { ApiError } from '../../kernel/api-error.ts'
import type { Language } from '../knowledge/index.ts'
import type { DocumentState } from '@posthorn/contract'
import type { Transaction } from '../../store/index.ts'
import type { RawFile } from './port.ts'

/** What a document says, by what it is. */
export type NewContent =
  | { readonly type: 'text'; readonly title: string; readonly content: string }
  /** `title` null: the question. */
  | { readonly type: 'qa'; readonly title: string | null; readonly question: string; readonly answer: string }
  /** `title` null: as the file itself says, or else its name. */
  | { readonly type: 'file'; readonly title: string | null; readonly file: RawFile }
  /** `title` null: as the page itself says, or else its address. It is fetched when its job runs, unless it was already. */
  | {
      readonly type: 'url'
      readonly title: string | null
      readonly url: string
      readonly recrawlEveryMs?: number | null | undefined
    }

/**
 * A document as somebody gives it. What is left out (undefined) stays as it is where `sourceId` names a known one, and is
 * otherwise as for everybody: no category, `active` (files: `draft`), its language by its words.
 */
export type NewDocument = NewContent & {
  readonly siteId: string
  readonly category?: string | null | undefined
  readonly status?: DocumentState | undefined
  readonly sourceId?: string | null | undefined
  readonly batchId?: string | null | undefined
  readonly language?: Language | null | undefined
  readonly isExample?: boolean
}

/** Where a version is to be found: on everybody's shelf, or on that of a batch that is being tried. */
export type ShelfOf = (
  tx: Transaction,
  version: { readonly workspaceId: string; readonly siteId: string; readonly batchId: string | null },
) => Promise<Placement>

export type Placement =
  | { readonly refused: ApiError }
  | {
      readonly shelf: string
      /** Is told of the version that was placed, in the same transaction. */
      readonly placed?: (placed: PlacedVersion) => Promise<void>
    }

export interface PlacedVersion {
  readonly documentId: string
  readonly sourceId: string | null
  readonly version: number
  /** An API key by its id, or what made it by its name. */
  readonly madeBy: string
}
