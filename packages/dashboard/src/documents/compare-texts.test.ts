import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { compare, compareTexts } from './compare-texts.ts'

test('a changed word is marked in both lines, and far lines are left out', () => {
  const before = ['# Returns', '', 'Within 14 days.', 'a', 'b', 'c', 'd', 'e'].join('\n')
  const after = before.replace('14', '30')
  const { added, removed, lines } = compareTexts(before, after)
  assert.deepEqual([added, removed], [1, 1])
  assert.deepEqual(
    lines.map((line) => (line.kind === 'skipped' ? `… ${line.lines}` : `${line.kind} ${render(line.pieces)}`)),
    ['same # Returns', 'same ', 'removed Within [14 ]days.', 'added Within [30 ]days.', 'same a', 'same b', '… 3'],
  )
})

test('lines that share little are shown whole', () => {
  const { lines } = compareTexts('Open on Monday', 'Nobody is here')
  assert.deepEqual(
    lines.map((line) => (line.kind === 'skipped' ? '' : render(line.pieces))),
    ['Open on Monday', 'Nobody is here'],
  )
})

test('the same text has no changes', () => {
  assert.deepEqual(compareTexts('a\nb', 'a\nb'), { added: 0, removed: 0, lines: [{ kind: 'skipped', lines: 2 }] })
})

test('texts too long to compare are shown as replaced', () => {
  const long = (word: string) => Array.from({ length: 2_500 }, (_line, index) => `${word} ${index}`).join('\n')
  const { added, removed } = compareTexts(long('a'), long('b'))
  assert.deepEqual([added, removed], [2_500, 2_500])
})

test('any comparison leads from the one list to the other, and keeps what is common', () => {
  const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
  fc.assert(
    fc.property(list, list, (before, after) => {
      const steps = compare(before, after)
      const without = (kind: string) => steps.filter((step) => step.kind !== kind).map(({ item }) => item)
      assert.deepEqual(without('added'), before)
      assert.deepEqual(without('removed'), after)
      assert.equal(steps.filter(({ kind }) => kind === 'same').length, longest(before, after))
    }),
  )
})

const render = (pieces: readonly { text: string; changed: boolean }[]): string =>
  pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('')

/** Length of the longest common subsequence, by its definition. */
function longest(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0
  if (one[0] === other[0]) return 1 + longest(one.slice(1), other.slice(1))
  return Math.max(longest(one.slice(1), other), longest(one, other.slice(1)))
}
