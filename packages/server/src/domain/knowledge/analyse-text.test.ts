import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { analyseText } from './analyse-text.ts'
import { detectLanguage } from './detect-language.ts'
import { foldText } from './fold-text.ts'
import { type Language, languages } from './language.ts'
import { oneSlipFrom } from './one-slip-from.ts'
import { splitSentences } from './split-sentences.ts'

const terms = (text: string, language: Language = 'en') => analyseText(text, language).map(({ term }) => term)
const anyLanguage = fc.constantFrom(...languages)
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from(' .-@:,0179aÀãçßœİ\n|\0\ud800')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})

test('a time is one term however it is written, and its hour another', () => {
  for (const time of ['09:00', '9:00', '9h00']) assert.deepEqual(terms(time), ['9_00', '9'])
})

test('prices, addresses and codes are found whole and in parts', () => {
  assert.deepEqual(terms('€4.90'), ['4_90', '4'])
  assert.deepEqual(terms('R$ 4,90'), ['r', '4_90', '4'])
  for (const thousand of ['1,000', '1.000', '1000']) assert.deepEqual(terms(thousand), ['1000'])
  assert.deepEqual(terms('help@orbelume.example').slice(0, 2), ['help_orbelume_example', 'help'])
  assert.deepEqual(terms('IP44'), ['ip44', 'ip', '44'])
  assert.deepEqual(terms('e-mail')[0], terms('email')[0])
})

test('a plural, an inflection and the bare word are one term in each language', () => {
  const same: Record<Language, string[][]> = {
    en: [
      ['refund', 'refunds', 'refunded'],
      ['buy', 'bought'],
    ],
    pt: [
      ['devolução', 'devoluções', 'devolucao'],
      ['entrega', 'entregas'],
      ['disponível', 'disponiveis'],
    ],
    es: [
      ['devolución', 'devoluciones', 'devolucion'],
      ['envío', 'envios'],
    ],
    fr: [
      ['livraison', 'livraisons'],
      ['remboursé', 'rembourse'],
    ],
    de: [
      ['Rücksendung', 'Ruecksendung', 'rucksendungen'],
      ['Größe', 'grosse'],
    ],
  }
  for (const language of languages)
    for (const words of same[language])
      assert.equal(new Set(words.map((word) => terms(word, language)[0])).size, 1, words.join())
})

test('a text and the same text folded have the same terms; every token stands where it says', () => {
  fc.assert(
    fc.property(anyText, anyLanguage, (text, language) => {
      assert.equal(foldText(foldText(text)), foldText(text))
      const analysed = analyseText(text, language)
      for (const { term, token } of analysed) {
        assert.match(term, /^[\p{L}\p{N}_]+$/u)
        assert.ok(token.start >= 0 && token.start < token.end && token.end <= text.length)
      }
      const again = foldText(text)
      assert.deepEqual(terms(foldText(again), language), terms(again, language))
    }),
  )
})

test('accents change no term', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyzáàâãéêíóôõúç '.split('')
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...letters) }), anyLanguage, (text, language) => {
      assert.deepEqual(terms(text.normalize('NFD'), language), terms(foldText(text), language))
    }),
  )
})

test('question words are told apart from small talk and from what a question is about', () => {
  const classes = analyseText('Hello, how long does the refund take?', 'en').map(({ wordClass }) => wordClass)
  assert.deepEqual(classes, ['stop', 'question', 'light', 'stop', 'stop', 'informative', 'light'])
})

test('sentences end at full stops, and not in abbreviations, decimals, times or initials', () => {
  const text = 'It costs 4.90 approx. in all, e.g. at 9.30 a.m. today. Ask J. Silva! Open until 18.00. Really?'
  assert.deepEqual(
    splitSentences(text).map(({ start, end }) => text.slice(start, end)),
    ['It costs 4.90 approx. in all, e.g. at 9.30 a.m. today.', 'Ask J. Silva!', 'Open until 18.00.', 'Really?'],
  )
})

test('the language of a question is told by its small words, and not guessed from none', () => {
  assert.equal(detectLanguage('How long does the delivery take?'), 'en')
  assert.equal(detectLanguage('Quanto tempo leva a entrega?'), 'pt')
  assert.equal(detectLanguage('¿Cuánto tiempo tarda el envío?'), 'es')
  assert.equal(detectLanguage('Combien de temps prend la livraison ?'), 'fr')
  assert.equal(detectLanguage('Wie lange dauert die Lieferung?'), 'de')
  assert.equal(detectLanguage('IP44'), null)
})

test('one slip of the finger is undone, and another letter is another word', () => {
  for (const slip of ['wraranty', 'warrnty', 'warrranty', 'warrabty'])
    assert.ok(oneSlipFrom(slip).includes('warranty'), slip)
  assert.ok(!oneSlipFrom('iceland').includes('ireland'))
  assert.deepEqual(oneSlipFrom('day'), [])
})
