import assert from 'node:assert/strict'
import { test } from 'node:test'

import { choicesWith, recrawlName } from './recrawl-words.ts'

test('how often is told in words, also where no list of ours offers it', () => {
  assert.equal(recrawlName(null), 'only when somebody asks for it')
  assert.equal(recrawlName(24), 'every day')
  assert.equal(recrawlName(5), 'every 5 hours')
})

test('what was chosen by a program is among the choices', () => {
  assert.equal(choicesWith(24).length, choicesWith(null).length)
  assert.equal(choicesWith(5).at(-1)?.name, 'every 5 hours')
})
