import type { Log } from '../../kernel/log.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import type { Store } from '../../store/index.ts'
import type { SearchByMeaning } from '../knowledge/index.ts'
import type { Answer } from './answer.ts'
import { answerQuestion, type Asked } from './answer-question.ts'
import { answerWithModel } from './answer-with-model.ts'
import type { LanguageModel } from './port.ts'

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

/** What an answerer may have beside the documents. */
export interface AnswererModels {
  /** Null: what is said is quoted. */
  readonly model?: LanguageModel | null
  /** Milliseconds a model has; after that the documents answer. */
  readonly modelMs?: number
  /** Null: found by words alone. */
  readonly byMeaning?: SearchByMeaning | null
  readonly log?: Log
}

/** Short enough for the documents to answer within what a customer waits. */
export const USUAL_MODEL_MS = 20 * SECOND_MS

/** Answers from the documents; with a model, in its words as far as their quotes carry them. */
export function createAnswerer(deps: { readonly store: Store } & AnswererModels): Answerer {
  const { store, model, byMeaning, log } = deps
  return async (question, answering = {}) => {
    const asked = byMeaning ? { ...question, byMeaning } : question
    if (model) {
      const withinMs = deps.modelMs ?? USUAL_MODEL_MS
      const outcome = await answerWithModel(store.read, asked, { model, withinMs, ...answering })
      if (outcome.kind === 'answered') {
        const { answer, dropped } = outcome
        if (dropped.length > 0)
          log?.info({ site: asked.siteId, model: model.name, dropped }, 'answer.sentences_dropped')
        return { ...answer, answeredBy: 'model' }
      }
      if (outcome.kind === 'failed') {
        const { reason = 'nonsense', detail = 'nothing it said had the asked form' } = outcome.failure ?? {}
        log?.warn({ site: asked.siteId, model: model.name, reason, detail }, 'answer.model_failed')
      }
    }
    const answer = await answerQuestion(store.read, asked)
    answering.onText?.(answer.text)
    return { ...answer, answeredBy: 'documents' }
  }
}
