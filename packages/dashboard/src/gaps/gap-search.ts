import { gapStates } from '@posthorn/contract'
import type { Gap } from '@posthorn/sdk'
import { readSiteSearch, type SiteSearch } from '../sites/site-search.ts'

/** What the list shows, as it stands in the page's address; without: open ones, the most asked first. */
export interface GapSearch extends SiteSearch {
  state?: Exclude<Gap['state'], 'open'>
  sort?: 'last'
  page?: number
}

/** Reads the address; what it cannot be is left out. */
export function readGapSearch(search: Record<string, unknown>): GapSearch {
  const { state, sort, page } = search
  return {
    ...readSiteSearch(search),
    ...(isState(state) && state !== 'open' ? { state } : {}),
    ...(sort === 'last' ? { sort } : {}),
    ...(typeof page === 'number' && Number.isInteger(page) && page > 1 ? { page } : {}),
  }
}

const isState = (state: unknown): state is Gap['state'] => (gapStates as readonly unknown[]).includes(state)
