import { documentStates, readinessStates } from '@posthorn/contract'
import type { Document } from '@posthorn/sdk'
import { readSiteSearch, type SiteSearch } from '../sites/site-search.ts'
import { type DocumentType, typeNames } from './document-words.ts'

/** The filters of the list, as they stand in the page's address. */
export interface DocumentSearch extends SiteSearch {
  status?: Document['status']
  readiness?: Document['readiness']
  type?: DocumentType
  category?: string
  batch?: string
  q?: string
  page?: number
}

const types = Object.keys(typeNames) as DocumentType[]

/** Reads the address; what it cannot be is left out. */
export function readDocumentSearch(search: Record<string, unknown>): DocumentSearch {
  const { status, readiness, type, page } = search
  return {
    ...readSiteSearch(search),
    ...(isOneOf(documentStates, status) ? { status } : {}),
    ...(isOneOf(readinessStates, readiness) ? { readiness } : {}),
    ...(isOneOf(types, type) ? { type } : {}),
    ...wordUnder('category', search['category']),
    ...wordUnder('batch', search['batch']),
    ...wordUnder('q', search['q']),
    ...(typeof page === 'number' && Number.isInteger(page) && page > 1 ? { page } : {}),
  }
}

const isOneOf = <Word extends string>(words: readonly Word[], value: unknown): value is Word =>
  words.includes(value as Word)

/** The router takes `?category=2026` for a number. */
function wordUnder<Name extends string>(name: Name, value: unknown): { [Key in Name]?: string } {
  const word = typeof value === 'number' ? String(value) : value
  return typeof word === 'string' && word.trim() !== '' ? ({ [name]: word.trim() } as { [Key in Name]: string }) : {}
}

/** Changes of single filters, as a form gives them: an empty one takes the filter out. Another filter begins on its first page. */
export const changeSearch = (
  search: DocumentSearch,
  changes: { readonly [Filter in keyof DocumentSearch]: string | number | undefined },
): DocumentSearch => readDocumentSearch({ ...search, page: undefined, ...changes })

/** The same as the API asks for it. */
export const toDocumentQuery = ({ status, readiness, type, category, batch, q, page = 1 }: DocumentSearch) => ({
  status,
  readiness,
  type,
  category,
  batch_id: batch,
  q,
  page,
  per_page: 25,
})

/** What all the documents of a list have in common, if a bulk call can name them by it; null: it cannot. */
export function commonChoice(search: DocumentSearch): { batch_id?: string; category?: string } | null {
  const { category, batch, status, readiness, type, q } = search
  if (status !== undefined || readiness !== undefined || type !== undefined || q !== undefined) return null
  if (category === undefined && batch === undefined) return null
  return { ...(batch === undefined ? {} : { batch_id: batch }), ...(category === undefined ? {} : { category }) }
}

export const isFiltered = ({ site: _site, page: _page, ...filters }: DocumentSearch): boolean =>
  Object.keys(filters).length > 0
