import type { SessionDriverName, SessionReason, SessionState } from '@posthorn/contract'

/** A phone that is linked by a QR code. Times are milliseconds since 1970. */
export interface Session {
  readonly channelId: string
  readonly workspaceId: string
  readonly status: SessionState
  readonly reason: SessionReason | null
  readonly reasonDetail: string | null
  /** Whether the last event that told of it said that it is connected. */
  readonly announced: boolean
  /** Whether a phone has linked it, so that no QR code is needed. */
  readonly linked: boolean
  /** Whether somebody wants it to run; otherwise nobody starts it. */
  readonly wanted: boolean
  /** Grows with each beginning that somebody asked for. */
  readonly run: number
  /** The process that has its phone; '': nobody. */
  readonly holder: string
  /** What carries it. */
  readonly driver: SessionDriverName
  /** Failed beginnings in a row. */
  readonly attempts: number
  /** When it is begun again; null: it runs, or nobody is to begin it. */
  readonly reconnectsAt: number | null
  /** What the QR code says, sealed: it links a phone to us. */
  readonly qr: string | null
  readonly qrExpiresAt: number | null
  readonly phoneNumber: string | null
  /** The webhook that gets its events whatever it subscribes to. */
  readonly webhookId: string | null
  readonly webhookUrl: string | null
  readonly lastSeenAt: number | null
  readonly connectedAt: number | null
  /** When its owners were last told that it is lost. */
  readonly noticedAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}
