// Puts the documents into a real index, and asks every question in its three forms.
import { answerQuestion, attemptAnswer, type Answer, type Attempt } from '../packages/server/src/domain/chat/index.ts'
import { LIVE, makeChunks, quoteOf, replaceChunks } from '../packages/server/src/domain/knowledge/index.ts'
import type { Store } from '../packages/server/src/store/index.ts'
import { makeVariants } from './make-variants.ts'
import { type EvaluationSet, type Language, languages, type Question, readSet } from './read-set.ts'

export const forms = ['as asked', 'without accents', 'mistyped'] as const
export type Form = (typeof forms)[number]

/** One question in one form, what came of it, and whether that was right. */
export interface Asked {
  readonly language: Language
  readonly question: Question
  readonly form: Form
  readonly text: string
  readonly answer: Answer
  readonly attempt: Attempt
  /** The best answer there was says what is right, whether or not it was given. */
  readonly right: boolean
  /** One of the citations is a passage that answers. */
  readonly cited: boolean
}

const WORKSPACE = 'ws_evaluation'
const siteOf = (language: Language) => ({ workspaceId: WORKSPACE, siteId: `site_${language}` })

export async function loadSet(store: Store, set: EvaluationSet): Promise<void> {
  for (const [name, text] of set.documents) {
    const title = /^# (.*)$/m.exec(text)?.[1] ?? name
    const document = { ...siteOf(set.language), documentId: name, version: 1, title, shelf: LIVE }
    await store.transaction((tx) => replaceChunks(tx, document, makeChunks(text, { title, language: set.language })))
  }
}

/** Loads both languages, each as a site of its own, and asks the questions of these splits. */
export async function askAll(store: Store, splits: readonly Question['split'][]): Promise<Asked[]> {
  await store.transaction((tx) =>
    tx.run(
      `insert into workspace (id, name, plan, owner_emails, created_at, updated_at) values ($1, 'Evaluation', 'free', '[]', 1, 1)`,
      [WORKSPACE],
    ),
  )
  const asked: Asked[] = []
  for (const set of languages.map(readSet)) {
    await loadSet(store, set)
    for (const question of set.questions)
      if (splits.includes(question.split)) asked.push(...(await askForms(store, set, question)))
  }
  return asked
}

async function askForms(store: Store, set: EvaluationSet, question: Question): Promise<Asked[]> {
  const keyboard = set.language === 'pt' ? 'abnt' : 'qwerty'
  const { folded, mistyped } = makeVariants(question.question, keyboard, chanceOf(question.id))
  const texts: Record<Form, string> = { 'as asked': question.question, 'without accents': folded, mistyped }
  const asked: Asked[] = []
  for (const form of forms) {
    const given = {
      ...siteOf(set.language),
      shelves: [LIVE],
      text: texts[form],
      language: set.language,
      answerIn: null,
      synonyms: set.synonyms,
    }
    const attempt = await attemptAnswer(store.read, given)
    const answer = await answerQuestion(store.read, given)
    const said = answer.answered ? answer.text : attempt.text
    const right = question.answers.some((each) => each.must_contain.every((part) => said.includes(part)))
    asked.push({
      language: set.language,
      question,
      form,
      text: texts[form],
      answer,
      attempt,
      right,
      cited: isCited(question, answer),
    })
  }
  return asked
}

function isCited(question: Question, { citations }: Answer): boolean {
  return citations.some((citation) =>
    question.answers.some(
      ({ document, quote }) => document === citation.documentId && citation.quote.includes(quoteOf(quote)),
    ),
  )
}

/** The same chance for a question on every machine: its id is the seed (xorshift, as good as typos need). */
function chanceOf(seed: string): (n: number) => number {
  let state = Array.from(seed).reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619) >>> 0,
    2166136261,
  )
  return (n) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % n
  }
}
