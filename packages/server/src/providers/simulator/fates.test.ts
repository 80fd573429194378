import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { fateOf, fates } from './fates.ts'

test('the guide shows the table as it is', () => {
  const guide = readFileSync(new URL('../../../../../docs/guides/simulator.md', import.meta.url), 'utf8')
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  const shown = guide
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map(cells)
  const held = fates.map(({ name, number, mailbox, says }) => [
    name,
    number ?? '',
    mailbox === null ? '' : `\`${mailbox}@\``,
    says,
  ])
  assert.deepEqual(shown, held)
})

test('a recipient chooses one fate only', () => {
  for (const choice of ['name', 'number', 'mailbox'] as const) {
    const chosen = fates.map((fate) => fate[choice]).filter((each) => each !== null)
    assert.equal(new Set(chosen).size, chosen.length)
  }
})

for (const [recipient, name] of [
  ['+15005550002', 'failed'],
  ['+5511999990002', 'failed'],
  ['+15005550999', 'delivered'],
  ['+15005550011', 'read'],
  ['bounced@example.com', 'bounced'],
  ['Bounced+order-7@example.com', 'bounced'],
  ['not.bounced@example.com', 'delivered'],
  ['maria@example.com', 'delivered'],
  // An address never chooses by its digits, nor a number by its name.
  ['box0002@example.com', 'delivered'],
] as const) {
  test(`${recipient} is ${name}`, () => assert.equal(fateOf(recipient).name, name))
}
