import { LIVE, languageOf } from '../knowledge/index.ts'
import type { Site } from '../sites/index.ts'
import type { BatchDocument } from './batch-documents.ts'
import { matchExpected } from './match-expected.ts'
import { type Rollout, shelfOfBatch } from './rollout.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import type { Question, QuestionResult } from './smoke-question.ts'

type Result = Omit<QuestionResult, 'failedInRow'>

/** Documents of a batch that stand in for what is live. */
export function hiddenBy(standing: readonly BatchDocument[]): string[] {
  return standing.flatMap(({ documentId, onShelf, liveVersion }) =>
    onShelf && liveVersion !== null ? [documentId] : [],
  )
}

/** Asks as a session that is shown the batch would, whoever else is shown it. */
export async function askOne(
  { answer, asShown }: Pick<RolloutDeps, 'answer' | 'asShown'>,
  { site, rollout, standing }: { site: Site; rollout: Pick<Rollout, 'batchId'>; standing: readonly BatchDocument[] },
  question: Pick<Question, 'question' | 'language'>,
) {
  const { workspaceId, id: siteId } = site
  const { batchId } = rollout
  const trial = { shelves: [LIVE, shelfOfBatch(batchId)], hidden: hiddenBy(standing), batchId }
  const shown = await asShown(() => Promise.resolve(trial))({ workspaceId, siteId, sessionId: 'smoke' })
  return answer({
    workspaceId,
    siteId,
    shelves: shown.shelves,
    hidden: shown.hidden ?? [],
    text: question.question,
    language: question.language === null ? null : languageOf(question.language),
    synonyms: site.synonyms,
    answerIn: null,
    ...(site.leastSupport === null ? {} : { leastSupport: site.leastSupport }),
  })
}

/** Asks questions one after the other, and holds each answer against what is expected. */
export async function askQuestions(
  deps: Pick<RolloutDeps, 'answer' | 'clock' | 'asShown'>,
  about: { site: Site; rollout: Pick<Rollout, 'batchId'>; standing: readonly BatchDocument[] },
  questions: readonly Question[],
): Promise<Map<string, Result>> {
  const results = new Map<string, Result>()
  for (const question of questions) {
    const document = about.standing.find(({ documentId }) => documentId === question.documentId)
    if (document && document.readiness !== 'ready') {
      const at = deps.clock.now()
      results.set(question.id, { at, passed: false, because: 'not_ready', answer: '', confidence: 0, documentIds: [] })
      continue
    }
    const given = await askOne(deps, about, question)
    const because = matchExpected(given, question)
    results.set(question.id, {
      at: deps.clock.now(),
      passed: because === 'matches',
      because,
      answer: given.text,
      confidence: given.confidence,
      documentIds: [...new Set(given.citations.map(({ documentId }) => documentId))],
    })
  }
  return results
}
