/** What people asked and nothing answered, and the example that a fresh install answers from. */
import Type, { type Static } from 'typebox'
import { count, flag, id, nullable, oneOf, text, time } from '../fields.ts'
import { gapStates } from '../states.ts'
import { PageMeta } from './envelope.ts'

/** Why a question counts as unanswered. */
export const gapReasons = ['declined', 'low_confidence', 'bad_feedback'] as const
export type GapReason = (typeof gapReasons)[number]

/** Who wrote the draft's answer: nobody yet, the passages that are nearest, or a person. */
export const gapDraftStates = ['empty', 'to_check', 'edited'] as const
export type GapDraftState = (typeof gapDraftStates)[number]

export const GapQuote = Type.Object({
  document_id: id('document'),
  version: Type.Integer({ minimum: 1 }),
  title: Type.String(),
  headings: Type.Array(Type.String(), { description: 'The headings above it, the outermost first.' }),
  quote: text('As it stands in the document.'),
})
export type GapQuote = Static<typeof GapQuote>

export const GapDraft = Type.Object({
  question: text('The question that stands for the others best, or as it was edited. Personal data is masked.'),
  answer: nullable(
    text('Quotes of the nearest passages, to be checked, or as it was edited; null where nothing is near.'),
  ),
  title: nullable(text('Title of the document to be made; null: the question.')),
  category: nullable(Type.String()),
  status: oneOf(gapDraftStates, {
    description: '`to_check`: quotes that were near, and answered nobody. `edited`: a person wrote it.',
  }),
  hint: text('What to do, in English.'),
  quotes: Type.Array(GapQuote, { description: 'Where the quotes stand.' }),
  document: Type.Unsafe<{ document_id: string; title: string } | null>({
    ...Type.Object({ document_id: id('document'), title: Type.String() }),
    type: ['object', 'null'],
    description: 'The document to change instead, where one is near; null: none is.',
  }),
})
export type GapDraft = Static<typeof GapDraft>

export const Gap = Type.Object({
  id: id('gap'),
  object: Type.Unsafe<'gap'>({ type: 'string', enum: ['gap'] }),
  site_id: id('site'),
  state: oneOf(gapStates, {
    description: '`resolved`: a document was made of it. `dismissed`: a person wants to hear no more of it.',
  }),
  question_count: count('Unanswered questions in it.'),
  session_count: count('Sessions in which they were asked.'),
  session_share: Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'Of the sessions that asked anything in the last 30 days, those that asked this then.',
  }),
  reasons: Type.Object({
    declined: count('Nothing supported an answer.'),
    low_confidence: count('The answer was unsure.'),
    bad_feedback: count('The answer was called bad.'),
  }),
  languages: Type.Array(Type.Object({ language: Type.String(), question_count: count('Questions in it.') }), {
    description: 'The most frequent first.',
  }),
  examples: Type.Array(Type.String(), {
    maxItems: 5,
    description: 'Some of its questions, the likest to the others first. Personal data is masked.',
  }),
  first_seen_at: time('When the first of its questions was asked.'),
  last_seen_at: time('When the last one was.'),
  draft: GapDraft,
  document_id: nullable(id('document', 'The document that its approval made; null: none yet.')),
  reopened: flag('Whether it was resolved, and was asked again without an answer.'),
  resolved_at: nullable(time()),
  dismissed_at: nullable(time()),
  created_at: time(),
  updated_at: time(),
})
export type Gap = Static<typeof Gap>

export const GapQuestion = Type.Object({
  request_id: id('request', 'The chat request.'),
  session_id: Type.String(),
  question: text('As it was asked; personal data is masked.'),
  language: Type.String(),
  reason: oneOf(gapReasons),
  asked_at: time(),
})
export type GapQuestion = Static<typeof GapQuestion>

export const GapPage = Type.Object({ gaps: Type.Array(Gap), meta: PageMeta })
export type GapPage = Static<typeof GapPage>

export const GapDetail = Type.Object({
  ...Gap.properties,
  questions: Type.Array(GapQuestion, { description: 'A page of them, the newest first.' }),
  meta: PageMeta,
})
export type GapDetail = Static<typeof GapDetail>

/** Whether the example answers: only while nothing of the site's own does. */
export const siteExampleStates = ['answering', 'aside', 'none'] as const
export type SiteExampleState = (typeof siteExampleStates)[number]

const ExampleDocument = Type.Object({
  document_id: id('document'),
  title: Type.String(),
  type: oneOf(['text', 'qa'] as const),
  language: Type.String(),
})

export const SiteExample = Type.Object({
  site_id: id('site'),
  state: oneOf(siteExampleStates, {
    description:
      '`answering`: it answers, for nothing of the site’s own does yet. `aside`: it is kept, and never in an answer. `none`: it was removed, or never was there.',
  }),
  documents: Type.Array(ExampleDocument),
})
export type SiteExample = Static<typeof SiteExample>

export const AddedExample = Type.Object({ ...SiteExample.properties, added: count('Documents that were not there.') })
export type AddedExample = Static<typeof AddedExample>

export const RemovedExample = Type.Object({
  site_id: id('site'),
  removed: Type.Array(ExampleDocument, { description: 'Empty where there was none.' }),
})
export type RemovedExample = Static<typeof RemovedExample>
