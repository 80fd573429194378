import { deliveryStates } from '@posthorn/contract'
import type { DeliveryState } from '@posthorn/sdk'

/** The filters of the event log, as they stand in the page's address. */
export interface LogSearch {
  state?: DeliveryState
  type?: string
  within?: Within
  page?: number
}

export const withins = { '1h': 3_600, '24h': 86_400, '7d': 604_800 } as const
export type Within = keyof typeof withins

/** Reads the address; what it cannot be is left out. */
export function readLogSearch(search: Record<string, unknown>): LogSearch {
  const { state, type, within, page } = search
  return {
    ...(isOneOf(deliveryStates, state) ? { state } : {}),
    ...(typeof type === 'string' && type !== '' ? { type } : {}),
    ...(isOneOf(Object.keys(withins) as Within[], within) ? { within } : {}),
    ...(typeof page === 'number' && Number.isInteger(page) && page > 1 ? { page } : {}),
  }
}

/** Changes of single filters, as a form gives them: an empty one takes the filter out. */
export type Changes = { readonly [Filter in keyof LogSearch]: string | number | undefined }

export const changeLogSearch = (search: LogSearch, changes: Changes): LogSearch =>
  readLogSearch({ ...search, ...changes })

const isOneOf = <Word extends string>(words: readonly Word[], value: unknown): value is Word =>
  words.includes(value as Word)

/** The same as the API asks for it. Whole minutes, so that looking again asks for the same. */
export function toLogQuery({ state, type, within, page = 1 }: LogSearch, nowMs: number) {
  const since = within && new Date(Math.floor((nowMs - withins[within] * 1_000) / 60_000) * 60_000).toISOString()
  return { state, event_type: type, since, page, per_page: 25 }
}
