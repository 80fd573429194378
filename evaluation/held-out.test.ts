// What answers must not fall below, on the half of the questions that nothing was fitted on. A bit under what was measured;
// docs/decisions/0026 has the figures.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'

import { isQuoteAt } from '../packages/server/src/domain/knowledge/index.ts'
import { migrate } from '../packages/server/src/store/index.ts'
import { openNode } from '../test/support/open-node.ts'
import { askAll, type Asked, type Form } from './ask-set.ts'
import { figuresOf, reliabilityOf } from './figures.ts'
import { languages } from './evaluation-set.ts'
import { readSet } from './read-set.ts'

let asked: Asked[] = []

before(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'posthorn-evaluation-'))
  const store = await openNode({ dataDir }, { serving: false })
  try {
    await migrate(store, 1)
    asked = await askAll(store, ['held-out'])
  } finally {
    await store.close()
    await rm(dataDir, { recursive: true, force: true })
  }
})

const floors: Record<Form, { right: number; cited: number; refusals: number; falseAnswers: number; brier: number }> = {
  'as asked': { right: 0.64, cited: 0.89, refusals: 0.3, falseAnswers: 15, brier: 0.14 },
  'without accents': { right: 0.64, cited: 0.89, refusals: 0.3, falseAnswers: 15, brier: 0.14 },
  mistyped: { right: 0.52, cited: 0.88, refusals: 0.43, falseAnswers: 12, brier: 0.145 },
}

for (const [form, floor] of Object.entries(floors))
  test(`questions ${form}: right answers, citations, refusals and false answers keep their level`, () => {
    const figures = figuresOf(asked.filter((each) => each.form === form))
    assert.ok(figures.inScope > 150 && figures.outOfScope > 75, 'the set is smaller than it was')
    const message = JSON.stringify(figures)
    assert.ok(figures.answerAccuracy >= floor.right, message)
    assert.ok(figures.citationAccuracy >= floor.cited, message)
    assert.ok(figures.falseRefusals <= floor.refusals, message)
    assert.ok(figures.falseAnswers <= floor.falseAnswers, message)
    assert.ok(figures.brier <= floor.brier, message)
  })

test('a likelihood means what it says: of the answers with about the same, about that share is right', () => {
  for (const { from, count, confidence, right } of reliabilityOf(asked))
    if (count >= 30)
      assert.ok(Math.abs(confidence - right) < 0.15, `from ${from}: said ${confidence}, were ${right} of ${count}`)
})

test('every accent-less question gets the answer of the accented one', () => {
  const texts = (form: Form) => asked.filter((each) => each.form === form).map(({ answer }) => answer.text)
  const [plain, folded] = [texts('as asked'), texts('without accents')]
  const other = plain.filter((text, at) => text !== folded[at]).length
  assert.ok(other <= plain.length * 0.02, `${other} of ${plain.length}`)
})

test('every quote stands in its document, at its place', () => {
  for (const language of languages) {
    const { documents } = readSet(language)
    for (const { answer } of asked.filter((each) => each.language === language))
      for (const citation of answer.citations)
        assert.ok(isQuoteAt(documents.get(citation.documentId) ?? '', citation, citation.quote), citation.quote)
  }
})
