import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'

import { isAllowed, parseRobots } from './robots.ts'

const may = (text: string, path: string): boolean => isAllowed(parseRobots(text, 'posthorn'), path)

test('the groups that name us count, together, and otherwise those for everybody (RFC 9309, 2.2.1)', () => {
  const text =
    'User-agent: other\nDisallow: /\n\nUser-agent: Posthorn/2.0\nuser-agent: third\nDisallow: /a # why\n\nUser-agent: *\nDisallow: /b\n\nUSER-AGENT: posthorn\nDisallow: /c\n'
  assert.deepEqual(
    ['/', '/a/x', '/b', '/c'].map((path) => may(text, path)),
    [true, false, true, false],
  )
  assert.equal(may('User-agent: *\nDisallow: /b', '/b'), false)
  assert.equal(may('User-agent: posthornbot\nDisallow: /', '/'), true)
  assert.equal(may('Disallow: /', '/'), true)
  assert.equal(may('User-agent: *\nDisallow:', '/x'), true)
  assert.equal(may('User-agent: posthorn\nDisallow:\n\nUser-agent: *\nDisallow: /', '/x'), true)
  assert.equal(may('\ufeffUser-agent: *\r\nSitemap: https://x/\r\nDisallow: /x\rAllow: /x/y', '/x/y'), true)
})

test('the longest rule decides, * and $ stand for what they do, and octets are compared as such (2.2.2, 2.2.3)', () => {
  const text =
    'User-agent: *\nDisallow: /shop\nAllow: /shop/open\nDisallow: /*.gif$\nAllow: /same\nDisallow: /same\nDisallow: /q?id=*&x\nDisallow: /ol%c3%a1\nDisallow: /%7Euser'
  const cases: [string, boolean][] = [
    ['/shop/closed', false],
    ['/shop/open/1', true],
    ['/a/b.gif', false],
    ['/a/b.gif?x', true],
    ['/same', true],
    ['/q?id=5&x=1', false],
    ['/q?id=5', true],
    ['/olá', false],
    ['/ol%C3%A1', false],
    ['/~user/x', false],
    ['/', true],
  ]
  for (const [path, allowed] of cases) assert.equal(may(text, path), allowed, path)
})

test('whatever stands in it, it is read and matched in time', () => {
  const bait = `User-agent: *\n${`Disallow: /${'a*'.repeat(120)}b\n`.repeat(2_000)}`
  const started = performance.now()
  assert.equal(may(bait, `/${'a'.repeat(2_000)}`), true)
  assert.ok(performance.now() - started < 2_000)
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 50 }),
      (text, path) => {
        assert.equal(typeof may(`User-agent: *\nDisallow: ${text}\nAllow: ${path}`, `/${path}`), 'boolean')
      },
    ),
  )
})
