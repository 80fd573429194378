import type { VectorWords } from '../../store.ts'

/** The extension pgvector (0.5 or later), where whoever runs the database has created it. We do not: that takes rights. */
export const vectorWords: VectorWords = {
  present: "select 1 from pg_extension where extname = 'vector'",
  addColumn: (table, column) => [
    `alter table ${table} add column if not exists ${column} vector`,
    `create index if not exists ${table}_without_${column} on ${table} (number) where ${column} is null`,
  ],
  value: (placeholder) => `${placeholder}::text::vector`,
  length: (column) => `vector_dims(${column})`,
  distance: (column, placeholder) => `${column} <=> ${placeholder}::text::vector`,
}
