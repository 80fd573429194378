// Puts the documents into a real index, and asks every question in its three forms.
import { answerQuestion, attemptAnswer, type Answer, type Attempt } from '../packages/server/src/domain/chat/index.ts'
import { LIVE, makeChunks, quoteOf, replaceChunks } from '../packages/server/src/domain/knowledge/index.ts'
import type { Store } from '../packages/server/src/store/index.ts'
import { makeVariants } from './make-variants.ts'
import { type AskedLanguage, type EvaluationSet, languages, type Question } from './evaluation-set.ts'
import { readSet, readTuningSites } from './read-set.ts'

export const forms = ['as asked', 'without accents', 'mistyped'] as const
export type Form = (typeof forms)[number]

/** One question in one form, what came of it, and whether that was right. */
export interface Asked {
  /** Whose question: the set's name. */
  readonly site: string
  readonly language: AskedLanguage
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
export const siteOf = (name: string) => ({ workspaceId: WORKSPACE, siteId: `site_${name}` })

export async function loadSet(store: Store, set: EvaluationSet): Promise<void> {
  for (const [name, text] of set.documents) {
    const title = /^# (.*)$/m.exec(text)?.[1] ?? name
    const document = { ...siteOf(set.name), documentId: name, version: 1, title, shelf: LIVE }
    await store.transaction((tx) => replaceChunks(tx, document, makeChunks(text, { title, language: set.language })))
  }
}

async function addWorkspace(store: Store): Promise<void> {
  await store.transaction((tx) =>
    tx.run(
      `insert into workspace (id, name, plan, owner_emails, created_at, updated_at) values ($1, 'Evaluation', 'free', '[]', 1, 1)
       on conflict do nothing`,
      [WORKSPACE],
    ),
  )
}

/** Every set, each as a site of its own. */
export async function loadAll(store: Store): Promise<EvaluationSet[]> {
  await addWorkspace(store)
  const sets = [...languages.map(readSet), ...readTuningSites()]
  for (const set of sets) await loadSet(store, set)
  return sets
}

/** Asks the questions of these splits of both halves; or, as `sites`, of the tuning sites. */
export async function askAll(store: Store, asked: readonly Question['split'][] | 'sites'): Promise<Asked[]> {
  await addWorkspace(store)
  const all: Asked[] = []
  for (const set of asked === 'sites' ? readTuningSites() : languages.map(readSet)) {
    await loadSet(store, set)
    for (const question of set.questions)
      if (asked === 'sites' || asked.includes(question.split)) all.push(...(await askForms(store, set, question)))
  }
  return all
}

/** A question in one of its forms, as the answerer is asked it. */
export function asking(set: EvaluationSet, question: Question, form: Form) {
  const language = question.language ?? set.language
  const keyboard = language === 'pt' ? 'abnt' : 'qwerty'
  const { folded, mistyped } = makeVariants(question.question, keyboard, chanceOf(question.id))
  const texts: Record<Form, string> = { 'as asked': question.question, 'without accents': folded, mistyped }
  const site = { ...siteOf(set.name), shelves: [LIVE], synonyms: set.synonyms }
  return { ...site, text: texts[form], language, answerIn: null }
}

async function askForms(store: Store, set: EvaluationSet, question: Question): Promise<Asked[]> {
  const asked: Asked[] = []
  for (const form of forms) {
    const given = asking(set, question, form)
    const attempt = await attemptAnswer(store.read, given)
    const answer = await answerQuestion(store.read, given)
    const said = answer.answered ? answer.text : attempt.text
    const right = question.answers.some((each) => each.must_contain.every((part) => said.includes(part)))
    const cited = isCited(question, answer)
    const { text, language } = given
    asked.push({ site: set.name, language, question, form, text, answer, attempt, right, cited })
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
