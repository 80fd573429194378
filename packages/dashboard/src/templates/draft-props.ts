import type { Draft, DraftField } from './draft.ts'

/** What the parts of the form are given. */
export interface DraftProps {
  draft: Draft
  set: (changed: Partial<Draft>) => void
  /** The API's words about a field. */
  faultAt: (field: DraftField) => string | null
}
