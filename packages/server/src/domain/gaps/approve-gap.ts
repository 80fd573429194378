import { isAllowed } from '@posthorn/contract'

import type { Answer, Call } from '../../kernel/call.ts'
import { notFound } from '../../kernel/api-error.ts'
import type { Transaction } from '../../store/index.ts'
import type { createDocuments, NewDocument } from '../documents/index.ts'
import { requireSite } from '../sites/index.ts'
import { type ChangeDeps, holdGap, refusal, textOf } from './change-gap.ts'
import type { Gap } from './gap.ts'
import { gapById, updateGap } from './store.ts'

export interface ApproveDeps extends ChangeDeps {
  readonly documents: Pick<ReturnType<typeof createDocuments>, 'prepare' | 'put'>
}

/**
 * Makes a document of a gap and resolves it, in one transaction. One that was reopened gives its document a new version: both
 * are known by the same `source_id`.
 */
export async function approveGap(
  deps: ApproveDeps,
  call: Call<'gaps.approve'>,
  shown: (tx: Transaction, gap: Gap) => Promise<Answer>,
): Promise<Answer> {
  const { caller, params, body } = call
  const by = { workspaceId: caller.workspaceId, madeBy: caller.keyId }
  const site = await requireSite(deps.store.read, caller, params.site_id)
  const seen = await gapById(deps.store.read, { workspaceId: site.workspaceId, siteId: site.id }, params.gap_id)
  if (!seen) throw notFound('gap')
  const approved = approvedOf(seen, body)
  const prepared = await deps.documents.prepare(by, documentOf(seen, approved, body.batch_id))
  return deps.write(call, async (tx) => {
    const gap = await holdGap(tx, deps, call)
    if (!isAllowed('gap', 'approve', gap.state)) throw refusal(gap, 'approved')
    const { document } = await deps.documents.put(tx, by, prepared)
    const now = deps.clock.now()
    const resolved = { state: 'resolved', documentId: document.id, resolvedAt: now, updatedAt: now } as const
    const after = { ...gap, ...resolved, edited: approved, reopened: false }
    await updateGap(tx, after)
    return shown(tx, after)
  })
}

type Approved = Gap['edited'] & { readonly question: string; readonly answer: string }

/** What is approved: what the call says, and for the rest the draft. */
function approvedOf(gap: Gap, { question, answer, title, category }: Call<'gaps.approve'>['body']): Approved {
  return {
    question: textOf('question', question, gap.edited.question) ?? gap.draft.question,
    answer: textOf('answer', answer, null) ?? '',
    title: textOf('title', title, gap.edited.title),
    category: textOf('category', category, gap.edited.category),
  }
}

function documentOf(gap: Gap, approved: Approved, batchId: string | undefined): NewDocument {
  const { question, answer, title, category } = approved
  return {
    type: 'qa',
    siteId: gap.siteId,
    ...{ title, question, answer, category },
    sourceId: `gap:${gap.id}`,
    status: 'active',
    ...(batchId === undefined ? {} : { batchId }),
  }
}
