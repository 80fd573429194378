import type { Jobs } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { BatchKind, Store, Transaction } from '../../store/index.ts'
import type { EventDraft, RecordEvents } from '../events/index.ts'
import { type NewSuppression, suppress } from '../suppressions/index.ts'
import type { Credits, SendingEnd } from '../usage/index.ts'
import { decideChange, engagementKey, type MessageChange } from './change-message.ts'
import type { MessageContent } from './content.ts'
import { describeChange } from './describe-event.ts'
import { callIdOf, isWaiting, type Message } from './message.ts'
import type { MessagePart } from './message-parts.ts'
import { findParts, holdParts, type PartNews } from './part-book.ts'
import type { CarrierReport } from './port.ts'
import { decideNextLook, REPORT_JOB, type ReportJob, reportJob } from './report-jobs.ts'
import { sendingEnd } from './sending-end.ts'
import { contentsById } from './store.ts'
import { appliedHistory, type HistoryLine, insertHistory } from './store-history.ts'
import { writePartStates } from './store-parts.ts'
import {
  type HeldMessage,
  holdMessages,
  idsByProviderMessageId,
  type ProgressRow,
  writeProgress,
} from './store-progress.ts'
import { suppressionAfter } from './suppression-after.ts'

export interface ReportDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  readonly recordEvents: RecordEvents
  readonly jobs: Jobs
  readonly credits: Pick<Credits, 'settle'>
}

/** What became of a report. `unknown_message`: no message has this id, or none has it yet. */
export type ReportResult = 'applied' | 'recorded' | 'unknown_message'

export interface Reports {
  /** Applies a report to its message, now. */
  apply(report: CarrierReport): Promise<ReportResult>
  /** Keeps a report, in the caller's transaction, until its message is found: for callbacks, which must answer soon. */
  receive(tx: Transaction, report: CarrierReport): Promise<void>
}

/** Takes up what carriers report. Reports may come late, twice, out of order and before the carrier's own answer. */
export function createReports(deps: ReportDeps): Reports {
  const reports: BatchKind<CarrierReport, ReportResult> = {
    name: 'apply-report',
    run: (tx, items) => applyReports(tx, items, deps),
  }
  const apply = (report: CarrierReport): Promise<ReportResult> => deps.store.grouped.submit(reports, report)
  deps.jobs.define<ReportJob>(REPORT_JOB, async ({ reports: waiting, since }) => {
    const results = await Promise.all(waiting.map(apply))
    const lost = waiting.find((_, index) => results[index] === 'unknown_message')
    if (!lost) return 'done'
    const again = decideNextLook(since, deps.clock.now())
    if (again !== null) return { again }
    const { provider, providerMessageId } = lost
    deps.log.warn({ provider, provider_message_id: providerMessageId }, 'message.report_given_up')
    return 'done'
  })
  return {
    apply,
    receive: (tx, report) => deps.jobs.enqueue(tx, [reportJob(null, { reports: [report], since: deps.clock.now() })]),
  }
}

async function applyReports(
  tx: Transaction,
  items: readonly CarrierReport[],
  deps: ReportDeps,
): Promise<ReportResult[]> {
  const about = await findParts(tx, items)
  const ids = await findMessages(tx, items, about)
  const held = await holdMessages(tx, deps.store.words, [...new Set(ids.filter((id) => id !== null))])
  const parts = await holdParts(tx, about)
  const book = new ReportBook(held, await readEngagements(tx, [...held.keys()], items), deps.newId)
  const contents = await readContents(tx, items, ids, held)
  const now = deps.clock.now()
  const results = items.map((report, index): ReportResult => {
    const row = held.get(ids[index] ?? '')
    return row && (report.workspaceId ?? row.message.workspaceId) === row.message.workspaceId
      ? book.enter(row.message.id, report, {
          content: contents.get(callIdOf(row.message)) ?? null,
          now,
          part: parts.enter(about[index], report.change),
        })
      : 'unknown_message'
  })
  await writeProgress(tx, book.progressRows())
  await writePartStates(tx, parts.changed())
  await insertHistory(tx, book.lines)
  await suppress(tx, deps, book.suppressions)
  await deps.recordEvents(tx, book.events)
  await deps.credits.settle(tx, book.sendingEnds(now))
  return results
}

/** The id of each report's message, as far as it can be known. */
async function findMessages(
  tx: Transaction,
  items: readonly CarrierReport[],
  about: readonly (MessagePart | undefined)[],
): Promise<(string | null)[]> {
  const byName = new Map<string, string>()
  for (const [provider, own] of Map.groupBy(items, (report) => report.provider)) {
    const names = own.flatMap((report) =>
      report.messageId === null && !report.part ? (report.providerMessageId ?? []) : [],
    )
    if (names.length === 0) continue
    for (const [name, id] of await idsByProviderMessageId(tx, provider, names)) byName.set(`${provider}\n${name}`, id)
  }
  return items.map((report, index) => {
    if (report.part) return about[index]?.messageId ?? null
    return report.messageId ?? byName.get(`${report.provider}\n${report.providerMessageId ?? ''}`) ?? null
  })
}

