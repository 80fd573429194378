import type { TextSearch } from '../../connection.ts'
import type { Value } from '../../value.ts'

/**
 * FTS5 without a copy of the text. Its `ascii` tokenizer leaves everything that is not ASCII alone, so terms go in as they
 * are.
 */
export function textIndex(table: string): string {
  return `
create virtual table ${table}_words using fts5(words, content='', contentless_delete=1, tokenize="ascii tokenchars '_'")

create trigger ${table}_words_insert after insert on ${table} when new.words <> '' begin
  insert into ${table}_words (rowid, words) values (new.number, new.words);
end

create trigger ${table}_words_delete after delete on ${table} when old.words <> '' begin
  delete from ${table}_words where rowid = old.number;
end

create trigger ${table}_words_update after update of words on ${table} begin
  delete from ${table}_words where rowid = old.number;
  insert into ${table}_words (rowid, words) select new.number, new.words where new.words <> '';
end
`
}

export function searchStatement({ table, columns, scopes, terms, limit }: TextSearch): {
  sql: string
  values: Value[]
} {
  const anyOf = (words: readonly string[]): string => `(${words.map((word) => `"${word}"`).join(' OR ')})`
  return {
    sql: `select ${columns.join(', ')} from (select rowid as found, rank as place from ${table}_words where ${table}_words match $1
      order by rank limit $2) join ${table} on ${table}.number = found order by place, ${table}.number`,
    values: [`${anyOf(scopes)} AND ${anyOf(terms.map(({ term }) => term))}`, limit],
  }
}
