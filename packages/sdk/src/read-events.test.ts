import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { createEventReader } from './read-events.ts'

const stream = ': hello\n\nevent: delta\ndata: {"text":"Öffnet"}\n\nevent: done\ndata: {\ndata: }\n\ndata:last\n\n'
const expected = [
  { type: 'delta', data: '{"text":"Öffnet"}' },
  { type: 'done', data: '{\n}' },
  { type: 'message', data: 'last' },
]

test('events come out whole, wherever the pieces are cut and whatever ends the lines', () => {
  fc.assert(
    fc.property(fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat(120), { maxLength: 6 }), (end, cuts) => {
      const text = stream.replaceAll('\n', end)
      const read = createEventReader()
      const places = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length]
      const events = places.slice(1).flatMap((place, index) => read(text.slice(places[index], place)))
      // A CR at the very end may yet be half of a line end: what follows, or the end of the stream, tells.
      assert.deepEqual([...events, ...(end === '\r' ? read('\n') : [])], expected)
    }),
  )
})

test('what is not whole is not given', () => {
  const read = createEventReader()
  assert.deepEqual(read('data: half'), [])
  assert.deepEqual(read(' of it\n\n'), [{ type: 'message', data: 'half of it' }])
})
