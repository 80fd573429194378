import { readSiteSearch, type SiteSearch } from '../sites/site-search.ts'

/** The filters of the list, as they stand in the page's address. */
export interface FeedbackSearch extends SiteSearch {
  feedback?: 'good' | 'bad'
  comment?: 'with' | 'without'
  within?: Within
  batch?: string
  page?: number
}

export const withins = { '1d': 1, '7d': 7, '30d': 30 } as const
export type Within = keyof typeof withins

const DAY_MS = 86_400_000

/** Reads the address; what it cannot be is left out. */
export function readFeedbackSearch(search: Record<string, unknown>): FeedbackSearch {
  const { feedback, comment, within, batch, page } = search
  return {
    ...readSiteSearch(search),
    ...(feedback === 'good' || feedback === 'bad' ? { feedback } : {}),
    ...(comment === 'with' || comment === 'without' ? { comment } : {}),
    ...(typeof within === 'string' && Object.hasOwn(withins, within) ? { within: within as Within } : {}),
    ...batchOf(batch),
    ...(typeof page === 'number' && Number.isInteger(page) && page > 1 ? { page } : {}),
  }
}

/** The router takes `?batch=2026` for a number. */
function batchOf(value: unknown): { batch?: string } {
  const batch = typeof value === 'number' ? String(value) : value
  return typeof batch === 'string' && batch.trim() !== '' ? { batch: batch.trim() } : {}
}

export const changeFeedbackSearch = (
  search: FeedbackSearch,
  changes: { readonly [Filter in keyof FeedbackSearch]: string | number | undefined },
): FeedbackSearch => readFeedbackSearch({ ...search, page: undefined, ...changes })

/** The same as the API asks for it. Whole minutes, so that looking again asks for the same. */
export function toFeedbackQuery({ feedback, comment, within, batch }: FeedbackSearch, nowMs: number) {
  const from = within && Math.floor((nowMs - withins[within] * DAY_MS) / 60_000) * 60_000
  return {
    feedback,
    with_comment: comment === undefined ? undefined : comment === 'with',
    batch_id: batch,
    since: from === undefined ? undefined : new Date(from).toISOString().replace(/\.\d{3}Z$/, 'Z'),
  }
}
