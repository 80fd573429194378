import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { type RouteRow, routes } from '@posthorn/contract'

import { ApiError } from '../kernel/api-error.ts'
import { createInputParser } from './parse-input.ts'

const JSON_TYPE = 'application/json'
const asBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

function refusal(work: () => unknown): { code: string; param: string | null; message: string } {
  try {
    work()
  } catch (error) {
    if (error instanceof ApiError) return { code: error.code, param: error.param, message: error.message }
    throw error
  }
  throw new Error('it was taken')
}

describe('a body', () => {
  const parser = createInputParser(routes['email.send'])
  const read = (value: unknown) => parser.body(asBytes(value), JSON_TYPE)
  const good = { to: 'maria@example.com', subject: 'Hello', text: 'There' }

  test('is taken as it is, with fields that nobody declared', () => {
    assert.deepEqual(read({ ...good, extra: { a: 1 } }), { ...good, extra: { a: 1 } })
  })

  test('names the field at fault as a person would, however deep it lies', () => {
    const cases: [unknown, string][] = [
      [{ ...good, to: undefined }, 'to'],
      [{ ...good, subject: 5 }, 'subject'],
      [{ ...good, subject: 'x'.repeat(501) }, 'subject'],
      [{ ...good, attachments: [{ filename: 'a', content: 'YQ==' }] }, 'attachments[0].content_type'],
      [{ ...good, attachments: [{ filename: 'a', content: 1, content_type: 'text/plain' }] }, 'attachments[0].content'],
      [[good], 'body'],
      ['text', 'body'],
      [null, 'body'],
    ]
    for (const [value, param] of cases) {
      const { code, param: named } = refusal(() => read(value))
      assert.deepEqual([code, named], ['VALIDATION_ERROR', param], JSON.stringify(value))
    }
  })

  test('that is missing, of another type or broken says so', () => {
    assert.deepEqual(refusal(() => parser.body(undefined, JSON_TYPE)).message, 'body: it is empty; send a JSON object.')
    assert.deepEqual(refusal(() => parser.body(Buffer.alloc(0), undefined)).param, 'body')
    for (const type of [
      undefined,
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonp',
      'text/json',
    ]) {
      assert.equal(refusal(() => parser.body(asBytes(good), type)).code, 'UNSUPPORTED_MEDIA_TYPE', type)
    }
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'Application/JSON',
      'application/vnd.posthorn+json',
    ]) {
      assert.deepEqual(parser.body(asBytes(good), type), good)
    }
    assert.match(refusal(() => parser.body(Buffer.from('{"to":'), JSON_TYPE)).message, /^body: it is not valid JSON/)
  })

  test('may be left out where the row says so', () => {
    const optional = createInputParser(routes['webhooks.test'])
    assert.deepEqual(optional.body(undefined, undefined), {})
    assert.deepEqual(optional.body(Buffer.alloc(0), 'text/plain'), {})
    assert.equal(
      createInputParser(routes['webhooks.confirmSecret']).body(Buffer.from('anything'), 'text/plain'),
      undefined,
    )
  })

  test('of an enum is answered with what it may be', () => {
    const patch = createInputParser(routes['webhooks.patch'])
    const { message } = refusal(() => patch.body(asBytes({ status: 'failing' }), JSON_TYPE))
    assert.equal(message, 'status: it must be one of active, inactive.')
  })

  test('with a time is read in every form that JavaScript reads, and no other', () => {
    const recover = createInputParser(routes['recoveries.create'])
    const readTime = (since: string) => recover.body(asBytes({ since }), JSON_TYPE)
    for (const since of [
      '2026-04-19T14:30:00Z',
      '2026-04-19T14:30:00.123+02:00',
      '2026-04-19 14:30:00Z',
      '0001-01-01T00:00:00Z',
    ]) {
      assert.deepEqual(readTime(since), { since })
      assert.ok(Number.isFinite(Date.parse(since)))
    }
    for (const since of [
      '2026-04-19',
      '2026-04-19T14:30:00',
      '2026-02-30T00:00:00Z',
      '2026-06-30T23:59:60Z',
      '2026-04-19T14:30:00+05',
      '0000-01-01T00:00:00+23:59',
      '10000-01-01T00:00:00Z',
      'now',
      '',
    ]) {
      const { param, message } = refusal(() => readTime(since))
      assert.equal(param, 'since', since)
      assert.match(message, /ISO 8601/)
    }
  })

  test('loses the NULs of its texts, but not those of free objects', () => {
    const publish = createInputParser(routes['events.publish'])
    const body = { type: 'custom.a', data: { 'a\u0000': '\u0000' } }
    assert.deepEqual(publish.body(asBytes({ ...body, type: 'custom\u0000.a' }), JSON_TYPE), body)
    const list = {
      ...good,
      to: ['a@b.c\u0000', 'd@e.f'],
      attachments: [{ filename: 'x\u0000', content: 'YQ==', content_type: 'text/plain' }],
    }
    assert.deepEqual(parser.body(asBytes(list), JSON_TYPE), {
      ...list,
      to: ['a@b.c', 'd@e.f'],
      attachments: [{ ...list.attachments[0], filename: 'x' }],
    })
    assert.equal(refusal(() => read({ ...good, subject: '\u0000' })).param, 'subject', 'nothing is left of it')
  })

  test('of a hundred levels is the deepest; brackets in texts do not count', () => {
    const publish = createInputParser(routes['events.publish'])
    const deep = (levels: number, inner = '') =>
      Buffer.from(`{"type":"custom.a","data":{"a":${'['.repeat(levels)}${inner}${']'.repeat(levels)}}}`)
    assert.ok(publish.body(deep(98), JSON_TYPE))
    assert.ok(publish.body(deep(98, JSON.stringify('[{"'.repeat(500))), JSON_TYPE))
    for (const levels of [99, 5_000, 500_000])
      assert.match(refusal(() => publish.body(deep(levels), JSON_TYPE)).message, /100 levels/)
  })
})

