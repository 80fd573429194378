import type { DocumentState, ReadinessState } from '@posthorn/contract'

import type { Language } from '../knowledge/index.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { DocumentVersion, Rollout } from './rollout.ts'

/** A document of a batch as it stands. */
export interface BatchDocument extends DocumentVersion {
  readonly title: string
  /** Whether it may be used in answers at all. */
  readonly status: DocumentState
  /** How far the version of the batch is. */
  readonly readiness: ReadinessState
  /** What everybody else is answered from; null: nothing. */
  readonly liveVersion: number | null
  /** Whether the version of the batch is on the batch's shelf: what everybody else is answered from is hidden then. */
  readonly onShelf: boolean
  readonly updatedAt: number
}

/** What the version of the batch says, and what is said without it. */
export interface BatchText {
  readonly documentId: string
  readonly title: string
  readonly question: string | null
  readonly content: string
  readonly language: Language | null
  readonly before: string | null
}

type Of = Pick<Rollout, 'id' | 'workspaceId' | 'siteId' | 'batchId' | 'state'>

/** What a rollout does with its documents. Writes happen in the caller's transaction, and all or nothing. */
export interface BatchDocuments {
  /** Those that are still there and still the batch's, in the order given: what was changed since for everybody is not. */
  standing(read: Reader, rollout: Of, documents: readonly DocumentVersion[]): Promise<BatchDocument[]>
  /** Ids of documents whose version on the batch's shelf stands in for a live one. One query: asked with every question. */
  hidden(read: Reader, rollout: Pick<Rollout, 'workspaceId' | 'siteId' | 'batchId'>): Promise<string[]>
  texts(read: Reader, rollout: Of, documents: readonly DocumentVersion[]): Promise<BatchText[]>
  /** What only the batch has becomes a draft; what replaces a live version waits on the shelf, which nobody is shown. */
  takeOut(tx: Transaction, rollout: Of, documents: readonly DocumentVersion[]): Promise<void>
  /** Undoes that. */
  putBack(tx: Transaction, rollout: Of, documents: readonly DocumentVersion[]): Promise<void>
  /** Makes them everybody's, in place of what was. */
  publish(tx: Transaction, rollout: Of, documents: readonly DocumentVersion[]): Promise<void>
  /** Each says again, by a new version, what it said before; what only the batch has becomes a draft. */
  restore(tx: Transaction, rollout: Of, documents: readonly DocumentVersion[], by: string): Promise<void>
}
