import type { TextSearch } from './connection.ts'

/** A term that an index takes as it is, and that means nothing in a query but itself. */
const TERM = /^[\p{L}\p{N}_]+$/u

/** Refuses a search whose terms the index could not hold, rather than letting them be read as a query. */
export function checkTerms({ scopes, terms }: TextSearch): void {
  if (scopes.length === 0 || terms.length === 0) throw new Error('a search names at least one scope and one term')
  for (const term of [...scopes, ...terms.map((each) => each.term)])
    if (!TERM.test(term)) throw new Error(`not a term of letters, figures and _: ${JSON.stringify(term)}`)
}
