import type { Value } from './value.ts'

/** A column's portable type. `time` is milliseconds since 1970 in 64 bits. */
export type ColumnType = 'text' | 'integer' | 'time' | 'bytes'

/** The columns of a table that a batch writes, in the order in which they are written. */
export interface BatchTable {
  readonly name: string
  readonly columns: Readonly<Record<string, ColumnType>>
  /** The dialects keep the statements they make of a table here by their purpose, so each is built once. */
  readonly statements: Map<string, string>
}

export type BatchRow<Table extends BatchTable> = { [Column in keyof Table['columns']]: Value }

export function batchTable<const Columns extends Record<string, ColumnType>>(
  name: string,
  columns: Columns,
): { name: string; columns: Columns; statements: Map<string, string> } {
  return { name, columns, statements: new Map() }
}

/** Separates the parts of a composite key in the sets that batches return; no id of ours holds it. */
export const KEY_SEPARATOR = '\n'

export function keyOf(row: Record<string, Value>, key: readonly string[]): string {
  return key.length === 1 ? String(row[key[0] as string]) : key.map((column) => row[column]).join(KEY_SEPARATOR)
}

/** Returns the statement kept under `purpose`, building it the first time. */
export function statementFor(table: BatchTable, purpose: string, build: () => string): string {
  let statement = table.statements.get(purpose)
  if (statement === undefined) table.statements.set(purpose, (statement = build()))
  return statement
}
