import type { BatchTable } from '../../batch-table.ts'
import type { Value } from '../../value.ts'

/** SQLite numbers its placeholders with a question mark. */
export function numbered(sql: string): string {
  return sql.replace(/\$(\d+)/g, '?$1')
}

/** The keys take the first placeholder, so the statement's own values begin at `$2`. */
export function withKeys(sql: string): string {
  return sql.replace('in $keys', 'in (select value from json_each($1))')
}

export function insertStatement(table: BatchTable): string {
  const columns = Object.keys(table.columns)
  return `insert into ${table.name} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
}

export function insertNewStatement(table: BatchTable, key: readonly string[]): string {
  return `${insertStatement(table)} on conflict (${key.join(', ')}) do nothing`
}

export function addStatement(table: BatchTable, key: readonly string[]): string {
  const sums = Object.keys(table.columns).filter((column) => !key.includes(column))
  const set = sums.map((column) => `${column} = ${table.name}.${column} + excluded.${column}`)
  return `${insertStatement(table)} on conflict (${key.join(', ')}) do update set ${set.join(', ')}`
}

export function updateStatement(name: string, set: readonly string[], where: readonly string[]): string {
  const assign = (column: string): string => `${column} = ?`
  return `update ${name} set ${set.map(assign).join(', ')} where ${where.map(assign).join(' and ')}`
}

/** The rows' values in one list, row after row: one list crosses to the writer's thread far cheaper than many objects. */
export function flatten(
  rows: readonly Record<string, Value>[],
  columns: readonly string[],
  guard: readonly Value[],
): Value[] {
  const values: Value[] = []
  for (const row of rows) {
    for (const column of columns) values.push(row[column] ?? null)
    for (const value of guard) values.push(value)
  }
  return values
}
