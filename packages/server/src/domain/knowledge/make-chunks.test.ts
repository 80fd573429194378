import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { analyseText } from './analyse-text.ts'
import { cellsOf, isQuoteAt, quoteOf } from './chunk.ts'
import { makeChunks } from './make-chunks.ts'

const chunksOf = (source: string) => makeChunks(source, { title: 'Shipping', language: 'en' })
const brief = (source: string) =>
  chunksOf(source).map(({ kind, headings, lead, text }) => [kind, headings.join(' > '), lead, text])

test('prose, lists, tables and questions become chunks under their headings', () => {
  const source = `# Shipping

We ship daily.

## Prices

| Zone | Price |
|---|---|
| 1 | €4.90 |
| 2 | a \\| b |

### What we need:

Please tell us:

- your name
- your address

  of today

## Questions

**Is it insured?**
Yes, up to €500.

Underlined
---

1. First
`
  assert.deepEqual(brief(source), [
    ['prose', '', '', 'We ship daily.'],
    ['row', 'Prices', '| Zone | Price |', '| 1 | €4.90 |'],
    ['row', 'Prices', '| Zone | Price |', '| 2 | a \\| b |'],
    ['list', 'Prices > What we need:', '', 'Please tell us:\n\n- your name\n- your address\n\n  of today'],
    ['answer', 'Questions', 'Is it insured?', 'Yes, up to €500.'],
    ['list', 'Underlined', '', '1. First'],
  ])
  assert.deepEqual(cellsOf('| 2 | a \\| b |'), ['2', 'a | b'])
})

test('a question without an answer, an open fence, a table without a header and windows line ends are read', () => {
  assert.deepEqual(brief('**Why?**\n\n# Next'), [['prose', '', '', '**Why?**']])
  assert.deepEqual(brief('```\n# no heading'), [['prose', '', '', '```\n# no heading']])
  assert.deepEqual(brief('| a | b |\r\n'), [['row', '', '', '| a | b |']])
  assert.deepEqual(brief('---\ntitle: x\n---\nText'), [['prose', '', '', 'Text']])
})

test('a long list keeps its lead-in with every piece, and long text is cut without losing a word', () => {
  const items = Array.from({ length: 60 }, (_, index) => `- item ${index} with some words to fill its line`)
  const pieces = chunksOf(`We sell these:\n\n${items.join('\n')}`)
  assert.ok(pieces.length > 2)
  for (const { lead } of pieces) assert.equal(lead, 'We sell these:')
  const words = Array.from({ length: 2000 }, (_, index) => `word${index}`).join(' ')
  const cut = chunksOf(words)
  assert.equal(quoteOf(cut.map(({ text }) => text).join(' ')), words)
  for (const { text } of cut) assert.ok(text.length <= 900)
})

const line = fc.oneof(
  fc.constantFrom(
    '',
    '# A',
    '## B?',
    '| a | b |',
    '|---|---|',
    '- x',
    '1. y',
    '```',
    '**Q?**',
    '---',
    '> q',
    'lead:',
    '\0',
    '\ud800',
  ),
  fc.string({ unit: 'binary' }),
  fc.lorem({ maxCount: 3, mode: 'sentences' }),
)

test('every chunk is what stands at its span, in order and without overlap, whatever the document', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
      const source = lines.join(end)
      let last = 0
      for (const [index, chunk] of chunksOf(source).entries()) {
        assert.equal(chunk.position, index)
        assert.equal(chunk.text, source.slice(chunk.start, chunk.end))
        assert.ok(isQuoteAt(source, chunk, quoteOf(chunk.text)))
        assert.ok(chunk.start >= last, 'overlaps the one before')
        assert.ok(chunk.text.length <= 900)
        last = chunk.end
      }
    }),
  )
})

test('a quote that is not there, or not whole, or elsewhere is none', () => {
  const source = 'We ship  to\nIreland. We do not ship to Japan.'
  assert.ok(isQuoteAt(source, { start: 0, end: 20 }, 'We ship to Ireland.'))
  assert.ok(!isQuoteAt(source, { start: 0, end: 20 }, 'We ship to Japan.'))
  assert.ok(!isQuoteAt(source, { start: 1, end: 20 }, 'We ship to Ireland.'))
  assert.ok(!isQuoteAt(source, { start: 0, end: 200 }, quoteOf(source)))
  assert.ok(!isQuoteAt(source, { start: 3, end: 3 }, ''))
})

test('hostile text takes time in proportion to its length', () => {
  const hostile = [
    'a',
    '- ',
    '|',
    '**',
    'a.',
    '[a](',
    '\0\ud800',
    'a@',
    '>',
    '1.',
    '-',
    '| - ',
    'a-',
    '\n',
    '#',
    '\u0301',
    '\\|',
    '. ',
    '**a?**\n',
    ' \n- a\n',
    ' '.repeat(50),
    '\t',
    '=\n',
    '"',
  ]
  for (const piece of hostile) {
    const timeOf = (length: number): number => {
      const source = piece.repeat(length / piece.length)
      const since = performance.now()
      for (const { text } of chunksOf(source)) analyseText(text, 'en')
      analyseText(source, 'en')
      return performance.now() - since
    }
    timeOf(5_000)
    const [short, long] = [timeOf(20_000), timeOf(160_000)]
    // Eight times the text; sixty-four times the time would be its square. The floor keeps a busy machine out of it.
    assert.ok(long < Math.max(1000, short * 30), `${JSON.stringify(piece)}: ${short} ms, then ${long} ms`)
  }
})
