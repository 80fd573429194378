// What the likelihood is fitted on: for each question the passages that were looked at, with the evidence and whether they answer.
import { quotePassage } from '../packages/server/src/domain/chat/index.ts'
import { type Found, type LikelyPassage, searchKnowledge } from '../packages/server/src/domain/knowledge/index.ts'
import type { Store } from '../packages/server/src/store/index.ts'
import { asking, type Form, loadAll } from './ask-set.ts'
import type { Question } from './evaluation-set.ts'

export interface JudgedPassage extends LikelyPassage {
  /** Quoting it says what is right. */
  readonly right: boolean
}

export interface Sample extends Found<JudgedPassage> {
  readonly site: string
  readonly asked: Question
  readonly form: Form
}

const FORMS: readonly Form[] = ['as asked', 'mistyped']

/** Of the tuning half and the tuning sites; never of the half that is held out. */
export async function collectSamples(store: Store): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const set of await loadAll(store))
    for (const asked of set.questions.filter(({ split }) => split === 'tune'))
      for (const form of FORMS) {
        const found = await searchKnowledge(store.read, asking(set, asked, form))
        samples.push({ site: set.name, asked, form, question: found.question, passages: judged(found, asked) })
      }
  return samples
}

function judged({ question, passages }: Found, { answers }: Question): JudgedPassage[] {
  return passages
    .filter(({ evidence }) => evidence.length > 0)
    .map((passage) => {
      const said = quotePassage(passage, question)?.text ?? ''
      return {
        ...passage,
        right: answers.some(({ must_contain }) => must_contain.every((part) => said.includes(part))),
      }
    })
}
