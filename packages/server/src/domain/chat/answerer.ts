import type { Store } from '../../store/index.ts'
import type { Answer } from './answer.ts'
import { answerQuestion, type Asked } from './answer-question.ts'

/** Who found the words: quotes of the documents alone, or a language model that was shown them. */
export type AnsweredBy = 'documents' | 'model'

export interface GivenAnswer extends Answer {
  readonly answeredBy: AnsweredBy
}

export interface Answering {
  /** Ends the work when nobody waits for it any more. */
  readonly signal?: AbortSignal
  /** Hears the answer's text piece by piece, in order; what was heard is what `text` says in the end. */
  readonly onText?: (text: string) => void
}

export type Answerer = (asked: Asked, answering?: Answering) => Promise<GivenAnswer>

/** Answers from the documents alone, with no model. */
export function createAnswerer({ store }: { readonly store: Store }): Answerer {
  return async (asked, { onText } = {}) => {
    const answer = await answerQuestion(store.read, asked)
    onText?.(answer.text)
    return { ...answer, answeredBy: 'documents' }
  }
}
