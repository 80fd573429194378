import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Below, foldAccents, makeVariants, neighboursOf } from './make-variants.ts'
import { languages } from './evaluation-set.ts'
import { readSet } from './read-set.ts'

/** Mulberry32: small, and the same on every machine. */
function seeded(seed: number): Below {
  let state = seed >>> 0
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n)
  }
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []
const changedWords = (one: string, other: string): [string, string][] =>
  wordsOf(one).flatMap((word, place) => {
    const typed = wordsOf(other)[place]!
    return typed === word ? [] : [[word, typed] as [string, string]]
  })

const everyQuestion = languages.flatMap((language) =>
  readSet(language).questions.map(({ question }) => ({
    question: question.normalize('NFC'),
    keyboard: language === 'pt' ? ('abnt' as const) : ('qwerty' as const),
  })),
)

describe('the accent-folded form', () => {
  it('loses the accents and nothing else', () => {
    const { folded } = makeVariants('É grátis? Até R$ 1.500, às 10 °C, ação nº 3 – Ünlü', 'abnt', seeded(1))
    assert.equal(folded, 'E gratis? Ate R$ 1.500, as 10 °C, acao nº 3 – Unlu')
  })

  it('is the same for letters that were typed as letter and accent', () => {
    assert.equal(makeVariants('prec\u0327o ate\u0301', 'abnt', seeded(1)).folded, 'preco ate')
  })
})

describe('the mistyped form', () => {
  it('has one or two typos, in words of five letters or more', () => {
    for (const [place, { question, keyboard }] of everyQuestion.entries()) {
      const { mistyped } = makeVariants(question, keyboard, seeded(place))
      assert.equal(wordsOf(mistyped).length, wordsOf(question).length, mistyped)
      const changed = changedWords(question, mistyped)
      const long = wordsOf(question).filter((word) => /^\p{L}{5,}$/u.test(word))
      assert.ok(changed.length <= 2 && changed.length >= Math.min(1, long.length), `${question} → ${mistyped}`)
      for (const [word, typed] of changed) {
        assert.match(word, /^\p{L}{5,}$/u)
        assert.ok(Math.abs(word.length - typed.length) <= 1, `${word} → ${typed}`)
        assert.equal(typed[0], word[0])
      }
    }
  })

  it('leaves numbers, marks and blanks as they are', () => {
    for (const [place, { question, keyboard }] of everyQuestion.entries()) {
      const { mistyped } = makeVariants(question, keyboard, seeded(1_000 + place))
      const rest = (text: string) => text.replaceAll(/\p{L}+/gu, 'x')
      assert.equal(rest(mistyped), rest(question))
    }
  })

  it('comes in all four kinds', () => {
    const made = new Set(
      Array.from({ length: 200 }, (_, seed) => makeVariants('pedal', 'qwerty', seeded(seed)).mistyped),
    )
    for (const typed of ['pedla', 'peal', 'peddal', 'prdal']) assert.ok(made.has(typed), typed)
    assert.ok(!made.has('pedal'))
  })

  it('is the same for the same seed, and differs between seeds', () => {
    const question = 'How long is the warranty of a pendant lamp?'
    const made = (seed: number) => makeVariants(question, 'qwerty', seeded(seed)).mistyped
    assert.equal(made(7), made(7))
    assert.ok(new Set(Array.from({ length: 20 }, (_, seed) => made(seed))).size > 10)
  })

  it('is the question itself when it has no longer word', () => {
    assert.equal(makeVariants('kkkk oi 12345 abc12345', 'abnt', seeded(3)).mistyped, 'kkkk oi 12345 abc12345')
  })

  it('keeps capitals where they were', () => {
    for (let seed = 0; seed < 100; seed++)
      assert.match(makeVariants('BOLETO', 'abnt', seeded(seed)).mistyped, /^\p{Lu}{5,7}$/u)
  })
})

describe('neighbouring keys', () => {
  it('touch each other', () => {
    assert.deepEqual(neighboursOf('g', 'qwerty').sort(), ['b', 'f', 'h', 't', 'v', 'y'].sort())
    assert.deepEqual(neighboursOf('a', 'qwerty').sort(), ['q', 's', 'w', 'z'].sort())
  })

  it('have a ç on the Brazilian keyboard only', () => {
    assert.ok(neighboursOf('l', 'abnt').includes('ç'))
    assert.ok(!neighboursOf('l', 'qwerty').includes('ç'))
  })

  it('of an accented letter are those of its plain one', () => {
    assert.equal(foldAccents('ã'), 'a')
    const made = Array.from({ length: 300 }, (_, seed) => makeVariants('ççãçç', 'abnt', seeded(seed)).mistyped)
    assert.ok(made.some((typed) => /^çç[qswz]çç$/.test(typed)))
  })
})
