import type { MessageHistoryLine } from '@posthorn/sdk'
import type { BadgeTone } from '../ui/badge.tsx'

interface Described {
  readonly word: string
  readonly tone: BadgeTone
  readonly sentence: string
}

const statuses: Readonly<Record<string, { tone: BadgeTone; sentence: string }>> = {
  sent: { tone: 'info', sentence: 'The carrier has it.' },
  delivered: { tone: 'ok', sentence: 'It reached its recipient.' },
  read: { tone: 'ok', sentence: 'Its recipient read it.' },
  opened: { tone: 'ok', sentence: 'It was opened.' },
  clicked: { tone: 'ok', sentence: 'A link in it was followed.' },
  failed: { tone: 'bad', sentence: 'It failed.' },
  bounced: { tone: 'bad', sentence: 'It came back.' },
  complained: { tone: 'bad', sentence: 'Its recipient marked it as spam.' },
  retrying: { tone: 'warn', sentence: 'The carrier did not take it: it is tried again.' },
  unknown: { tone: 'warn', sentence: 'No answer: nobody knows whether the carrier has it, so it is not sent again.' },
  cancelled: { tone: 'idle', sentence: 'It was cancelled: it is not sent.' },
  paused: { tone: 'warn', sentence: 'Held back: no credits are left.' },
  resumed: { tone: 'info', sentence: 'It goes on.' },
}

/** Lines that change nothing by their nature. */
const neverApplied = new Set(['retrying', 'unknown', 'paused', 'resumed'])

/** A line of the history in words. A report that changed nothing says so. */
export function describeLine({ status, applied }: Pick<MessageHistoryLine, 'status' | 'applied'>): Described {
  const known = statuses[status] ?? { tone: 'idle' as const, sentence: 'The carrier reported it.' }
  if (applied || neverApplied.has(status)) return { word: status, ...known }
  return { word: status, tone: 'idle', sentence: 'Reported and not applied: it was late, or known already.' }
}

const names: Readonly<Record<string, string>> = {
  provider_message_id: 'carrier’s id',
  retry_at: 'next attempt',
  because: 'because',
  bounceType: 'bounce',
}

/** What else is known, as names and values. Nothing that is empty. */
export function detailsOf({ detail }: Pick<MessageHistoryLine, 'detail'>): { name: string; value: string }[] {
  return Object.entries(detail ?? {}).flatMap(([key, value]) => {
    if (value === null || value === '') return []
    const shown = typeof value === 'string' ? value : JSON.stringify(value)
    return [{ name: names[key] ?? key.replaceAll('_', ' '), value: shown }]
  })
}

/**
 * Whom a line is about, where an e-mail has several recipients. Their ids are in the order of the recipients; until all of them
 * have a line, nobody can tell which is whose.
 */
export function recipientOf(
  { message_id: id }: Pick<MessageHistoryLine, 'message_id'>,
  lines: readonly Pick<MessageHistoryLine, 'message_id'>[],
  recipients: readonly string[],
): string | null {
  if (recipients.length < 2) return null
  const ids = [...new Set(lines.map((line) => line.message_id))].sort()
  return ids.length === recipients.length ? (recipients[ids.indexOf(id)] ?? null) : null
}
