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
