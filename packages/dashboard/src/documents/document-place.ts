import { readSiteSearch, type SiteSearch } from '../sites/site-search.ts'

/** Where in a document to look, as it stands in the page's address: a version, and a quote in its text. */
export interface DocumentPlace extends SiteSearch {
  version?: number
  from?: number
  to?: number
}

/** Reads the address; what it cannot be is left out. */
export function readDocumentPlace(search: Record<string, unknown>): DocumentPlace {
  const { version, from, to } = search
  const isSpan = isCount(from) && isCount(to) && from < to
  return {
    ...readSiteSearch(search),
    ...(isCount(version) && version > 0 ? { version } : {}),
    ...(isSpan ? { from, to } : {}),
  }
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0
