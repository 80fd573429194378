import { type GapState, isAllowed } from '@posthorn/contract'

import { ApiError, invalid, notFound } from '../../kernel/api-error.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Store, Transaction } from '../../store/index.ts'
import { requireSite } from '../sites/index.ts'
import type { Gap } from './gap.ts'
import { gapById, updateGap } from './store.ts'

export interface ChangeDeps {
  readonly store: Store
  readonly clock: Clock
  /** Runs a write and keeps its answer for the call's idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}

type GapCall = Pick<Call<'gaps.update'>, 'caller' | 'params'>

/** The gap of a call, held until the transaction ends. */
export async function holdGap(tx: Transaction, { store }: Pick<ChangeDeps, 'store'>, call: GapCall): Promise<Gap> {
  const site = await requireSite(tx, call.caller, call.params.site_id)
  const own = { workspaceId: site.workspaceId, siteId: site.id }
  const gap = await gapById(tx, own, call.params.gap_id, store.words.forUpdate)
  if (!gap) throw notFound('gap')
  return gap
}

/** Edits a draft, dismisses a gap, reopens it; what comes of it is given to `shown` in the same transaction. */
export function changeGap(
  deps: ChangeDeps,
  call: Call<'gaps.update'>,
  shown: (tx: Transaction, gap: Gap) => Promise<Answer>,
): Promise<Answer> {
  return deps.write(call, async (tx) => {
    const before = await holdGap(tx, deps, call)
    const moved = movedTo(before, call.body.state ?? before.state, deps.clock.now())
    const after = edited(moved, call.body)
    if (after === before) return shown(tx, before)
    const written = { ...after, updatedAt: deps.clock.now() }
    await updateGap(tx, written)
    return shown(tx, written)
  })
}

function movedTo(gap: Gap, state: 'open' | 'dismissed' | GapState, now: number): Gap {
  if (state === gap.state) return gap
  if (state === 'dismissed') {
    if (!isAllowed('gap', 'dismiss', gap.state)) throw refusal(gap, 'dismissed')
    return { ...gap, state, dismissedAt: now }
  }
  if (!isAllowed('gap', 'reopen', gap.state)) throw refusal(gap, 'reopened')
  // A person opens it: that it came back by itself is said of nothing else.
  return { ...gap, state: 'open', reopened: false, dismissedAt: null }
}

type Edits = Pick<Call<'gaps.update'>['body'], 'question' | 'answer' | 'title' | 'category'>

function edited(gap: Gap, { question, answer, title, category }: Edits): Gap {
  if ([question, answer, title, category].every((each) => each === undefined)) return gap
  if (!isAllowed('gap', 'edit', gap.state)) throw refusal(gap, 'edited')
  return {
    ...gap,
    edited: {
      question: textOf('question', question, gap.edited.question),
      answer: textOf('answer', answer, gap.edited.answer),
      title: textOf('title', title, gap.edited.title),
      category: textOf('category', category, gap.edited.category),
    },
  }
}

/** What a field says after an edit: undefined leaves it, null gives it back to us. */
export function textOf(param: string, given: string | null | undefined, before: string | null): string | null {
  if (given === undefined) return before
  if (given === null) return null
  const text = given.trim()
  if (text === '') throw invalid(param, 'it is empty; give some text')
  return text
}

/** 409: what cannot be done to a gap in its state. */
export function refusal({ id, state }: Gap, done: string): ApiError {
  const help = state === 'open' ? '' : '; reopen it first'
  return new ApiError('CONFLICT', { words: { reason: `The gap ${id} is ${state} and cannot be ${done}${help}` } })
}
