import { joinEscapes } from '../../kernel/sms-text/index.ts'
import { DAY_MS, MINUTE_MS } from '../../kernel/time.ts'
import type { ReceivedMessage } from './port.ts'

/** The parts of one long message that have come, by their number. */
export interface ReceivedSet {
  readonly total: number
  readonly parts: Readonly<Record<string, ReceivedMessage>>
  readonly firstAt: number
  /** When the last part came and the message was received; null: parts are missing. */
  readonly doneAt: number | null
}

/** So long the missing parts are waited for; then what has come is received as it is. */
export const COMPLETE_WITHIN_MS = DAY_MS
/** So long a part of a message that is complete may come again; later ones belong to another message. */
const REPEATED_WITHIN_MS = 10 * MINUTE_MS

export interface PartTaken {
  /** How the set stands now; the same as before: it was a repetition. */
  readonly set: ReceivedSet
  /** What is received now: an older message whose reference is used again as it is, and the one that is complete. */
  readonly whole: readonly ReceivedMessage[]
}

/**
 * Adds a part to those that came under its reference. References are few and used again: a part that does not fit those
 * that are there begins another message.
 */
export function takePart(before: ReceivedSet | null, received: ReceivedMessage, now: number): PartTaken {
  const { part } = received
  if (!part) throw new Error('it is no part')
  const known = before?.parts[part.number]
  const isOver = before !== null && before.doneAt !== null && now - before.doneAt > REPEATED_WITHIN_MS
  if (before && !isOver && before.total === part.total && known && textOf(known) === textOf(received))
    return { set: before, whole: [] }
  const fits = before !== null && before.doneAt === null && before.total === part.total && !known
  const abandoned = before !== null && before.doneAt === null && !fits ? [joinParts(before)] : []
  const begun: ReceivedSet = fits ? before : { total: part.total, parts: {}, firstAt: now, doneAt: null }
  const set = { ...begun, parts: { ...begun.parts, [part.number]: received } }
  if (Object.keys(set.parts).length < set.total) return { set, whole: abandoned }
  const done = { ...set, doneAt: now }
  return { set: done, whole: [...abandoned, joinParts(done)] }
}

/** One message of those parts that have come, in their order. */
export function joinParts({ parts }: Pick<ReceivedSet, 'parts'>): ReceivedMessage {
  const inOrder = Object.entries(parts)
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, received]) => received)
  const [first] = inOrder
  if (first?.content.kind !== 'sms') throw new Error('only SMS come in parts')
  const isWide = inOrder.some(({ content }) => content.kind === 'sms' && content.encoding === 'UCS-2')
  const text = joinEscapes(inOrder.map(textOf).join(''))
  const { part: _, ...rest } = first
  return { ...rest, content: { ...first.content, text, encoding: isWide ? 'UCS-2' : 'GSM-7' } }
}

function textOf({ content }: ReceivedMessage): string {
  return content.kind === 'sms' ? content.text : ''
}
