import type { MessageKind } from './message.ts'

/** Messages that one call brought. Everything else about it is told by the messages. */
export interface Batch {
  readonly id: string
  readonly workspaceId: string
  readonly kind: MessageKind
  readonly simulated: boolean
  readonly scheduledAt: number | null
  readonly accepted: number
  readonly refused: number
  readonly createdAt: number
}
