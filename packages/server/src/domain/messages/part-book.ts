import type { Transaction } from '../../store/index.ts'
import { choosePart, decidePart, type MessagePart } from './message-parts.ts'
import type { CarrierReport, ReportedChange } from './port.ts'
import { partsNamed, partsOf } from './store-parts.ts'

/** What a report about one part means. */
export interface PartNews {
  readonly number: number
  readonly of: number
  /** Whether it is news about the whole message. */
  readonly decides: boolean
}

/** The part that each report is about; undefined for reports of whole messages, and for parts that nobody knows (yet). */
export async function findParts(
  tx: Transaction,
  reports: readonly CarrierReport[],
): Promise<(MessagePart | undefined)[]> {
  const names = [...new Set(reports.flatMap(({ part }) => part?.ids ?? []))]
  const parts = names.length > 0 ? await partsNamed(tx, names) : []
  return reports.map(({ part }) => part && choosePart(parts, part))
}

/** Reads the parts of messages whose rows this transaction holds, and so its parts: they change with their message only. */
export async function holdParts(tx: Transaction, about: readonly (MessagePart | undefined)[]): Promise<PartBook> {
  const ids = [...new Set(about.flatMap((part) => part?.messageId ?? []))]
  return new PartBook(ids.length > 0 ? await partsOf(tx, ids) : [])
}

/** The parts of the messages of one batch of reports: each report sees what the ones before it changed. */
export class PartBook {
  readonly #parts = new Map<string, readonly MessagePart[]>()
  readonly #changed = new Set<string>()

  constructor(parts: readonly MessagePart[]) {
    for (const [id, own] of Map.groupBy(parts, ({ messageId }) => messageId)) this.#parts.set(id, own)
  }

  enter(about: MessagePart | undefined, change: ReportedChange): PartNews | undefined {
    if (!about) return undefined
    const before = this.#parts.get(about.messageId) ?? []
    const { parts, decides } = decidePart(before, about, change)
    this.#parts.set(about.messageId, parts)
    if (parts !== before) this.#changed.add(about.messageId)
    return { number: about.number, of: about.total, decides }
  }

  changed(): MessagePart[] {
    return [...this.#changed].flatMap((id) => this.#parts.get(id) ?? [])
  }
}
