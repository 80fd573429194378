import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { type ChangedDocument, generateQuestions } from './generate-questions.ts'

const page = (content: string, other: Partial<ChangedDocument> = {}): ChangedDocument => ({
  ...{ documentId: 'doc_1', title: 'Page', question: null, language: 'en', before: null },
  content,
  ...other,
})
const made = (document: ChangedDocument, most = 20) =>
  generateQuestions(document, most).map(({ wordings: [first], expected }) => `${first} → ${expected}`)

test('a question with its answer is asked as it is', () => {
  const document = page('From nine to five.', { question: 'When are you open?' })
  assert.deepEqual(made(document), ['When are you open? → From nine to five.'])
})

test('questions that a text asks itself, rows, definitions and headings are asked for', () => {
  const content = [
    '# Shipping',
    '## Express',
    'Express shipping costs €9.90. A working day is a day from Monday to Friday.',
    '## Prices',
    '| Country | Standard price |',
    '|---|---|',
    '| Ireland | €4.90 |',
    '## Questions',
    '**Do you deliver on Sundays?**',
    'No, never.',
  ].join('\n\n')
  assert.deepEqual(made(page(content.replaceAll('|\n\n|', '|\n|'), { title: 'Shipping' })).sort(), [
    'Do you deliver on Sundays? → No, never.',
    'How much does express shipping cost? → Express shipping costs €9.90.',
    'What about express? → Express shipping costs €9.90. A working day is a day from Monday to Friday.',
    'What is a working day? → A working day is a day from Monday to Friday.',
    'What is the standard price for Ireland? → | Ireland | €4.90 |',
  ])
})

test('they are asked in the language of the document', () => {
  const content =
    '## Entrega expressa\n\nA entrega expressa custa R$ 29,90.\n\n## Onde não entregamos\n\nFora do Brasil.'
  assert.deepEqual(made(page(content, { language: 'pt' })), [
    'Quanto custa a entrega expressa? → A entrega expressa custa R$ 29,90.',
    'Onde não entregamos? → Fora do Brasil.',
  ])
  const german = page('Der Versand kostet 4,90 Euro.', { language: 'de', title: 'Versand' })
  assert.equal(made(german)[0], 'Was kostet der Versand? → Der Versand kostet 4,90 Euro.')
})

test('of a document that replaces another only what changed is asked for', () => {
  const before = '## Express\n\nExpress shipping costs €9.90.\n\n## Returns\n\nA return costs €3.00.'
  const now = before.replace('€9.90', '€7.90')
  const questions = generateQuestions(page(now, { before }), 20)
  assert.ok(questions.length > 0)
  for (const { expected } of questions) assert.match(expected, /7\.90/)
})

test('a sentence that points to another, or says what something is not, defines nothing', () => {
  const content =
    'It is a lamp. This costs €3.00. Express is not offered in zone 4. If the parcel is late, write to us.'
  assert.deepEqual(made(page(content, { title: '' })), [])
})

test('of a table of a thousand rows a few are asked for', () => {
  const rows = Array.from({ length: 1000 }, (_, n) => `| Town${n} | ${n}.50 |`)
  const content = ['| Town | Price |', '|---|---|', ...rows].join('\n')
  assert.ok(made(page(content), 100).length <= 4)
})

test('whatever the text, there are no more than asked for, each with a passage, none twice, the same each time', () => {
  const words = fc.constantFrom(
    '# A',
    '## B?',
    '| a | b |',
    '|---|---|',
    'Lamps cost 3.',
    '**Why?**',
    '',
    '- item',
    '\0',
    '\ud83d',
    'x is a y.',
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      (lines, most) => {
        const document = page(lines.join('\n'))
        const questions = generateQuestions(document, most)
        assert.ok(questions.length <= most)
        for (const { wordings, expected } of questions) assert.ok(wordings[0].length > 2 && expected.length > 0)
        assert.equal(new Set(questions.map(({ wordings: [first] }) => first.toLowerCase())).size, questions.length)
        assert.deepEqual(generateQuestions(document, most), questions)
      },
    ),
  )
})
