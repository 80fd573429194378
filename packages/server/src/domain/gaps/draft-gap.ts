import type { GapQuote } from '@posthorn/contract'

import type { Reader, Store } from '../../store/index.ts'
import { attemptAnswer } from '../chat/index.ts'
import { type Language, LIVE, type Site } from '../knowledge/index.ts'
import { siteOf } from '../sites/index.ts'
import { rankQuestions } from './choose-representative.ts'
import { sameMeaning } from './compare-questions.ts'
import { type DueDraft, dueDrafts, writeDraft } from './store-drafts.ts'
import { textsOf, waysOf } from './store-ways.ts'

/** The live documents of a site whose passages are not to be quoted: an example that has been put aside. */
export type HiddenOf = (read: Reader, site: Site) => Promise<readonly string[]>

export interface DraftDeps {
  readonly store: Store
  readonly hiddenOf: HiddenOf
}

/** Questions that are looked at for the one that stands for all. */
const MOST_TEXTS = 200
const DRAFTS_AT_ONCE = 20

/** What shares nothing with a question but small words; anything more may help whoever writes the answer. */
const NEAR = 0.005

/** Drafts what has new questions on a site; resolves with how many drafts it made. */
export async function draftDue(deps: DraftDeps, own: Site): Promise<number> {
  const due = await dueDrafts(deps.store.read, own, DRAFTS_AT_ONCE)
  for (const gap of due) await draftGap(deps, own, gap)
  return due.length
}

async function draftGap({ store, hiddenOf }: DraftDeps, own: Site, gap: DueDraft): Promise<void> {
  const site = await siteOf(store.read, own)
  if (!site) return
  const ways = await waysOf(store.read, own, [gap.id])
  const texts = await textsOf(store.read, { workspaceId: own.workspaceId, gapId: gap.id }, MOST_TEXTS)
  const asked = ways.map((way) => ({ ...way, key: way.way, texts: texts.get(way.way) ?? [] }))
  const examples = rankQuestions(asked, sameMeaning(site.synonyms))
  const question = gap.editedQuestion ?? examples[0] ?? gap.question
  const language = ways[0]?.signature.language ?? site.language ?? 'en'
  const hidden = await hiddenOf(store.read, own)
  const near = await nearestPassages(store.read, { ...own, hidden, synonyms: site.synonyms }, { question, language })
  await store.transaction((tx) => writeDraft(tx, gap, { examples, question: examples[0] ?? gap.question, ...near }))
}

interface Near {
  /** Null: nothing is near. */
  readonly answer: string | null
  readonly quotes: readonly GapQuote[]
}

/** What the documents say that comes nearest: quotes, which did not answer, and may be what an answer is made from. */
async function nearestPassages(
  read: Reader,
  site: Site & {
    readonly hidden: readonly string[]
    readonly synonyms: Parameters<typeof attemptAnswer>[1]['synonyms']
  },
  { question, language }: { readonly question: string; readonly language: Language },
): Promise<Near> {
  const asked = { ...site, shelves: [LIVE], text: question, language, answerIn: language }
  const { confidence, quotations } = await attemptAnswer(read, asked)
  if (confidence < NEAR || quotations.length === 0) return { answer: null, quotes: [] }
  return {
    answer: quotations.map(({ text }) => text).join('\n\n'),
    quotes: quotations.map(({ citation }) => ({
      document_id: citation.documentId,
      version: citation.version,
      title: citation.title,
      headings: [...citation.headings],
      quote: citation.quote,
    })),
  }
}
