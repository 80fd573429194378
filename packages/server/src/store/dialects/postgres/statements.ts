import type { BatchTable, ColumnType } from '../../batch-table.ts'

const POSTGRES_TYPE: Record<ColumnType, string> = { text: 'text', integer: 'integer', time: 'bigint', bytes: 'bytea' }

export function insertStatement(table: BatchTable): string {
  const columns = Object.keys(table.columns)
  return `insert into ${table.name} (${columns.join(', ')}) select * from ${unnested(table)}`
}

export function insertMissingStatement(table: BatchTable, key: readonly string[]): string {
  return `${insertStatement(table)} on conflict (${key.join(', ')}) do nothing`
}

export function addStatement(table: BatchTable, key: readonly string[]): string {
  const sums = Object.keys(table.columns).filter((column) => !key.includes(column))
  const set = sums.map((column) => `${column} = ${table.name}.${column} + excluded.${column}`)
  return `${insertStatement(table)} on conflict (${key.join(', ')}) do update set ${set.join(', ')}`
}

export function insertNewStatement(table: BatchTable, key: readonly string[]): string {
  return `${insertMissingStatement(table, key)} returning ${key.join(', ')}`
}

export function updateStatement(
  table: BatchTable,
  key: readonly string[],
  { guard, returning }: { guard: string | undefined; returning: boolean },
): string {
  const columns = Object.keys(table.columns)
  const set = columns.filter((column) => !key.includes(column)).map((column) => `${column} = new.${column}`)
  const found = key.map((column) => `old.${column} = new.${column}`)
  if (guard !== undefined) found.push(`old.${guard} = $${columns.length + 1}`)
  return `update ${table.name} as old set ${set.join(', ')} from ${unnested(table)} as new (${columns.join(', ')})
    where ${found.join(' and ')}${returning ? ` returning old.${key[0]}` : ''}`
}

function unnested(table: BatchTable): string {
  const arrays = Object.values(table.columns).map((type, index) => `$${index + 1}::${POSTGRES_TYPE[type]}[]`)
  return `unnest(${arrays.join(', ')})`
}
