import { mostSmokeQuestions } from '@posthorn/contract'
import type { BodyOf } from '@posthorn/contract'

import { ApiError } from '../../kernel/api-error.ts'
import type { Answer } from '../../kernel/call.ts'
import { requireSite, type Site } from '../sites/index.ts'
import { type ActingCall, actorOf, actOnSite, requirePermission } from './act-on-rollout.ts'
import { askOne } from './ask-questions.ts'
import { generateQuestions, type ProposedQuestion } from './generate-questions.ts'
import { matchExpected } from './match-expected.ts'
import { holdWhole, readWhole, type WholeRollout } from './read-situation.ts'
import { renderQuestion } from './render-question.ts'
import { versionsIn } from './rollout.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import type { Question } from './smoke-question.ts'
import { updateRollout } from './store.ts'
import { addEntry } from './store-log.ts'
import { deleteQuestions, insertQuestions, questionsOf } from './store-questions.ts'

type GenerateCall = Omit<ActingCall, 'body'> & { readonly body: BodyOf<'smokeQuestions.generate'> | undefined }

const PER_DOCUMENT = 4

/** Makes questions for what the batch changes, in place of those that were made before and that nobody touched. */
export async function makeQuestions(deps: RolloutDeps, call: GenerateCall): Promise<Answer> {
  const { store, documents } = deps
  const site = await requireSite(store.read, call.caller, call.params.site_id)
  const owner = { workspaceId: site.workspaceId, siteId: site.id }
  const before = await readWhole(deps, store.read, owner, call.params.rollout_id)
  requireMakeable(before)
  const texts = await documents.texts(store.read, before.rollout, versionsIn(before.standing))
  const kept = before.asked.filter((question) => !isReplaceable(question))
  const perDocument = call.body?.per_document ?? PER_DOCUMENT
  const room = Math.max(0, mostSmokeQuestions - kept.length)
  const proposed = fairly(
    texts.map((text) => generateQuestions({ ...text, language: text.language ?? site.language ?? 'en' }, perDocument)),
  )
  const fresh = proposed
    .filter(({ wordings }) => !kept.some(({ question }) => wordings.includes(question)))
    .slice(0, room)
  const worded = await chooseWordings(deps, { site, ...before }, fresh)
  return actOnSite(deps, call, async (tx) => {
    const whole = await holdWhole(deps, tx, owner, call.params.rollout_id)
    requireMakeable(whole)
    const replaced = whole.asked.filter(isReplaceable).map(({ id }) => id)
    await deleteQuestions(tx, whole.rollout, replaced)
    const made = worded.slice(0, mostSmokeQuestions - (whole.asked.length - replaced.length))
    await insertQuestions(tx, whole.rollout, made)
    const at = deps.clock.now()
    await updateRollout(tx, { ...whole.rollout, updatedAt: at })
    const details = { made: made.length, replaced: replaced.length }
    const entry = { reason: null, override: false, documents: versionsIn(whole.standing), details }
    await addEntry(tx, whole.rollout, { ...actorOf(call), at, action: 'questions_generated', ...entry })
    const questions = await questionsOf(tx, whole.rollout)
    return { status: 200, body: { questions: questions.map(renderQuestion) } }
  })
}

/** Its documents can be read, and it may be changed. */
function requireMakeable(whole: WholeRollout): void {
  requirePermission('change', whole, false)
  const { total, processing } = whole.documents
  const reason =
    total === 0
      ? 'The batch has no documents to make questions from.'
      : processing > 0
        ? `${processing} of ${total} documents are still being read.`
        : null
  if (reason !== null)
    throw new ApiError('ROLLOUT_NOT_READY', { words: { rollout_id: whole.rollout.id, reasons: reason } })
}

function isReplaceable({ origin, edited }: Question): boolean {
  return origin === 'generated' && !edited
}

/** One of each document in turn: where there is no room for all, every document has some. */
function fairly(questions: readonly (readonly ProposedQuestion[])[]): ProposedQuestion[] {
  const longest = Math.max(0, ...questions.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => questions.flatMap((each) => each.slice(at, at + 1))).flat()
}

/**
 * Of several wordings the first that finds its passage is kept: whether the content is found is asked, not how well we put it.
 * A question that no wording finds stays, and fails, where the document asks it itself or would be left without any.
 */
async function chooseWordings(
  deps: RolloutDeps,
  about: { site: Site } & Pick<WholeRollout, 'rollout' | 'standing'>,
  proposed: readonly ProposedQuestion[],
): Promise<Question[]> {
  const tried: { readonly proposal: ProposedQuestion; readonly found: string | null }[] = []
  for (const proposal of proposed) tried.push({ proposal, found: await wordingThatFinds(deps, about, proposal) })
  const documentsFound = new Set(tried.flatMap(({ proposal, found }) => (found === null ? [] : proposal.documentId)))
  const kept = tried.filter(
    ({ proposal, found }) => found !== null || proposal.isItsOwn || !documentsFound.has(proposal.documentId),
  )
  return kept.map(({ proposal: { wordings, language, expected, heading, documentId }, found }) => {
    const at = deps.clock.now()
    const question = found ?? wordings[0]
    return {
      id: deps.newId.prefixed('smq'),
      ...{ question, language, expected, documentId, heading, origin: 'generated', edited: false, held: false },
      ...{ result: null, createdAt: at, updatedAt: at },
    }
  })
}

async function wordingThatFinds(
  deps: RolloutDeps,
  about: { site: Site } & Pick<WholeRollout, 'rollout' | 'standing'>,
  { wordings, language, expected, documentId }: ProposedQuestion,
): Promise<string | null> {
  for (const wording of wordings) {
    const given = await askOne(deps, about, { question: wording, language })
    if (matchExpected(given, { expected, documentId }) === 'matches') return wording
  }
  return null
}
