import type { RolloutState, RolloutThresholds } from '@posthorn/contract'

import type { Figures } from './figures.ts'

/** A document in the version that a batch brings. */
export interface DocumentVersion {
  readonly documentId: string
  readonly sourceId: string | null
  readonly version: number
}

export interface Approval {
  readonly by: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly documents: number
  /** `contentMark` of what was approved. */
  readonly mark: string
}

export interface SmokeRun {
  readonly at: number
  readonly passed: number
  readonly failed: number
  /** `smokeMark` of what was asked of what. */
  readonly mark: string
}

/** A batch of documents on its way to the sessions of its site. */
export interface Rollout {
  readonly id: string
  readonly workspaceId: string
  readonly siteId: string
  readonly batchId: string
  readonly name: string
  readonly state: RolloutState
  /** Percent of the sessions that are shown the batch. Kept over a pause, in which nobody is; 100 while all are. */
  readonly share: number
  readonly stages: readonly number[]
  readonly thresholds: RolloutThresholds
  readonly approval: Approval | null
  readonly smoke: SmokeRun | null
  /** Why it was paused or rolled back. */
  readonly reason: string | null
  readonly pausedByWatch: boolean
  /** From when on the figures of the watch count; null: it never ran. */
  readonly watchedSince: number | null
  /** What became of the questions of the seven days before it was started; null: it never was. */
  readonly before: Figures | null
  readonly checkedAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly startedAt: number | null
  readonly pausedAt: number | null
  readonly expandedAt: number | null
  readonly endedAt: number | null
}

/** The shelf of a batch. What stands on it is found only by those who are shown it. */
export function shelfOfBatch(batchId: string): string {
  return `batch:${batchId}`
}

/** The next share of a rollout in percent, 100 for all; null: it goes no further. */
export function nextShare({ state, share, stages }: Pick<Rollout, 'state' | 'share' | 'stages'>): number | null {
  if (state === 'draft') return stages[0] ?? 100
  if (state === 'running') return stages.find((stage) => stage > share) ?? 100
  return null
}

/** The share that a paused rollout is resumed with: what it had, or the last of its stages where all saw it. */
export function resumedShare({ share, stages }: Pick<Rollout, 'share' | 'stages'>): number {
  return share < 100 ? share : (stages.at(-1) ?? 50)
}

/** Documents of a batch as they are noted in its log. */
export function versionsIn(documents: readonly DocumentVersion[]): DocumentVersion[] {
  return documents.map(({ documentId, sourceId, version }) => ({ documentId, sourceId, version }))
}
