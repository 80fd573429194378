import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { summaryOf } from './check-set.ts'
import { findFaults, sectionUnder } from './find-faults.ts'
import { languages } from './evaluation-set.ts'
import { readSet } from './read-set.ts'

describe('the evaluation set', () => {
  for (const language of languages) {
    it(`holds what it promises (${language})`, () => {
      assert.deepEqual(findFaults(readSet(language)), [])
    })
  }

  it('is summed up', () => {
    assert.match(summaryOf(languages.map(readSet)), /^in scope +\d+ +\d+ +\d+ +\d+$/m)
  })
})

describe('faults are found', () => {
  const set = readSet('en')
  const question = set.questions.find(({ kind }) => kind === 'in-scope')!
  const [answer] = question.answers
  const faultsWith = (change: object) =>
    findFaults({ ...set, questions: set.questions.map((one) => (one === question ? { ...one, ...change } : one)) })

  it('in a quote that is not in the document', () => {
    const faults = faultsWith({ answers: [{ ...answer, quote: 'never written', must_contain: ['never'] }] })
    assert.match(faults.join('\n'), /"never written" does not stand under/)
  })

  it('in a quote that stands under another heading', () => {
    const faults = faultsWith({ answers: [{ ...answer, heading: 'Complaints' }] })
    assert.match(faults.join('\n'), /does not stand under "Complaints"/)
  })

  it('in words that the quote does not hold', () => {
    assert.match(
      faultsWith({ answers: [{ ...answer, must_contain: ['99 years'] }] }).join('\n'),
      /"99 years" is not in/,
    )
  })

  it('in an id that is there twice', () => {
    assert.match(faultsWith({ id: set.questions.at(-1)!.id }).join('\n'), /an id is there twice/)
  })

  it('in a question that stands in both splits', () => {
    const other = set.questions.find(({ split }) => split !== question.split)!
    assert.match(faultsWith({ question: other.question }).join('\n'), /nearly repeats/)
  })
})

describe('a section', () => {
  const document = '# A\n\none\n\n## B\n\ntwo\n\n### C\n\nthree\n\n## D\n\nfour\n'

  it('ends at the next heading of its level, not at its subheadings', () => {
    assert.equal(sectionUnder('B', document)?.replaceAll(/\s+/g, ' ').trim(), 'two ### C three')
    assert.equal(sectionUnder('D', document)?.trim(), 'four')
  })

  it('is not there without its heading', () => {
    assert.equal(sectionUnder('E', document), undefined)
  })
})
