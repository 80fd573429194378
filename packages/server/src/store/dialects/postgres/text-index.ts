import type { TextSearch } from '../../connection.ts'

/** The terms of `words` as they are: none of PostgreSQL's own parsing and stemming, so that both databases match alike. */
export function textIndex(table: string): string {
  return `
alter table ${table} add column words_index tsvector
  generated always as (array_to_tsvector(string_to_array(words, ' '))) stored

create index ${table}_words on ${table} using gin (words_index)
`
}

export function searchStatement({ table, columns, scopes, terms, limit }: TextSearch): {
  sql: string
  values: unknown[]
} {
  const anyOf = (words: readonly string[]): string => `(${words.map((word) => `'${word}'`).join(' | ')})`
  return {
    sql: `select ${columns.join(', ')} from ${table} where words_index @@ $1::tsquery order by (
        select sum(weight) from unnest($2::text[], $3::float8[]) as wanted (term, weight)
        where words_index @@ wanted.term::tsquery
      ) desc, length(words_index), number limit $4`,
    values: [
      `${anyOf(scopes)} & ${anyOf(terms.map(({ term }) => term))}`,
      terms.map(({ term }) => `'${term}'`),
      terms.map(({ weight }) => weight),
      limit,
    ],
  }
}