async function readEngagements(
  tx: Transaction,
  ids: readonly string[],
  items: readonly CarrierReport[],
): Promise<Map<string, Set<string>>> {
  const mayRepeat = items.some(
    ({ change }) => change.status === 'opened' || change.status === 'clicked' || change.status === 'complained',
  )
  const engagements = new Map(ids.map((id) => [id, new Set<string>()]))
  for (const line of mayRepeat ? await appliedHistory(tx, ids) : []) {
    const url = line.detail['url']
    engagements.get(line.messageId)?.add(engagementKey(typeof url === 'string' ? { status: line.status, url } : line))
  }
  return engagements
}

/** What messages say is needed where a report is the first to tell that they were handed over. */
async function readContents(
  tx: Transaction,
  items: readonly CarrierReport[],
  ids: readonly (string | null)[],
  held: ReadonlyMap<string, HeldMessage>,
): Promise<Map<string, MessageContent>> {
  const wanted = items.flatMap(({ change }, index) => {
    const row = held.get(ids[index] ?? '')
    return change.status === 'sent' && row && isWaiting(row.message.state) ? callIdOf(row.message) : []
  })
  return contentsById(tx, [...new Set(wanted)])
}

/** What is known beside a report. */
interface Circumstances {
  readonly content: MessageContent | null
  readonly now: number
  /** What it means where it is about one part of the message. */
  readonly part: PartNews | undefined
}

/** One batch of reports: several may be about one message, and each sees what the ones before it changed. */
class ReportBook {
  readonly lines: HistoryLine[] = []
  readonly events: EventDraft[] = []
  /** Addresses that get no more mail. */
  readonly suppressions: NewSuppression[] = []
  readonly #held: ReadonlyMap<string, HeldMessage>
  readonly #engagements: Map<string, Set<string>>
  readonly #changed = new Map<string, Message>()
  readonly #newId: NewId

  constructor(held: ReadonlyMap<string, HeldMessage>, engagements: Map<string, Set<string>>, newId: NewId) {
    this.#held = held
    this.#engagements = engagements
    this.#newId = newId
  }

  enter(id: string, report: CarrierReport, { content, now, part }: Circumstances): ReportResult {
    const message = this.#messageOf(id, report)
    const change: MessageChange = { ...report.change, at: report.occurredAt ?? now }
    const engagements = this.#engagements.get(id) ?? new Set()
    const decision = decideChange({ kind: message.kind, progress: message, engagements }, change)
    const isNews = part ? part.decides : !isOfAnotherAttempt(message, report)
    const applied = decision.kind === 'apply' && isNews
    const { status, at, ...rest } = change
    const detail = part && part.of > 1 ? { ...rest, part: part.number, of: part.of } : rest
    this.lines.push({
      id: this.#newId.prefixed('mst'),
      workspaceId: message.workspaceId,
      messageId: id,
      status,
      applied,
      detail: Object.keys(detail).length > 0 ? detail : null,
      occurredAt: at,
      recordedAt: now,
    })
    this.suppressions.push(...suppressionAfter(message, change, applied))
    if (decision.kind !== 'apply' || !applied) return 'recorded'
    if (decision.engagement !== null) engagements.add(decision.engagement)
    this.#changed.set(id, { ...message, ...decision.progress })
    this.events.push(describeChange(message, change, content && { content, contactName: null, costUsd: null }))
    return 'applied'
  }

  /** A message that the carrier has is not sent again; one that this moment is being sent is left to that attempt. */
  progressRows(): ProgressRow[] {
    return [...this.#changed].map(([id, message]) => {
      const row = this.#held.get(id)
      const keepsTurn = message.state === 'scheduled' || message.state === 'queued' || row?.leaseOwner !== ''
      return { id, progress: message, dueAt: keepsTurn ? (row?.dueAt ?? null) : null }
    })
  }

  /** Messages of which the reports told how their sending ended. */
  sendingEnds(now: number): SendingEnd[] {
    return [...this.#changed].flatMap(([id, message]) => {
      const before = this.#held.get(id)?.message
      return (before && sendingEnd(before, message, now)) ?? []
    })
  }

  /** The message as the reports before this one left it, knowing the carrier's id for it. */
  #messageOf(id: string, report: CarrierReport): Message {
    const message = this.#changed.get(id) ?? this.#held.get(id)?.message
    if (!message) throw new Error(`message ${id} is not held`)
    if (message.providerMessageId !== null || report.providerMessageId === null || report.part) return message
    const named = { ...message, providerMessageId: report.providerMessageId }
    this.#changed.set(id, named)
    return named
  }
}

/** The carrier knows it under another id than the one that it, or another carrier, has the message by. */
function isOfAnotherAttempt(message: Message, { providerMessageId }: CarrierReport): boolean {
  return (
    providerMessageId !== null && message.providerMessageId !== null && providerMessageId !== message.providerMessageId
  )
}
