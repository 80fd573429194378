import { eventTypes, events, parseEventPattern } from '@posthorn/contract'

import { invalid, notFound } from '../../kernel/api-error.ts'
import type { Answer, Call, Handlers } from '../../kernel/call.ts'
import { pageAnswer } from '../../kernel/page.ts'
import type { Store } from '../../store/index.ts'
import type { DeliveriesOfEvent } from './port.ts'
import { type Cursor, eventById, type EventRow, eventsAfter } from './store.ts'

const FROM_THE_BEGINNING: Cursor = { position: -1, id: '' }
const DEFAULT_LIMIT = 20
const MOST_EVENTS = 100

export interface EventRouteDeps {
  readonly store: Store
  readonly publish: (call: Call<'events.publish'>) => Promise<Answer>
  readonly deliveriesOf: DeliveriesOfEvent
}

export function eventRoutes({
  store,
  publish,
  deliveriesOf,
}: EventRouteDeps): Handlers<'events.list' | 'events.get' | 'events.publish' | 'eventTypes.list'> {
  return {
    'events.publish': publish,

    async 'events.list'({ caller, query }) {
      const limit = Math.min(query.limit ?? DEFAULT_LIMIT, MOST_EVENTS)
      const after = query.cursor === undefined ? FROM_THE_BEGINNING : readCursor(query.cursor)
      const since = query.since === undefined ? 0 : Date.parse(query.since)
      const filter = { ...typeFilter(query.event_type), since, limit: limit + 1 }
      const rows = await eventsAfter(store, caller.workspaceId, after, filter)
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      const meta = { next_cursor: last ? writeCursor(last) : (query.cursor ?? null), has_more: rows.length > limit }
      return { status: 200, body: { data: page.map(render), meta } }
    },

    async 'events.get'({ caller, params }) {
      const row = await eventById(store.read, caller.workspaceId, params.event_id)
      if (!row) throw notFound('event')
      return {
        status: 200,
        body: { data: { ...render(row), deliveries: await deliveriesOf(caller.workspaceId, row.id) } },
      }
    },

    'eventTypes.list'() {
      const catalogue = eventTypes.map((type) => ({
        type,
        category: events[type].category,
        summary: events[type].summary,
        schema: events[type].data,
        example: events[type].example,
      }))
      return Promise.resolve(pageAnswer({ page: 1, perPage: catalogue.length, offset: 0 }, catalogue.length, catalogue))
    },
  }
}

/** The event as it was sent: its stored bytes, parsed. */
function render(row: EventRow): object {
  return JSON.parse(row.raw) as object
}

/** A type, or a pattern such as `message.*`, as what the statement compares with. */
function typeFilter(item: string | undefined): { type: string; prefix: string } {
  if (item === undefined) return { type: '', prefix: '' }
  const pattern = parseEventPattern(item)
  switch (pattern.kind) {
    case 'refused':
      throw invalid('event_type', pattern.message)
    case 'all':
      return { type: '', prefix: '' }
    case 'category':
      return { type: '', prefix: `${pattern.category}.` }
    case 'custom-prefix':
      return { type: '', prefix: pattern.prefix }
    case 'type':
    case 'custom-type':
      return { type: pattern.type, prefix: '' }
  }
}

function writeCursor({ position, id }: Cursor): string {
  return Buffer.from(`${position}.${id}`).toString('base64url')
}

function readCursor(text: string): Cursor {
  // 15 digits are enough for any position, and always a number that both databases take.
  const match = /^(\d{1,15})\.(evt_\w{1,60})$/.exec(Buffer.from(text, 'base64url').toString('latin1'))
  if (!match) throw invalid('cursor', 'give the next_cursor of an earlier answer, unchanged')
  return { position: Number(match[1]), id: match[2] ?? '' }
}
