import type { EventDataByType } from './generated/events.ts'

interface Envelope<Type extends string, Data> {
  /** The same as `event_id`. */
  id: string
  event: Type
  /** De-duplicate by it: the same on every attempt and for every webhook. */
  event_id: string
  /** When it happened. */
  timestamp: string
  workspace_id: string
  data: Data
}

export type CatalogueEvent = {
  [Type in keyof EventDataByType]: Envelope<Type, EventDataByType[Type]>
}[keyof EventDataByType]

/** An event that a workspace published itself. */
export type CustomEvent = Envelope<`custom.${string}`, Record<string, unknown>>

/** What a webhook receives. A newer server may send types that are not listed here: keep a default branch. */
export type WebhookEvent = CatalogueEvent | CustomEvent
