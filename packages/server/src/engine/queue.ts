import type { Reader } from '../store/index.ts'

/** A row that waits for work, as far as the engine looks into it. */
export interface Task {
  readonly id: string
  /** One destination. Rows of one lane share its slots and nothing else's. */
  readonly lane: string
  /** Who the lane belongs to (the workspace); groups take turns. */
  readonly group: string
  /**
   * Rows with the same key go out one after the other, never two at once; in the order of their ids as far as this process
   * holds them. A row that waits for its retry is overtaken by later ones, and by rows that another process was given:
   * whoever needs more has to look at the rows of the key when he inserts one (as messages do). Null: in any order.
   */
  readonly orderingKey: string | null
  /** Whether this is not the row's first attempt. Late attempts never take the last slots. */
  readonly late: boolean
  /** Roughly what the task holds in memory. */
  readonly bytes: number
}

/** How the destination took an attempt, for the lane's width. */
export type Feedback = 'good' | 'slow' | 'struggling'

export interface Performed<Outcome> {
  readonly outcome: Outcome
  readonly feedback: Feedback
}

/** When the row has to be looked at again, in milliseconds since 1970; null when it is finished. */
export interface Settled {
  readonly dueAt: number | null
}

/**
 * A table whose rows are work. It has the columns `id`, `due_at` (null: nothing left to do), `lease_owner` ('' when
 * free), `lane`, and `ordering_key` when it is `ordered`.
 */
export interface QueueDefinition<T extends Task, Outcome> {
  /** Also the name of its table. */
  readonly table: string
  readonly ordered: boolean
  /** Attempts under way at once on this process, all lanes together. */
  readonly slots: number
  /** Attempts under way at once in one lane: to begin with, and at most. */
  readonly laneSlots: { readonly first: number; readonly most: number }
  /** Whether this process may work on the rows of a lane now; all of them by default. Others are left to other processes. */
  takes?(lane: string): boolean
  /** Reads what the rows need to be worked on. Rows it leaves out are given back. */
  load(read: Reader, ids: readonly string[]): Promise<T[]>
  /** Does the work; calls the outside. Resolves with what happened, whatever happened. */
  perform(task: T): Promise<Performed<Outcome>>
  /** Writes what happened and what follows, in one transaction, for rows that `owner` still holds. */
  settle(task: T, outcome: Outcome, owner: string): Promise<Settled>
}

/** What the rest of the server does with a queue. */
export interface QueueHandle<T extends Task> {
  /** The owner to insert a new row with: this process where it has room to work on it at once, otherwise '' . */
  ownerFor(lane: string, bytes: number): string
  /** Hands over rows that have just been committed with an owner from `ownerFor`. Never throws. */
  committed(tasks: readonly T[], owner: string): void
  /** Says that rows without an owner were committed, due at `dueAt` (milliseconds since 1970). */
  scheduled(dueAt: number): void
}
