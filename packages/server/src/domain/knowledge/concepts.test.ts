import assert from 'node:assert/strict'
import { test } from 'node:test'

import { concepts, readConcepts } from './concepts.ts'
import { languages } from './language.ts'
import { readQuestion } from './read-question.ts'
import { stemWord } from './stem-word.ts'

test('every concept has words in every language, none of them twice', () => {
  for (const concept of concepts)
    for (const language of languages) {
      const words = concept[language]
      assert.ok(words.length > 0 && words.every((word) => word !== ''), JSON.stringify(concept))
      assert.equal(new Set(words).size, words.length, `${language}: ${words.join(', ')}`)
    }
})

test('a line without a column for each language is refused', () => {
  assert.throws(() => readConcepts('price ; preço\n'), /not 5 columns/)
})

test('a word stands for what documents in another language say', () => {
  const { units } = readQuestion('Are pets welcome?', { language: 'en', siteLanguages: ['pt'], synonyms: [] })
  const portuguese = units.flatMap(({ alternatives }) => alternatives.filter(({ language }) => language === 'pt'))
  assert.ok(portuguese.some(({ terms }) => terms[0] === stemWord('animal', 'pt')))
})

test('a kind stands for the general word and not for another kind', () => {
  const asked = { language: 'en', siteLanguages: ['en'], synonyms: [] } as const
  const termsOf = (text: string) =>
    readQuestion(text, asked).units.flatMap(({ alternatives }) => alternatives.flatMap(({ terms }) => terms))
  assert.ok(termsOf('Is it open at the weekend?').includes(stemWord('sunday', 'en')))
  assert.ok(termsOf('Is it open on Saturday?').includes('weekend'))
  assert.ok(!termsOf('Is it open on Saturday?').includes(stemWord('sunday', 'en')))
})