describe('a query', () => {
  const parser = createInputParser(routes['deliveries.list'])

  test('is turned into the types of the row', () => {
    assert.deepEqual(parser.query({ page: '2', per_page: '50', status: 'failed', other: 'x' }), {
      page: 2,
      per_page: 50,
      status: 'failed',
      other: 'x',
    })
    assert.deepEqual(parser.query({}), {})
    assert.equal(createInputParser(routes['webhooks.get']).query({ page: 'x' }), undefined)
  })

  test('of the wrong type, of two values or beyond all pages is refused by name', () => {
    const cases: [Record<string, unknown>, string][] = [
      [{ page: 'x' }, 'page'],
      [{ page: '' }, 'page'],
      [{ page: '0' }, 'page'],
      [{ page: '1.5' }, 'page'],
      [{ page: ['1', '2'] }, 'page'],
      [{ page: '1e300' }, 'page'],
      [{ limit: '99999999999999999999' }, 'limit'],
      [{ status: 'done' }, 'status'],
      [{ since: 'yesterday' }, 'since'],
      [{ event_id: 'x'.repeat(61) }, 'event_id'],
    ]
    for (const [query, param] of cases)
      assert.equal(refusal(() => parser.query(query)).param, param, JSON.stringify(query))
  })
})

describe('a path', () => {
  test('with an id of another form names nothing, and says what there is none of', () => {
    for (const row of Object.values(routes) as RouteRow[]) {
      if (row.params === undefined) continue
      const parser = createInputParser(row)
      const names = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
      for (const id of ['', 'x', '../..', 'ws_01', '😀']) {
        const { code, message } = refusal(() => parser.params(Object.fromEntries(names.map((name) => [name, id]))))
        assert.equal(code, 'NOT_FOUND', `${row.id} ${id}`)
        assert.match(message, /^There is no [a-z -]+ here\. /i)
      }
      assert.deepEqual(parser.params(row.example.params), row.example.params)
    }
  })
})
