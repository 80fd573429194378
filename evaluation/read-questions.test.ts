import assert from 'node:assert/strict'
import { test } from 'node:test'

import { fitTrees } from './fit-trees.ts'
import { likelihoodOf } from '../packages/server/src/domain/knowledge/index.ts'
import { readQuestions } from './read-questions.ts'
import { readTuningSites } from './read-set.ts'

const documents = new Map([
  [
    'prices.md',
    '# Prices\n\n## Boats\n\nA canoe is €6. A raft is €9.\n\n| Boat | Week |\n|---|---|\n| Canoe | €90 |\n',
  ],
])

test('the short form says what is asked, what answers and why nothing does', () => {
  const text =
    'language en\nsynonyms boat | vessel\nQ how much is a raft\nA prices.md: €9\nQ:pt Quanto custa uma semana?\nA prices.md: Canoe; €90\nQ is there a sail\nN No sails.\nQ hello\nX chit-chat Nothing.\n'
  const { language, synonyms, questions } = readQuestions('boats', text, documents)
  assert.equal(language, 'en')
  assert.deepEqual(synonyms, [['boat', 'vessel']])
  assert.deepEqual(
    questions.map(({ id, kind, category, language: asked, answers }) => [id, kind, category, asked, answers[0]?.quote]),
    [
      ['boats-001', 'in-scope', 'boats', undefined, 'A raft is €9.'],
      ['boats-002', 'in-scope', 'boats', 'pt', '| Canoe | €90 |'],
      ['boats-003', 'out-of-scope', 'near-miss', undefined, undefined],
      ['boats-004', 'out-of-scope', 'chit-chat', undefined, undefined],
    ],
  )
})

test('an answer that no line gives is refused, and so is a line of no known kind', () => {
  assert.throws(
    () => readQuestions('boats', 'language en\nQ a\nA prices.md: €7\n', documents),
    /nothing in prices.md says €7/,
  )
  assert.throws(() => readQuestions('boats', 'Z what\n', documents), /boats: Z what/)
})

test('every tuning site has questions with answers and questions without', () => {
  const sites = readTuningSites()
  assert.equal(sites.length, 12)
  for (const { name, questions, documents: its } of sites) {
    assert.ok(its.size >= 2, name)
    assert.ok(questions.filter(({ kind }) => kind === 'out-of-scope').length >= 15, name)
    for (const { id, kind, answers } of questions) assert.equal(answers.length > 0, kind === 'in-scope', id)
  }
})

test('trees find what two features say together, and keep to a direction', () => {
  const rows = Array.from({ length: 400 }, (_, at) => {
    const evidence = [(at % 20) / 20, Math.floor(at / 20) / 20]
    return { evidence, right: evidence[0]! > 0.5 !== evidence[1]! > 0.5, weight: 1 }
  })
  const fitting = { depth: 2, trees: 60, rate: 0.3, damping: 1, least: 5 }
  const free = fitTrees(rows, { ...fitting, direction: () => 0 })
  assert.ok(likelihoodOf([0.9, 0.1], free) > 0.9 && likelihoodOf([0.9, 0.9], free) < 0.1)
  const bound = fitTrees(rows, { ...fitting, direction: () => 1 })
  assert.ok(likelihoodOf([0.9, 0.9], bound) >= likelihoodOf([0.9, 0.1], bound))
})
