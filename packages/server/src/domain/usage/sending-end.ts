import type { MeteredKind } from '@posthorn/contract'

/** How the sending of a message ended. */
export interface SendingEnd {
  readonly messageId: string
  readonly workspaceId: string
  readonly kind: MeteredKind
  readonly simulated: boolean
  /** Whole credits that were reserved for it. */
  readonly credits: number
  /** Whether the carrier took it; otherwise it failed without having been sent. */
  readonly sent: boolean
  /** Milliseconds since 1970. */
  readonly at: number
}
