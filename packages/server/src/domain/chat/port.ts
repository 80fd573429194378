import type { ModelFailure } from '../knowledge/port.ts'

/** What a session is shown. */
export interface ShownShelves {
  readonly shelves: readonly string[]
  /** Ids of documents whose live chunks are not shown: the batch has them as they are to be. */
  readonly hidden?: readonly string[]
  /** The batch that is being tried on this session; null: it sees what everybody sees. */
  readonly batchId: string | null
}

/** Which shelves of a site a session is shown: the same one always sees the same, for as long as a stage lasts. */
export type ChooseShelves = (session: {
  readonly workspaceId: string
  readonly siteId: string
  readonly sessionId: string
}) => Promise<ShownShelves>

/** What a language model is asked. */
export interface Prompt {
  /** What it is to do. */
  readonly orders: string
  /** What it is to do it with. */
  readonly data: string
}

export interface Completed {
  readonly kind: 'completed'
  readonly text: string
}

/** A language model: words after words. */
export interface LanguageModel {
  readonly name: string
  /** Rejects with what `onText` throws, and with nothing else. */
  complete(
    prompt: Prompt,
    call: {
      /** Milliseconds for all of it, further tries included. */
      readonly withinMs: number
      readonly signal?: AbortSignal
      /** Hears the text as it comes, piece by piece. Once it has heard something there is no further try. */
      readonly onText?: (piece: string) => void
    },
  ): Promise<Completed | ModelFailure>
}
