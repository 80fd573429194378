import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { namesIn, parseTemplate, TemplateFault } from './parse-template.ts'
import { asIs, escapeHtml, onOneLine, RenderedTooLong, renderTemplate } from './render-template.ts'

const MOST = 10_000
const fill = (text: string, variables: object, escape = asIs) =>
  renderTemplate(parseTemplate(text), variables as Record<string, unknown>, escape, MOST)
const filled = (text: string, variables: object, escape = asIs) => {
  const { text: result, missing } = fill(text, variables, escape)
  assert.deepEqual(missing, [])
  return result
}
const fault = (text: string) => {
  try {
    parseTemplate(text)
  } catch (error) {
    assert.ok(error instanceof TemplateFault)
    return error.problem
  }
  assert.fail(`${text} was taken`)
}

describe('a template', () => {
  test('is filled with texts, numbers and booleans, those inside others by dots', () => {
    assert.equal(
      filled('{{ name }}, {{order.number}} {{order.paid}} {{zero}}', {
        name: 'Maria',
        order: { number: 1042, paid: false },
        zero: 0,
      }),
      'Maria, 1042 false 0',
    )
    assert.equal(filled('no tags { } {', {}), 'no tags { } {')
    assert.equal(filled('a{{! not shown }}b', {}), 'ab')
  })

  test('names all that is missing, once, and whatever is no text', () => {
    assert.deepEqual(fill('{{a}} {{b.c}} {{a}} {{d}} {{e}} {{f}}', { d: null, e: {}, f: ['x'], b: 'text' }), {
      text: '{{a}} {{b.c}} {{a}} {{d}} {{e}} {{f}}',
      missing: ['a', 'b.c', 'd', 'e', 'f'],
    })
    assert.equal(filled('[{{a}}]', { a: '' }), '[]', 'an empty text is a value')
  })

  test('repeats a section for a list, shows it for a value, and its opposite for none', () => {
    const template = '{{#items}}{{name}} x{{count}};{{/items}}{{^items}}nothing{{/items}}'
    assert.equal(filled(template, { items: [{ name: 'A', count: 1 }, { name: 'B' }], count: 2 }), 'A x1;B x2;')
    for (const items of [undefined, null, false, '', 0, []]) assert.equal(filled(template, { items }), 'nothing')
    assert.equal(filled('{{#tags}}{{.}},{{/tags}}', { tags: ['a', 1] }), 'a,1,')
    assert.equal(filled('{{#o}}{{#o.p}}{{q}}{{/o.p}}{{/o}}', { o: { p: { q: 7 } } }), '7')
  })

  test('is escaped for HTML, and kept on one line for a header', () => {
    assert.equal(
      filled('<a title="{{x}}">{{x}}</a>', { x: `"><script>'&` }, escapeHtml),
      '<a title="&quot;&gt;&lt;script&gt;&#39;&amp;">&quot;&gt;&lt;script&gt;&#39;&amp;</a>',
    )
    assert.equal(filled('Hi {{x}}', { x: 'a\r\nBcc: b@example.com\0' }, onOneLine), 'Hi a Bcc: b@example.com ')
  })

  test('reaches nothing but what it was given', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'a.constructor', 'a.length', 'list.length', 'list.at'])
      assert.deepEqual(fill(`{{${name}}}`, { a: 'x', list: [1] }).missing, [name])
    assert.deepEqual(fill('{{#constructor}}x{{/constructor}}', {}).text, '')
  })

  test('is refused with the reason where it cannot be read', () => {
    assert.match(fault('a {{b'), /"\{\{b" is not closed/)
    assert.match(fault('{{#a}}x'), /\{\{#a\}\} is not closed/)
    assert.match(fault('{{#a}}{{#b}}{{/a}}{{/b}}'), /"\{\{\/a\}\}" closes nothing/)
    assert.match(fault('{{/a}}'), /closes nothing/)
    assert.match(fault('{{{a}}}'), /unescaped/)
    assert.match(fault('{{&a}}'), /no name/)
    assert.match(fault('{{> partial}}'), /no name/)
    assert.match(fault('{{=<% %>=}}'), /no name/)
    assert.match(fault('{{}}'), /no name/)
    assert.match(fault(`{{${'a'.repeat(101)}}}`), /no name/)
    assert.match(fault('{{#a}}'.repeat(6) + '{{/a}}'.repeat(6)), /deep/)
    assert.match(fault('{{a}}'.repeat(1_001)), /more than 1000/)
  })

  test('of lists in lists does not run away', () => {
    const list = Array.from({ length: 1_000 }, () => ({ x: 1 }))
    assert.throws(() => fill('{{#l}}{{#l}}{{#l}}x{{/l}}{{/l}}{{/l}}', { l: list }), RenderedTooLong)
    assert.throws(() => fill('{{#l}}{{#l}}{{#l}}{{#l}}{{/l}}{{/l}}{{/l}}{{/l}}', { l: list }), RenderedTooLong)
  })

  test('says which names it uses', () => {
    assert.deepEqual(namesIn(['{{a}} {{b.c}} {{a}}', '{{#d}}{{e}} {{.}}{{/d}}{{^f}}{{/f}}'].map(parseTemplate)), [
      'a',
      'b.c',
      'd',
      'e',
      'f',
    ])
  })

  test('whatever it is: it is read or refused, and what is read is filled without markup of the values', () => {
    const piece = fc.constantFrom('{{', '}}', '{', '}', '#', '/', '^', '!', 'a', 'b.c', ' ', '<p>', '.')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.jsonValue({ maxDepth: 3 }), (pieces, a) => {
        let template
        try {
          template = parseTemplate(pieces.join(''))
        } catch (error) {
          assert.ok(error instanceof TemplateFault, String(error))
          return
        }
        const { text } = renderTemplate(template, { a }, (value) => `<${value.replaceAll(/./gs, '-')}>`, MOST)
        assert.equal(typeof text, 'string')
      }),
      { numRuns: 2_000 },
    )
  })
})
