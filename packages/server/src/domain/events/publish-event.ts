import { isCustomEventType } from '@posthorn/contract'

import { ApiError, invalid } from '../../kernel/api-error.ts'
import { type Answer, AnsweredBefore, type Call, dataAnswer } from '../../kernel/call.ts'
import { isoTime } from '../../kernel/time.ts'
import type { BatchKind, Store } from '../../store/index.ts'
import { MOST_EVENT_BYTES, recorded, type RecordedEvent } from './event.ts'
import { type EventDeps, writeEvents } from './record-events.ts'
import type { SaveAnswers } from './port.ts'

interface Publication {
  readonly event: RecordedEvent
  readonly call: Call<'events.publish'>
  readonly answer: Answer
}

/** Publishes a `custom.*` event to every webhook that wants it (contract 3.2). Gathered with others in one commit. */
export function createPublishEvent(deps: EventDeps & { store: Store; saveAnswers: SaveAnswers }) {
  const publications: BatchKind<Publication, boolean> = {
    name: 'publish-event',
    async run(tx, items) {
      const fresh = await deps.saveAnswers(tx, items)
      await writeEvents(
        tx,
        items.filter((item) => fresh.has(item)).map((item) => item.event),
        deps,
      )
      return items.map((item) => fresh.has(item))
    },
  }
  return async (call: Call<'events.publish'>): Promise<Answer> => {
    const event = prepare(call, deps)
    const { id, type, occurredAt } = event
    const answer = dataAnswer(202, {
      id,
      event: type,
      event_id: id,
      timestamp: isoTime(occurredAt),
      workspace_id: call.caller.workspaceId,
    })
    if (!(await deps.store.grouped.submit(publications, { event, call, answer }))) throw new AnsweredBefore()
    return answer
  }
}

function prepare(call: Call<'events.publish'>, { clock, newId }: EventDeps): RecordedEvent {
  const { type, data, timestamp } = call.body
  if (!isCustomEventType(type)) {
    throw invalid(
      'type',
      `${JSON.stringify(type)} is not an event you may publish; use "custom." and a name of your own`,
    )
  }
  const occurredAt = timestamp === undefined ? clock.now() : Date.parse(timestamp)
  const event = recorded(newId.prefixed('evt'), { workspaceId: call.caller.workspaceId, type, data, occurredAt })
  if (Buffer.byteLength(event.raw) > MOST_EVENT_BYTES) {
    throw new ApiError('PAYLOAD_TOO_LARGE', { param: 'data', words: { limit_bytes: MOST_EVENT_BYTES } })
  }
  return event
}
