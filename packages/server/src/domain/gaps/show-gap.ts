import type { Gap as PublicGap, GapDraft, GapQuestion } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import type { Gap, GapQuestionRow } from './gap.ts'
import type { GapCounts } from './store.ts'

/** @param sessions How many sessions of the site asked anything lately. */
export function showGap(gap: Gap, counts: GapCounts | undefined, sessions: number): PublicGap {
  const { sessions: own = 0, lately = 0, languages = [] } = counts ?? {}
  return {
    id: gap.id,
    object: 'gap',
    site_id: gap.siteId,
    state: gap.state,
    question_count: gap.questionCount,
    session_count: own,
    session_share: sessions === 0 ? 0 : Math.min(1, Number((lately / sessions).toFixed(4))),
    reasons: { ...gap.reasons },
    languages: languages.map(({ language, questions }) => ({ language, question_count: questions })),
    examples: [...gap.examples],
    first_seen_at: isoTime(gap.firstSeenAt),
    last_seen_at: isoTime(gap.lastSeenAt),
    draft: showDraft(gap),
    document_id: gap.documentId,
    reopened: gap.reopened,
    resolved_at: isoTimeOrNull(gap.resolvedAt),
    dismissed_at: isoTimeOrNull(gap.dismissedAt),
    created_at: isoTime(gap.createdAt),
    updated_at: isoTime(gap.updatedAt),
  }
}

function showDraft({ draft, edited, state }: Gap): GapDraft {
  const answer = edited.answer ?? draft.answer
  const status = edited.answer === null ? (answer === null ? 'empty' : 'to_check') : 'edited'
  const [nearest] = draft.quotes
  return {
    question: edited.question ?? draft.question,
    answer,
    title: edited.title,
    category: edited.category,
    status,
    hint: state === 'resolved' ? 'A document was made of it.' : hints[status],
    quotes: draft.quotes.map((quote) => ({ ...quote, headings: [...quote.headings] })),
    document: nearest ? { document_id: nearest.document_id, title: nearest.title } : null,
  }
}

const hints: Readonly<Record<GapDraft['status'], string>> = {
  empty: 'No document comes near: write the answer, then approve it.',
  to_check:
    'The answer is quoted from passages that are near, and that did not answer. Check it, then approve it, or change the document.',
  edited: 'It was edited: approve it when it is right.',
}

export function showQuestion(row: GapQuestionRow): GapQuestion {
  return {
    request_id: row.requestId,
    session_id: row.sessionId,
    question: row.question,
    language: row.language,
    reason: row.reason,
    asked_at: isoTime(row.askedAt),
  }
}
