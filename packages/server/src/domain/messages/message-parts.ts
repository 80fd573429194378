import type { PartName, ReportedChange, SentParts } from './port.ts'

export type PartState = 'sent' | 'delivered' | 'failed'

/** One SMS of those that a message went in. */
export interface MessagePart {
  readonly messageId: string
  /** Which attempt at the message it belongs to. */
  readonly attempt: number
  /** From 1. */
  readonly number: number
  readonly total: number
  readonly channelId: string
  /** What the carrier calls it. */
  readonly name: string
  /** E.164. */
  readonly recipient: string
  readonly state: PartState
  readonly createdAt: number
}

/** The parts that an attempt's answer names. */
export function partsAfter(
  sent: SentParts | undefined,
  attempt: Pick<MessagePart, 'messageId' | 'attempt' | 'channelId' | 'recipient' | 'createdAt'>,
): MessagePart[] {
  const { total, ids } = sent ?? { total: 0, ids: [] }
  return ids.map((name, index) => ({ ...attempt, number: index + 1, total, name, state: 'sent' }))
}

/** Fewer digits than that are no number that two people could not share. */
const FEWEST_DIGITS = 5

/**
 * Which part a report is about. Names are short, reused after a while, and spelled in more than one way, so that several
 * may fit: the one that went to a number that the report names, by the likeliest spelling, the latest of those. A report
 * that names none of the numbers is believed where only one part fits, and by its own spelling.
 */
export function choosePart(parts: readonly MessagePart[], name: PartName): MessagePart | undefined {
  const fitting = name.ids.flatMap((id) =>
    parts
      .filter((part) => part.channelId === name.channelId && part.name === id)
      .sort((one, other) => other.createdAt - one.createdAt),
  )
  const toWhom = fitting.find((part) => name.numbers.some((number) => isSameNumber(number, part.recipient)))
  if (toWhom) return toWhom
  const [only] = fitting
  return fitting.length === 1 && only?.name === name.ids[0] ? only : undefined
}

/** Carriers write numbers with a plus or without, and some without the country. */
function isSameNumber(one: string, other: string): boolean {
  const [short, long] = [one, other].map((number) => number.replace(/\D/g, '').replace(/^0+/, '')).sort(byLength)
  return short !== undefined && long !== undefined && short.length >= FEWEST_DIGITS && long.endsWith(short)
}

function byLength(one: string, other: string): number {
  return one.length - other.length
}

/** What a report about one part means for the message, and how the parts stand afterwards. */
export interface PartDecision {
  readonly parts: readonly MessagePart[]
  /** Whether it is news about the message; otherwise it stands in its history and nothing follows. */
  readonly decides: boolean
}

/** A message is delivered with its last part, and fails with the first that does. What a part became it stays. */
export function decidePart(
  parts: readonly MessagePart[],
  about: Pick<MessagePart, 'messageId' | 'attempt' | 'number'>,
  change: ReportedChange,
): PartDecision {
  const isIt = (part: MessagePart): boolean => part.attempt === about.attempt && part.number === about.number
  const state = change.status === 'delivered' || change.status === 'failed' ? change.status : null
  const part = parts.find(isIt)
  if (!part || state === null) return { parts, decides: part !== undefined }
  if (part.state !== 'sent') return { parts, decides: part.total === 1 }
  const after = parts.map((each) => (isIt(each) ? { ...each, state } : each))
  if (state === 'failed') return { parts: after, decides: true }
  const delivered = after.filter((each) => each.attempt === about.attempt && each.state === 'delivered')
  return { parts: after, decides: delivered.length === part.total }
}
