import type { Transaction } from '../connection.ts'
import type { SchemaWords } from '../store.ts'

/** One step of the schema. Steps are numbered, only go forward, and are never edited once released. */
export interface Migration {
  readonly number: number
  readonly name: string
  /** Why the step exists, for whoever reads the schema's history. */
  readonly why: string
  run(tx: Transaction, words: SchemaWords): Promise<void>
}

/** Runs statements separated by blank lines, one after the other. */
export async function runStatements(tx: Transaction, script: string): Promise<void> {
  for (const statement of script.split(/\n\s*\n/)) if (statement.trim() !== '') await tx.run(statement)
}
