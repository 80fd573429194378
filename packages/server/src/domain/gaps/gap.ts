import type { GapQuote, GapReason, GapState } from '@posthorn/contract'

/** Questions that nothing answered, and that ask the same. Times are milliseconds since 1970. */
export interface Gap {
  readonly id: string
  readonly workspaceId: string
  readonly siteId: string
  readonly state: GapState
  /** It was resolved, and was asked again in vain. */
  readonly reopened: boolean
  readonly questionCount: number
  readonly reasons: Readonly<Record<GapReason, number>>
  /** Masked; the one that stands for the others first. */
  readonly examples: readonly string[]
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  /** As we made it. */
  readonly draft: {
    readonly question: string
    /** Null: nothing is near. */
    readonly answer: string | null
    readonly quotes: readonly GapQuote[]
  }
  /** What a person wrote in its place; null: nothing. */
  readonly edited: {
    readonly question: string | null
    readonly answer: string | null
    readonly title: string | null
    readonly category: string | null
  }
  /** What its approval made; null: it was never approved. */
  readonly documentId: string | null
  readonly resolvedAt: number | null
  readonly dismissedAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** One question of a gap. */
export interface GapQuestionRow {
  readonly requestId: string
  readonly sessionId: string
  /** Masked. */
  readonly question: string
  readonly language: string
  readonly reason: GapReason
  readonly askedAt: number
}
