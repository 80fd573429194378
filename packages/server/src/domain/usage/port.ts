import type { Transaction } from '../../store/index.ts'

/** Writes a notice to people, in the caller's transaction. Without recipients it goes to the owners. Notifications fill it. */
export type SendNotice = (
  tx: Transaction,
  notice: {
    readonly workspaceId: string
    readonly kind: string
    readonly subject: string
    readonly text: string
    readonly recipients?: readonly string[]
  },
) => Promise<void>

/** Has what was paused for want of credits go on, as work of the caller's transaction. Messages fill it. */
export type ResumeSending = (tx: Transaction, workspaceId: string) => Promise<void>
