import type { CustomEventType, EventType } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'

/** Something that happened, before it has an id. */
export interface EventDraft {
  readonly workspaceId: string
  readonly type: EventType | CustomEventType
  readonly data: object
  /** Milliseconds since 1970. */
  readonly occurredAt: number
  /** A webhook that gets the event whatever it subscribes to (a message's `callback_url`). */
  readonly alsoTo?: string | null
}

/** An event as it is stored and sent. `raw` is never built again: these are the bytes that every attempt signs. */
export interface RecordedEvent {
  readonly id: string
  readonly workspaceId: string
  readonly type: string
  readonly raw: string
  readonly occurredAt: number
  readonly alsoTo: string | null
}

/**
 * Receivers with `express.json()` refuse more than 100 kB; that would make every attempt of the ladder useless
 * (contract 4.2).
 */
export const MOST_EVENT_BYTES = 90_000

/** The envelope (contract 4.2), compact, as `JSON.stringify` writes it: receivers may re-serialise it byte for byte. */
export function sealEnvelope(id: string, draft: EventDraft): string {
  return JSON.stringify({
    id,
    event: draft.type,
    event_id: id,
    timestamp: isoTime(draft.occurredAt),
    workspace_id: draft.workspaceId,
    data: draft.data,
  })
}

export function recorded(id: string, draft: EventDraft): RecordedEvent {
  return {
    id,
    workspaceId: draft.workspaceId,
    type: draft.type,
    raw: sealEnvelope(id, draft),
    occurredAt: draft.occurredAt,
    alsoTo: draft.alsoTo ?? null,
  }
}
