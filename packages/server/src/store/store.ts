import type { Reader, Transaction } from './connection.ts'
import type { GroupCommit } from './group-commit.ts'

/** Where durable things are kept. Two dialects fill it; nothing outside `store/dialects` knows which one it has. */
export interface Store {
  readonly dialect: 'sqlite' | 'postgres'
  /** What the databases spell differently, for migrations and for whole statements. */
  readonly words: SchemaWords
  /** How the database compares vectors itself, where it has learnt to; null: it never does. */
  readonly vectorWords: VectorWords | null
  /** For reading outside a transaction. Sees what is committed. */
  readonly read: Reader
  /**
   * Runs `work` in a transaction of its own; commits when it resolves, rolls back when it rejects, and also when a
   * statement failed and `work` passed over it.
   */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /** Where many small writes are gathered into one transaction. */
  readonly grouped: GroupCommit
  /** How this process is known to be alive to the others on the same database. */
  readonly presence: Presence
  /** Wakes the other processes on this database. Dropped silently where there are none. */
  readonly wakes: Wakes
  /** Whether an error says that the database is away or unwell, rather than that the statement was wrong. */
  isOutage(error: unknown): boolean
  close(): Promise<void>
}

/**
 * Who is alive. A lease on a row names its owner, a process; it lasts as long as the process does. SQLite: one process
 * owns the file, held by a lock that the operating system drops with it, so every other owner is dead. PostgreSQL: each
 * process holds an advisory lock on a connection of its own, which the server drops when that connection ends.
 */
export interface Presence {
  /** The name under which this process takes leases; a new one after a loss. Null while it cannot prove its presence. */
  readonly nodeId: string | null
  /** Whether the process that took leases under `nodeId` is gone. Ask inside the transaction that takes them up. */
  isDead(tx: Transaction, nodeId: string): Promise<boolean>
  /** Calls back when this process can no longer prove that it is alive: from now on others may take its leases. */
  onLost(callback: () => void): void
  /** Calls back when it can again, under a new name. */
  onRegained(callback: () => void): void
}

export interface Wakes {
  send(topic: string): void
  on(topic: string, callback: () => void): void
}

/** What the two databases spell differently, each with its consequence. */
export interface SchemaWords {
  /** An id: compared and ordered byte by byte on both databases, whatever the database's locale. */
  readonly id: string
  /** Milliseconds since 1970, or any 64-bit whole number. */
  readonly time: string
  /**
   * A column, filled by the database, that orders rows by when they became visible. SQLite: the row's number, for it
   * has one writer. PostgreSQL: the writing transaction's number, shared by the rows of one transaction, so order by
   * (position, id).
   */
  readonly position: string
  /**
   * Holds for rows whose position no later commit can undercut; a reader that follows positions must ask for it, or it
   * would step over rows of a transaction that is still open. PostgreSQL only; always true on SQLite.
   */
  readonly positionSettled: string
  /** Taken first in a migration, so that processes which start together wait for each other. Null: no need. */
  readonly migrationLock: string | null
  /** Appended to a select whose rows the transaction is about to change; empty where there is one writer anyway. */
  readonly forUpdate: string
  /** The primary key of a table whose rows the database numbers itself; never given by whoever writes them. */
  readonly rowNumber: string
  /** Bytes as they are. */
  readonly bytes: string
  /**
   * Statements, blank lines between them, that make a table findable by `Reader.search`. It has a `number` (`rowNumber`)
   * and `words`: terms of letters, figures and `_` in small letters, one blank between them, which the database keeps
   * indexed by itself from then on. SQLite: an FTS5 table beside it, kept by triggers. PostgreSQL: a tsvector of those very
   * terms under a GIN index.
   */
  textIndex(table: string): string
  /** Appended to a claiming select: rows that another process is taking are passed over. */
  readonly forUpdateSkipLocked: string
}

/** What a database that compares vectors says differently. Vectors go in as text: `[1,0.5]`. */
export interface VectorWords {
  /** A select that has a row where the database can. */
  readonly present: string
  /** Statements that give a table with a `number` a column of vectors, once. */
  addColumn(table: string, column: string): readonly string[]
  /** A placeholder that is a vector. */
  value(placeholder: string): string
  /** How many numbers a vector has. */
  length(column: string): string
  /** One less the cosine of the angle between a column's vector and a placeholder's. */
  distance(column: string, placeholder: string): string
}
