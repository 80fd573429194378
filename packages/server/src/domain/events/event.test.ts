import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { recorded, sealEnvelope } from './event.ts'

const draft = { workspaceId: 'ws_1', type: 'custom.thing' as const, occurredAt: Date.UTC(2026, 3, 19, 14, 30, 0, 999) }
const NASTY = [
  '\ud800',
  '\udc00\ud800',
  '\u2028\u2029',
  '\u0000',
  '</script>',
  '😀',
  'é',
  '"\\',
  '\u007f',
  '\ufeff',
  '1',
  '-0',
]

/** Whatever JSON can hold: odd keys, numbers at the edges, text in pieces. */
const anyJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, -0, 0, 1e21, 1e-7, 5e-324, 2 ** 53, -1.5, 123456789012345680000),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...NASTY) }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .array(
        fc.tuple(
          fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', '', '0', '10', '2', ...NASTY), fc.string()),
          tie('value'),
        ),
        { maxLength: 6 },
      )
      .map((entries) =>
        entries.reduce(
          (object, [key, value]) =>
            Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true }),
          {},
        ),
      ),
  ),
})).value

describe('the envelope of an event', () => {
  test('has exactly the six fields, its id twice, and a time of whole seconds', () => {
    const raw = sealEnvelope('evt_1', { ...draft, data: { name: 'Zoë' } })
    assert.equal(
      raw,
      '{"id":"evt_1","event":"custom.thing","event_id":"evt_1","timestamp":"2026-04-19T14:30:00Z","workspace_id":"ws_1","data":{"name":"Zoë"}}',
    )
  })

  test('survives being parsed and serialised again, byte for byte, whatever its data holds', () => {
    const property = fc.property(anyJson, (data) => {
      const raw = sealEnvelope('evt_1', { ...draft, data: data as object })
      assert.equal(JSON.stringify(JSON.parse(raw)), raw)
      // Through the wire as UTF-8 and back.
      const bytes = Buffer.from(raw)
      assert.ok(Buffer.from(JSON.stringify(JSON.parse(bytes.toString()))).equals(bytes))
    })
    fc.assert(property, { seed: 2026, numRuns: 2_000 })
  })

  test('survives it too when the data came in as JSON text with odd spelling', () => {
    for (const text of [
      '{"b":1,"a":2,"1":3,"0":4}',
      '{"__proto__":{"x":1}}',
      '[1E21,-0,1.0,1e2]',
      '"\\ud83d\\ude00\\u0041\\/"',
      '{"a":1,"a":2}',
      '{"":""}',
    ]) {
      const raw = sealEnvelope('evt_1', { ...draft, data: JSON.parse(text) as object })
      assert.equal(JSON.stringify(JSON.parse(raw)), raw, text)
    }
  })

  test('is compact: no space, no line end, no escape that is not needed', () => {
    const raw = sealEnvelope('evt_1', { ...draft, data: { 'a b': ['é', 1, { c: '\ud800' }] } })
    assert.match(raw, /"data":\{"a b":\["é",1,\{"c":"\\ud800"\}\]\}\}$/)
  })

  test('is kept with what is needed to send it', () => {
    const event = recorded('evt_1', { ...draft, data: {} })
    assert.deepEqual(
      { ...event, raw: '' },
      { id: 'evt_1', workspaceId: 'ws_1', type: 'custom.thing', raw: '', occurredAt: draft.occurredAt, alsoTo: null },
    )
  })
})
