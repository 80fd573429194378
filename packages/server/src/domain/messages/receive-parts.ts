import { createHash } from 'node:crypto'

import type { Jobs } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { BatchKind, Store, Transaction } from '../../store/index.ts'
import { COMPLETE_WITHIN_MS, joinParts, takePart } from './join-parts.ts'
import type { Incoming, ReceivingChannel } from './received.ts'
import { deleteSet, holdSet, readSet, type SetKey, writeSet } from './store-received-sets.ts'

const INCOMPLETE_JOB = 'message.incomplete'

interface IncompleteJob extends SetKey {
  readonly channel: ReceivingChannel
  readonly firstAt: number
}

export interface PartsDeps {
  readonly store: Store
  readonly clock: Clock
  readonly jobs: Jobs
  /** Takes whole messages in. */
  readonly receive: (tx: Transaction, items: readonly Incoming[]) => Promise<(string | null)[]>
}

/**
 * Takes parts of long messages in: each is on disk when it is acknowledged, and the message is received in the
 * transaction of its last part. What is incomplete after a day is received as it is, rather than never.
 */
export function receivedParts(deps: PartsDeps): BatchKind<Incoming, string | null> {
  deps.jobs.define<IncompleteJob>(INCOMPLETE_JOB, async (job) => {
    await deps.store.transaction((tx) => giveUpWaiting(tx, job, deps))
    return 'done'
  })
  return {
    name: 'receive-part',
    async run(tx, items) {
      // Sorted, so that two transactions that hold the same sets wait for each other in one direction only.
      const inTurn = items.map((item, index): Turn => ({ item, index, key: keyOf(item) })).sort(byReference)
      const whole: Whole[] = []
      for (const turn of inTurn) whole.push(...(await take(tx, turn, deps)))
      whole.sort((one, other) => one.index - other.index)
      const ids = await deps.receive(tx, whole)
      const results = items.map((): string | null => null)
      whole.forEach(({ index, completes }, at) => {
        if (completes) results[index] = ids[at] ?? null
      })
      return results
    },
  }
}

interface Turn {
  readonly item: Incoming
  /** Its place among those that came together. */
  readonly index: number
  readonly key: SetKey
}

function byReference({ key: one }: Turn, { key: other }: Turn): number {
  return one.reference < other.reference ? -1 : one.reference > other.reference ? 1 : 0
}

/** A message that the part at `index` lets be received. */
interface Whole extends Incoming {
  readonly index: number
  /** Whether it is the part's own; otherwise an older one, whose reference is used again. */
  readonly completes: boolean
}

/** A reference holds what the sender calls himself, which may be of any length. */
function keyOf({ channel, received: { part } }: Incoming): SetKey {
  return {
    channelId: channel.id,
    reference: createHash('sha256')
      .update(part?.reference ?? '')
      .digest('base64url'),
  }
}

async function take(tx: Transaction, { item, index, key }: Turn, deps: PartsDeps): Promise<Whole[]> {
  const { channel, received } = item
  const now = deps.clock.now()
  const before = await holdSet(tx, deps.store.words, key, now)
  const { set, whole } = takePart(before, received, now)
  if (set === before) return []
  await writeSet(tx, key, set)
  if (set.firstAt !== before?.firstAt) {
    const payload: IncompleteJob = { ...key, channel, firstAt: set.firstAt }
    const dueAt = set.firstAt + COMPLETE_WITHIN_MS
    await deps.jobs.enqueue(tx, [{ kind: INCOMPLETE_JOB, payload, dueAt, workspaceId: channel.workspaceId }])
  }
  return whole.map((each, at) => ({
    channel,
    received: each,
    index,
    completes: set.doneAt !== null && at === whole.length - 1,
  }))
}

async function giveUpWaiting(
  tx: Transaction,
  { channel, firstAt, ...key }: IncompleteJob,
  deps: PartsDeps,
): Promise<void> {
  const set = await readSet(tx, deps.store.words, key)
  // Its reference may have been used again since, for a message that has a job of its own.
  if (set?.firstAt !== firstAt) return
  await deleteSet(tx, key)
  if (set.doneAt === null) await deps.receive(tx, [{ channel, received: joinParts(set) }])
}
