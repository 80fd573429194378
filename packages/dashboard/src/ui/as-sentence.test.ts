import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asSentence } from './as-sentence.ts'

test('words become a sentence, and a sentence stays one', () => {
  assert.equal(asSentence('there is no record'), 'There is no record.')
  assert.equal(asSentence('It is "none".'), 'It is "none".')
  assert.equal(asSentence('say "all"'), 'Say "all".')
})
