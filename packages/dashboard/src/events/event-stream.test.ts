import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleEvent } from '@posthorn/contract'
import { addPage, type Stream } from './event-stream.ts'

const empty: Stream = { events: [], cursor: null, since: '2026-04-19T14:30:00Z', hasMore: false }
const event = (number: number) => ({ ...sampleEvent, event_id: `evt_${number}` })
const idsOf = (stream: Stream) => stream.events.map(({ event_id: id }) => id)

test('the newest stand on top, and none twice', () => {
  let stream = addPage(empty, [event(1), event(2)], { next_cursor: 'a', has_more: true })
  stream = addPage(stream, [event(2), event(3)], { next_cursor: 'b', has_more: false })
  assert.deepEqual(idsOf(stream), ['evt_3', 'evt_2', 'evt_1'])
  assert.deepEqual([stream.cursor, stream.hasMore], ['b', false])
})

test('a page without events keeps the place', () => {
  const stream = addPage({ ...empty, cursor: 'a' }, [], { next_cursor: null, has_more: false })
  assert.equal(stream.cursor, 'a')
})

test('the oldest are let go where there are too many', () => {
  const page = Array.from({ length: 600 }, (_event, index) => event(index))
  const ids = idsOf(addPage(empty, page, { next_cursor: 'a', has_more: false }))
  assert.equal(ids.length, 500)
  assert.deepEqual([ids[0], ids.at(-1)], ['evt_599', 'evt_100'])
})
