import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { headingLines, readLines, stillSays } from './read-lines.ts'

const text = '# Hours\n\nOpen from 9 to 18.\nClosed on Sunday.\n| a | b |'

test('a quote is marked where it stands, over line ends too', () => {
  const start = text.indexOf('9 to')
  const lines = readLines(text, [{ start, end: text.indexOf(' on Sunday') }])
  assert.deepEqual(
    lines.map(({ pieces }) => pieces.map(({ text: piece, marked }) => (marked ? `[${piece}]` : piece)).join('')),
    ['# Hours', '', 'Open from [9 to 18.]', '[Closed] on Sunday.', '| a | b |'],
  )
  assert.deepEqual(
    lines.map(({ marked }) => marked),
    [false, false, true, true, false],
  )
})

test('headings and tables are told apart from text', () => {
  const lines = readLines(text)
  assert.deepEqual([lines[0]?.heading, lines[2]?.heading, lines[4]?.isTable], [1, 0, true])
})

test('of headings of the same words the one nearest before the quote is meant', () => {
  const twice = '# Shop\n## Hours\nNine to six.\n## Hours ##\nTen to two.\n## Hours\nNever.'
  const start = twice.indexOf('Ten')
  const lines = readLines(twice, [{ start, end: start + 3 }])
  assert.deepEqual([...headingLines(lines, ['Shop', 'Hours'])], [0, 3])
  assert.deepEqual([...headingLines(readLines(twice), ['Shop'])], [])
  assert.deepEqual([...headingLines(lines, ['Elsewhere'])], [])
})

test('nothing of the text is lost, whatever is marked', () => {
  const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([start, length]) => ({ start, end: start + length }))
  fc.assert(
    fc.property(fc.string(), fc.array(span, { maxLength: 3 }), (any, spans) => {
      const lines = readLines(any, spans)
      assert.equal(lines.map(({ pieces }) => pieces.map((piece) => piece.text).join('')).join('\n'), any)
      const marked = lines.flatMap(({ pieces }) => pieces.filter((piece) => piece.marked).map((piece) => piece.text))
      // By UTF-16 units, which are what spans count in.
      const inside = Array.from({ length: any.length }, (_unit, at) => (isIn(at) ? any.charAt(at) : ''))
      assert.equal(marked.join(''), inside.join('').replaceAll('\n', ''))
      function isIn(at: number): boolean {
        return spans.some(({ start, end }) => start <= at && at < end)
      }
    }),
  )
})

test('a text that was changed no longer says what was quoted', () => {
  assert.ok(stillSays(text, { start: 2, end: 7 }, 'Hours'))
  assert.ok(!stillSays(text, { start: 3, end: 8 }, 'Hours'))
})
