import { type BodyOf, mostSmokeQuestions } from '@posthorn/contract'

import { ApiError, invalid, notFound } from '../../kernel/api-error.ts'
import type { Answer } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import { languageOf } from '../knowledge/index.ts'
import { type ActingCall, actorOf, actOnSite, requirePermission } from './act-on-rollout.ts'
import { holdWhole, type WholeRollout } from './read-situation.ts'
import { renderQuestion } from './render-question.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import type { Question } from './smoke-question.ts'
import { updateRollout } from './store.ts'
import { type Actor, addEntry, type Entry } from './store-log.ts'
import { deleteQuestions, insertQuestions, updateQuestion } from './store-questions.ts'

type Fields = Partial<BodyOf<'smokeQuestions.create'>>
type EditCall<Body> = Omit<ActingCall, 'body'> & { readonly body: Body }
type QuestionCall<Body> = EditCall<Body> & { readonly params: { readonly question_id: string } }

export function addQuestion(deps: RolloutDeps, call: EditCall<BodyOf<'smokeQuestions.create'>>): Promise<Answer> {
  return onQuestions(deps, call, async (tx, whole) => {
    if (whole.asked.length >= mostSmokeQuestions)
      throw new ApiError('SMOKE_QUESTION_LIMIT_REACHED', { words: { limit: mostSmokeQuestions } })
    const at = deps.clock.now()
    const blank = { question: '', language: null, expected: null, documentId: null, heading: null }
    const question: Question = {
      ...withFields({ ...blank, origin: 'written', edited: false, held: false, result: null }, call.body, whole),
      ...{ id: deps.newId.prefixed('smq'), createdAt: at, updatedAt: at },
    }
    await insertQuestions(tx, whole.rollout, [question])
    const answer = { status: 201, body: renderQuestion(question) }
    return { answer, action: 'question_added', details: detailsOf(question) }
  })
}

/** Changes a question. What it was answered says nothing of what it is now. */
export function changeQuestion(
  deps: RolloutDeps,
  call: QuestionCall<BodyOf<'smokeQuestions.update'>>,
): Promise<Answer> {
  return onQuestions(deps, call, async (tx, whole) => {
    const before = found(whole, call.params.question_id)
    const changed = withFields(before, call.body, whole)
    const question: Question = {
      ...{ ...before, ...changed, edited: true, held: false, result: null },
      // Later than what is being asked now, however fast: its answer is one to the question before.
      updatedAt: Math.max(deps.clock.now(), before.updatedAt + 1),
    }
    await updateQuestion(tx, whole.rollout, question)
    const answer = { status: 200, body: renderQuestion(question) }
    return { answer, action: 'question_changed', details: { before: detailsOf(before), after: detailsOf(question) } }
  })
}

export function deleteQuestion(deps: RolloutDeps, call: QuestionCall<undefined>): Promise<Answer> {
  return onQuestions(deps, call, async (tx, whole) => {
    const question = found(whole, call.params.question_id)
    await deleteQuestions(tx, whole.rollout, [question.id])
    return { answer: { status: 204 }, action: 'question_deleted', details: detailsOf(question) }
  })
}

interface Edited extends Pick<Entry, 'action' | 'details'> {
  readonly answer: Answer
}

function onQuestions(
  deps: RolloutDeps,
  call: EditCall<{ readonly by?: string } | undefined>,
  work: (tx: Transaction, whole: WholeRollout, actor: Actor) => Promise<Edited>,
): Promise<Answer> {
  return actOnSite(deps, call, async (tx, owner) => {
    const whole = await holdWhole(deps, tx, owner, call.params.rollout_id)
    requirePermission('change', whole, false)
    const actor = actorOf(call)
    const { answer, ...entry } = await work(tx, whole, actor)
    const at = deps.clock.now()
    await updateRollout(tx, { ...whole.rollout, updatedAt: at })
    await addEntry(tx, whole.rollout, { ...actor, ...entry, at, reason: null, override: false, documents: [] })
    return answer
  })
}

function found({ asked }: WholeRollout, id: string): Question {
  const question = asked.find((each) => each.id === id)
  if (!question) throw notFound('smoke question')
  return question
}

function withFields<Some extends Omit<Question, 'id' | 'createdAt' | 'updatedAt'>>(
  before: Some,
  { question, language, expected, document_id: documentId }: Fields,
  { standing }: WholeRollout,
): Some {
  if (question !== undefined && question.trim() === '') throw invalid('question', 'it is empty; ask something')
  if (typeof expected === 'string' && expected.trim() === '')
    throw invalid('expected', 'it is empty; give null to expect nothing')
  if (typeof language === 'string' && languageOf(language) === null)
    throw invalid('language', `${JSON.stringify(language)} is none that is known: en, pt, es, fr or de`)
  if (typeof documentId === 'string' && !standing.some((document) => document.documentId === documentId))
    throw invalid('document_id', 'it is no document of this batch')
  return {
    ...before,
    ...(question === undefined ? {} : { question: question.trim() }),
    ...(language === undefined ? {} : { language }),
    ...(expected === undefined ? {} : { expected: expected?.trim() ?? null }),
    // Where a passage stands is known of those that we chose.
    ...(expected === undefined && documentId === undefined ? {} : { heading: null }),
    ...(documentId === undefined ? {} : { documentId }),
  }
}

function detailsOf({ id, question, expected, documentId }: Question) {
  return { question_id: id, question, expected, document_id: documentId }
}
