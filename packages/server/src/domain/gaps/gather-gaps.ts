import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import { MINUTE_MS } from '../../kernel/time.ts'
import type { Store, Transaction } from '../../store/index.ts'
import { markGathered, unansweredRequests } from '../chat/index.ts'
import { LIVE, shelvesOf, type Site } from '../knowledge/index.ts'
import { siteOf } from '../sites/index.ts'
import { type Gathered, planGathering } from './plan-gathering.ts'
import { addToGap, type HeldGap, holdGaps, insertGap, insertQuestions, takeSite, timesOf } from './store-gathered.ts'
import { gatheredOf } from './store-ways.ts'

export interface GatherDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
}

/** Questions that are gathered at once: what is worked out for them holds the serving thread, which answers are waiting for. */
const AT_ONCE = 5

/** What is asked so soon after an approval was on its way before its document was found. */
const REOPENS_AFTER_MS = 5 * MINUTE_MS

/**
 * Gathers what was asked in vain on a site, a few questions at a time. What belongs where is found out before the transaction,
 * which holds only if nobody else gathered meanwhile: of two processes one is told so, and begins again. Resolves with whether
 * there may be more.
 */
export async function gatherSome(deps: GatherDeps, own: Site): Promise<boolean> {
  const { store, clock, newId } = deps
  const seen = await gatheredOf(store.read, own)
  const requests = await unansweredRequests(store.read, own, AT_ONCE)
  const site = await siteOf(store.read, own)
  if (requests.length === 0 || !site) return false
  const gathered = await planGathering(store.read, { site, newId }, requests)
  const now = clock.now()
  try {
    await store.transaction(async (tx) => {
      if (!(await takeSite(tx, own, seen))) throw new GatheredMeanwhile()
      const ids = requests.map(({ requestId }) => requestId)
      if ((await markGathered(tx, own, ids, now)) !== ids.length) throw new GatheredMeanwhile()
      await writeGathered(tx, deps, own, gathered)
    })
  } catch (error) {
    if (!(error instanceof GatheredMeanwhile)) throw error
  }
  return true
}

/** Rolls back what was planned from what is no longer so. */
class GatheredMeanwhile extends Error {}

async function writeGathered(
  tx: Transaction,
  { store, clock }: GatherDeps,
  own: Site,
  gathered: readonly Gathered[],
): Promise<void> {
  const now = clock.now()
  const byGap = Map.groupBy(gathered, ({ gapId }) => gapId)
  const opened = new Set(gathered.flatMap(({ gapId, opens }) => (opens ? [gapId] : [])))
  for (const id of opened) await insertGap(tx, own, { id, gathered: byGap.get(id) ?? [], now })
  const known = [...byGap.keys()].filter((id) => !opened.has(id))
  const held = await holdGaps(tx, own, known, store.words.forUpdate)
  const shelves = await shelvesOf(
    tx,
    own,
    held.flatMap(({ documentId }) => documentId ?? []),
  )
  for (const gap of held) {
    const more = byGap.get(gap.id) ?? []
    const places = gap.documentId === null ? [] : (shelves.get(gap.documentId) ?? [])
    await addToGap(tx, own, { id: gap.id, gathered: more, reopens: reopens(gap, timesOf(more).last, places), now })
  }
  await insertQuestions(tx, own, gathered)
}

/**
 * Whether a gap that was resolved is open again: it was asked in vain, though what was approved could have answered. As long
 * as that is tried with a batch only, most are not shown it.
 */
export function reopens({ state, resolvedAt }: HeldGap, askedAt: number, shelves: readonly string[]): boolean {
  if (state !== 'resolved' || resolvedAt === null || askedAt < resolvedAt + REOPENS_AFTER_MS) return false
  const onTrial = shelves.length > 0 && !shelves.includes(LIVE)
  return !onTrial
}
