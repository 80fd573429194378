import type { Row, Value } from '../../value.ts'

/** One thing for the writer's thread to do. Statements go by number; their text goes along once. */
export type Command =
  | { readonly do: 'begin' | 'commit' | 'rollback' }
  /** Rows of a select, or how many rows were changed. */
  | { readonly do: 'query'; readonly statement: number; readonly values: readonly Value[] }
  /** The same statement for many rows, `width` values each; whether each of them changed a row. */
  | {
      readonly do: 'many'
      readonly statement: number
      readonly width: number
      readonly values: readonly Value[]
      /** Nobody waits for the answer: a failure is kept, and fails the rest of the transaction. */
      readonly quiet: boolean
    }

export type Answer =
  { readonly rows: Row[]; readonly changes: number } | { readonly changed: boolean[] } | { readonly fault: Fault }

/** An error as it crosses threads: the structured clone of an Error loses what SQLite says of it. */
export interface Fault {
  readonly message: string
  /** SQLite's result code; absent where it was not SQLite. */
  readonly errcode?: number | undefined
}

/** Commands that were given in the same turn, with the statements that the thread does not know yet. */
export interface Parcel {
  readonly id: number
  readonly newStatements: readonly (readonly [number, string])[]
  readonly commands: readonly Command[]
}

/** The answers to a parcel's commands, the quiet ones apart, in order. */
export interface Reply {
  readonly id: number
  readonly answers: readonly Answer[]
}

/** What SQLite refused, on whichever thread. */
export class SqliteFault extends Error {
  readonly errcode: number | undefined

  constructor(fault: Fault) {
    super(fault.message)
    this.name = 'SqliteFault'
    this.errcode = fault.errcode
  }
}
