import { readSiteSearch, type SiteSearch } from '../sites/site-search.ts'
import { lastDays } from '../usage/ranges.ts'

/** The filters of the figures, as they stand in the page's address (wire contract 7, V22). Without a site: all of them. */
export interface ChatSearch extends SiteSearch {
  environment?: string
  integration?: string
  days?: Days
  page?: number
}

/** The API counts at most 31 days at once. */
export const periods = { 1: 'Today', 7: 'The last 7 days', 31: 'The last 31 days' } as const
export type Days = keyof typeof periods

const usual: Days = 7

/** Reads the address; what it cannot be is left out. */
export function readChatSearch(search: Record<string, unknown>): ChatSearch {
  const { environment, integration, days, page } = search
  const asked = Number(days)
  return {
    ...readSiteSearch(search),
    ...(typeof environment === 'string' && environment !== '' ? { environment } : {}),
    ...(typeof integration === 'string' && integration.trim() !== '' ? { integration: integration.trim() } : {}),
    ...(asked in periods && asked !== usual ? { days: asked as Days } : {}),
    ...(typeof page === 'number' && Number.isInteger(page) && page > 1 ? { page } : {}),
  }
}

export const changeChatSearch = (
  search: ChatSearch,
  changes: { readonly [Filter in keyof ChatSearch]: string | number | undefined },
): ChatSearch => readChatSearch({ ...search, page: undefined, ...changes })

/** The same as the API asks for it. */
export function toStatisticsQuery({ environment, integration, days = usual }: ChatSearch, nowMs: number) {
  const { from, to } = lastDays(days, nowMs)
  return { from_date: from, to_date: to, environment, integration }
}
