import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { fieldOf } from './export-feedback.ts'

/** One field as RFC 4180 reads it. */
const read = (field: string): string => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field)

test('a field says what it was given, and nothing in it begins a formula', () => {
  assert.equal(fieldOf('=HYPERLINK("http://evil.example","Click")'), `"'=HYPERLINK(""http://evil.example"",""Click"")"`)
  assert.equal(fieldOf('+1 555 0100'), "'+1 555 0100")
  assert.equal(fieldOf('  \t@SUM(A1)'), '"\'  \t@SUM(A1)"')
  assert.equal(fieldOf('Fine, thanks'), '"Fine, thanks"')
  assert.deepEqual([fieldOf(null), fieldOf(true), fieldOf(0.5)], ['', 'true', '0.5'])
})

test('whatever text there is comes back, but for the apostrophe of a formula', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\s"=+@,\r\n-]*$/)), (text) => {
      const back = read(fieldOf(text))
      assert.ok(back === text || back === `'${text}`)
      assert.doesNotMatch(back, /^\s*[=+\-@]/)
    }),
  )
})
