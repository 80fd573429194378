import type { PageMeta } from '@posthorn/contract'

/** A page of a list (contract 2.4). */
export interface Page {
  /** From 1. */
  readonly page: number
  readonly perPage: number
  readonly offset: number
}

const MOST_PER_PAGE = 100
const DEFAULT_PER_PAGE = 20

/** Reads `page`, `per_page` and its older name `limit`; more than 100 is answered with 100. */
export function pageOf(query: {
  page?: number | undefined
  per_page?: number | undefined
  limit?: number | undefined
}): Page {
  const page = query.page ?? 1
  const perPage = Math.min(query.per_page ?? query.limit ?? DEFAULT_PER_PAGE, MOST_PER_PAGE)
  return { page, perPage, offset: (page - 1) * perPage }
}

export function pageAnswer(page: Page, total: number, data: readonly unknown[]): { status: 200; body: unknown } {
  return { status: 200, body: { data, meta: pageMeta(page, total) } }
}

/** `meta` of a list, for lists that are no `{data}`. */
export function pageMeta({ page, perPage }: Page, total: number): PageMeta {
  const totalPages = Math.ceil(total / perPage)
  return { page, per_page: perPage, total, total_pages: totalPages, last_page: Math.max(1, totalPages) }
}
