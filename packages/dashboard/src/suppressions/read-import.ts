/** Reads lists of addresses: an export of ours, or what other platforms and spreadsheets give. */
import { suppressionReasons, type SuppressionsImportBody } from '@posthorn/sdk'
import type { ListChannel } from './list-search.ts'
import { listChannels } from './list-words.ts'

export type Entry = SuppressionsImportBody['suppressions'][number]

/** Entries in one call of the API. */
export const MOST_AT_ONCE = 1_000

/**
 * One entry a line: an address, alone or as the first column of a table, or a line of an export. Empty lines and a heading are
 * left out; whether an address is one is the API's to say. `channel`: the list that it is for. A line of an export says itself
 * whose it is.
 */
export function readImport(text: string, channel: ListChannel): Entry[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line, index) => line !== '' && !(index === 0 && isHeading(line, channel)))
    .map((line) => ({ channel, ...(readJsonLine(line) ?? readRow(line)) }))
}

const isHeading = (line: string, channel: ListChannel): boolean =>
  !(channel === 'email' ? line.includes('@') : /\d{3}/.test(line)) && !line.startsWith('{')

function readJsonLine(line: string): Entry | null {
  if (!line.startsWith('{')) return null
  try {
    const { channel, address, reason, expires_at: expiresAt } = JSON.parse(line) as Record<string, unknown>
    if (typeof address !== 'string') return null
    const list = listChannels.find((each) => each === channel)
    return {
      ...(list === undefined ? {} : { channel: list }),
      address,
      ...reasonOf(reason),
      ...(typeof expiresAt === 'string' ? { expires_at: expiresAt } : {}),
    }
  } catch {
    return null
  }
}

/** The address stands in the first column, and a reason of ours in any other. */
function readRow(line: string): Entry {
  const [address = '', ...others] = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  const reason = others.find((cell) => reasonOf(cell).reason !== undefined)
  return { address: address.replace(/^<(.*)>$/, '$1'), ...reasonOf(reason) }
}

function reasonOf(word: unknown): Pick<Entry, 'reason'> {
  const reason = suppressionReasons.find((each) => each === word)
  return reason === undefined ? {} : { reason }
}

/** Parts that one call takes. */
export function inParts(entries: readonly Entry[]): Entry[][] {
  const count = Math.ceil(entries.length / MOST_AT_ONCE)
  return Array.from({ length: count }, (_, index) => entries.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE))
}
