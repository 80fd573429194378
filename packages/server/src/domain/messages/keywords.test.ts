import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type KeywordLanguage, keywordLanguages } from '@posthorn/contract'

import { splitSms } from '../../kernel/sms-text/index.ts'
import { languageFor, readKeyword } from './keywords.ts'
import { readSettings, textOf, USUAL_SETTINGS } from './opt-out-settings.ts'

for (const [text, type, languages] of [
  ['STOP', 'stop', 'en pt es fr de'],
  [' Stop! ', 'stop', 'en pt es fr de'],
  ['stop all.', 'stop', 'en'],
  ['Opt-Out', 'stop', 'en'],
  ['Arrêt', 'stop', 'fr'],
  ['ARRET', 'stop', 'fr'],
  ['stopp', 'stop', 'de'],
  ['Kündigen', 'stop', 'de'],
  ['parar', 'stop', 'pt es'],
  ['Sair', 'stop', 'pt'],
  ['¡BAJA!', 'stop', 'es'],
  ['STOP 🛑', 'stop', 'en pt es fr de'],
  ['Start', 'start', 'en pt es fr de'],
  ['Voltar', 'start', 'pt'],
  ['ajuda', 'help', 'pt'],
  ['Hilfe?', 'help', 'de'],
] as const)
  test(`"${text}" asks for ${type}`, () => {
    assert.deepEqual(readKeyword(text), { type, languages: languages.split(' ') })
  })

test('what only holds such a word, or looks like one, asks for nothing', () => {
  for (const text of [
    'please stop by at noon',
    'Stop it',
    "don't stop",
    'STOP 123',
    'the end',
    'Ende gut',
    'No',
    'yes',
    'baja la musica',
    'cancel my order',
    'helpful',
    'STOPS',
    '',
    '!!!',
    'STOP '.repeat(50),
  ])
    assert.equal(readKeyword(text), null, text)
})

test('the answer is in the language of the word, and of the number where the word is of several', () => {
  const all = [...keywordLanguages]
  for (const [number, languages, expected] of [
    ['+5511999999999', all, 'pt'],
    ['+33600000000', all, 'fr'],
    ['+525500000000', ['pt', 'es'], 'es'],
    ['+15005550006', ['pt', 'es'], 'pt'],
    ['+15005550006', all, 'en'],
    ['+5511999999999', ['de'], 'de'],
    ['+15005550006', [], 'en'],
  ] as const)
    assert.equal(languageFor(number, languages as readonly KeywordLanguage[], 'en'), expected)
  assert.equal(languageFor('+15005550006', all, 'de'), 'de')
})

test('the usual answers fit one SMS of the GSM alphabet, and none is such a word itself', () => {
  const settings = readSettings({ business_name: 'The Little Shop', contact: 'help@shop.example' }, 0)
  for (const language of keywordLanguages)
    for (const type of ['stop', 'start', 'help'] as const) {
      const text = textOf(settings, { type, language }, 'Workspace')
      const { encoding, parts } = splitSms(text)
      assert.deepEqual([encoding, parts.length], ['GSM-7', 1], text)
      assert.match(text, /^The Little Shop/)
      assert.equal(readKeyword(text), null)
      assert.doesNotMatch(textOf(USUAL_SETTINGS, { type, language }, 'Workspace'), /[{}]|: *\./)
    }
})

test('texts of one’s own stand for ours, with names in their places as they are', () => {
  const settings = readSettings({ business_name: '$& Co', texts: { pt: { stop: '{business}: tchau. {contact}' } } }, 0)
  assert.equal(textOf(settings, { type: 'stop', language: 'pt' }, ''), '$& Co: tchau.')
  assert.match(textOf(settings, { type: 'start', language: 'pt' }, ''), /reativadas/)
})
