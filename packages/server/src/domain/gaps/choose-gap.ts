import { ALIKE, likeness, type SameMeaning } from './compare-questions.ts'
import type { Signature } from './gap-question.ts'

/** What a gap is made of: what was asked, and how often. */
export interface GapMembers {
  readonly gapId: string
  readonly members: readonly { readonly signature: Signature; readonly questions: number }[]
}

/** As like as a question has to be to all of a gap, on the average: one alone could lead from one thing to the next. */
const ON_AVERAGE = 0.45

/**
 * The gap that a question belongs to; null: none, so that it opens one. It is like one of the gap's questions, and not unlike
 * the others. Between gaps that are as good the older one is chosen.
 *
 * Questions that are all alike and unlike all others come into one gap, in whatever order they are asked. One that is like the
 * questions of two gaps goes to the liker of them, and the two stay two.
 */
export function chooseGap(signature: Signature, gaps: readonly GapMembers[], means: SameMeaning): string | null {
  let best: { gapId: string; most: number; mean: number } | null = null
  for (const { gapId, members } of [...gaps].sort((one, other) => (one.gapId < other.gapId ? -1 : 1))) {
    const all = members.map((member) => likeness(signature, member.signature, means))
    const most = Math.max(0, ...all)
    const mean = all.reduce((sum, each) => sum + each, 0) / Math.max(1, all.length)
    if (most < ALIKE || mean < ON_AVERAGE) continue
    if (!best || most > best.most || (most === best.most && mean > best.mean)) best = { gapId, most, mean }
  }
  return best?.gapId ?? null
}
