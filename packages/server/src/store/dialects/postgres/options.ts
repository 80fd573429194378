import type { Log } from '../../../kernel/log.ts'
import type { NewId } from '../../../kernel/new-id.ts'

export interface PostgresOptions {
  readonly url: string
  readonly newId: NewId
  readonly log: Log
  /** Connections beside the one that shows presence. */
  readonly poolSize: number
  /** Whether this process takes leases; a command that only migrates or sets up does not. */
  readonly serving: boolean
  /** Milliseconds between two looks whether the connection that shows presence still reaches the server. */
  readonly heartbeatMs?: number
}
