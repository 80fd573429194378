import type { Feedback, Performed, QueueDefinition } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { BatchKind, Store, Reader } from '../../store/index.ts'
import { type Carried, type CarryDeps, carryMessage, LEASE_LOST, type MarkCalling } from './carry-message.ts'
import { isAnswer, readContent } from './content.ts'
import { findPostage, type PostageDeps } from './find-postage.ts'
import { type MessageTask, toTask } from './message-task.ts'
import type { CarriedBy } from './message.ts'
import type { CarrierAnswer } from './port.ts'
import type { SendOutcome, SettleMessage } from './settle-message.ts'
import { contentsById, messagesById, toMessage } from './store.ts'
import { type CallingMark, writeCalling } from './store-progress.ts'
import { findSuppressed, SUPPRESSED } from './suppressed-recipients.ts'

export interface DeliverDeps extends CarryDeps, PostageDeps {
  readonly store: Store
  readonly clock: Clock
  readonly settle: SettleMessage
  readonly defaultFrom: string
  /** Whether this process may work on the messages of a channel. */
  readonly mayCarry: (channelId: string) => boolean
}

/**
 * Gives messages to their carriers. Three things may befall an attempt, and each leaves a different mark:
 *
 * - its end is seen, and written with what follows from it;
 * - the process dies before the carrier is called: the lease ends with it, and another process begins anew;
 * - the process dies while the carrier is called: for a carrier that would deliver twice, `calling_since` was written
 *   before the call, and whoever finds it set says `unknown` instead of calling again.
 *
 * That mark costs a write for each message, which is gathered with others; carriers that know our ids do without.
 */
export function messageQueue(deps: DeliverDeps): QueueDefinition<MessageTask, SendOutcome> {
  const markCalling = createMarkCalling(deps)
  return {
    table: 'message',
    ordered: true,
    slots: 256,
    laneSlots: { first: 16, most: 128 },
    takes: deps.mayCarry,
    load: loadTasks,
    perform: (task) => perform(task, deps, markCalling),
    settle: deps.settle,
  }
}

async function loadTasks(connection: Reader, ids: readonly string[]): Promise<MessageTask[]> {
  const rows = await messagesById(connection, ids)
  const elsewhere = await contentsById(connection, [...new Set(rows.flatMap((row) => row.call_id ?? []))])
  return rows.flatMap((row) => {
    const content = row.call_id === null ? readContent(row.kind, row.content) : elsewhere.get(row.call_id)
    if (!content) return []
    return [
      toTask(toMessage(row), {
        content,
        contactName: row.contact_name,
        lane: row.lane,
        callingSince: row.calling_since,
      }),
    ]
  })
}

async function perform(
  task: MessageTask,
  deps: DeliverDeps,
  markCalling: MarkCalling,
): Promise<Performed<SendOutcome>> {
  const startedAt = deps.clock.monotonic()
  const suppressed = await refuseSuppressed(task, deps)
  const found = suppressed ? { refusal: suppressed } : await findPostage(task, deps)
  const carried: Carried =
    'refusal' in found
      ? { answer: found.refusal, by: null, elsewhere: false }
      : await carryMessage({ ...task, postage: found.postage }, deps, markCalling)
  const { answer, by } = carried
  const line = {
    message: task.id,
    workspace: task.group,
    provider: by?.provider ?? null,
    channel: by?.channelId ?? null,
    attempt: task.attempt,
    answer: answer.kind,
    duration_ms: Math.round(deps.clock.monotonic() - startedAt),
    ...('detail' in answer ? { detail: answer.detail } : {}),
    ...('code' in answer ? { code: answer.code } : {}),
  }
  if (answer.kind === 'unknown') deps.log.warn(line, 'message.outcome_unknown')
  else deps.log.debug(line, 'message.attempted')
  return { outcome: { ...carried, finishedAt: deps.clock.now() }, feedback: feedbackOf(answer) }
}

function feedbackOf(answer: CarrierAnswer): Feedback {
  return answer === LEASE_LOST ? 'good' : FEEDBACK[answer.kind]
}

/** A refusal is about the message and says nothing against the carrier. */
const FEEDBACK: Record<CarrierAnswer['kind'], Feedback> = {
  accepted: 'good',
  rejected: 'good',
  throttled: 'struggling',
  unavailable: 'struggling',
  unknown: 'struggling',
}

/**
 * Asks again at the last moment: since it was accepted, the message's recipient may have bounced or unsubscribed. Who
 * cannot be asked about is not written to; the message waits as it does for a carrier that is away. One that was being
 * called when its process ended may have been sent already: that is not known to be a refusal.
 */
async function refuseSuppressed(
  { message, content, callingSince }: MessageTask,
  { store, clock }: DeliverDeps,
): Promise<CarrierAnswer | null> {
  if (callingSince !== null) return null
  const mailing = { ...message, isAnswer: isAnswer(content) }
  try {
    const isSuppressed = await findSuppressed(store.read, [mailing], clock.now())
    return isSuppressed(mailing) ? { kind: 'rejected', ...SUPPRESSED } : null
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { kind: 'unavailable', detail: `The suppression list could not be read: ${detail}` }
  }
}

function createMarkCalling({ store, clock }: DeliverDeps): MarkCalling {
  const marks: BatchKind<CallingMark, boolean> = {
    name: 'mark-calling',
    async run(tx, items) {
      const marked = await writeCalling(tx, items, clock.now())
      return items.map((item) => marked.has(item.id))
    },
  }
  return async ({ id }, by: CarriedBy) => {
    const owner = store.presence.nodeId
    return owner !== null && (await store.grouped.submit(marks, { id, owner, ...by }))
  }
}
