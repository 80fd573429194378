import type { GapQuote } from '@posthorn/contract'

import type { Reader, Transaction } from '../../store/index.ts'
import type { Site } from '../knowledge/index.ts'

/** A gap with questions that came since it was drafted. */
export interface DueDraft {
  readonly id: string
  readonly workspaceId: string
  readonly questionCount: number
  readonly question: string
  readonly editedQuestion: string | null
}

/** Sites of any workspace with something to draft. */
export async function sitesToDraft(read: Reader, limit: number): Promise<Site[]> {
  const rows = await read.all<{ workspace_id: string; site_id: string }>(
    'select distinct workspace_id, site_id from gap where draft_due = 1 order by workspace_id, site_id limit $1',
    [limit],
  )
  return rows.map((row) => ({ workspaceId: row.workspace_id, siteId: row.site_id }))
}

export async function dueDrafts(read: Reader, { workspaceId, siteId }: Site, limit: number): Promise<DueDraft[]> {
  const rows = await read.all<{
    id: string
    question_count: number
    draft_question: string
    edited_question: string | null
  }>(
    `select id, question_count, draft_question, edited_question from gap
     where workspace_id = $1 and site_id = $2 and draft_due = 1 order by id limit $3`,
    [workspaceId, siteId, limit],
  )
  return rows.map((row) => ({
    id: row.id,
    workspaceId,
    questionCount: row.question_count,
    question: row.draft_question,
    editedQuestion: row.edited_question,
  }))
}

/** Writes a draft; where questions came meanwhile it stays due. What a person wrote is not touched. */
export async function writeDraft(
  tx: Transaction,
  gap: DueDraft,
  draft: {
    readonly examples: readonly string[]
    readonly question: string
    readonly answer: string | null
    readonly quotes: readonly GapQuote[]
  },
): Promise<void> {
  await tx.run(
    `update gap set examples = $1, draft_question = $2, draft_answer = $3, draft_quotes = $4,
       draft_due = case when question_count = $5 then 0 else 1 end
     where id = $6 and workspace_id = $7`,
    [
      ...[JSON.stringify(draft.examples), draft.question, draft.answer, JSON.stringify(draft.quotes)],
      ...[gap.questionCount, gap.id, gap.workspaceId],
    ],
  )
}
