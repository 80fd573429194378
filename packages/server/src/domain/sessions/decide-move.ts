import { canMove, type SessionReason, type SessionState } from '@posthorn/contract'

import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'
import type { Session } from './session.ts'

/** What is heard of a session. */
export type Signal =
  /** Its driver is about to begin. */
  | { readonly kind: 'begun' }
  | { readonly kind: 'qr'; readonly sealed: string; readonly expiresAt: number }
  | { readonly kind: 'connected'; readonly phone: string | null }
  | { readonly kind: 'disconnected'; readonly reason: SessionReason; readonly detail: string | null }
  /** The process that had its phone is gone, or is going. */
  | { readonly kind: 'left' }

export interface Move {
  readonly session: Session
  /** What receivers of events have to be told. */
  readonly told: 'connected' | 'lost' | null
  /** Whether its owners have to be told. */
  readonly notice: boolean
  /** Whether the keys of its link are of no use any more. */
  readonly forget: boolean
}

/** What a reason leads to: trying again, waiting for a person, or waiting for one to scan a new code. */
type Fate = 'again' | 'stays' | 'unlinked'

const fates: Readonly<Record<SessionReason, Fate>> = {
  connection_lost: 'again',
  no_life_sign: 'again',
  phone_offline: 'again',
  service_unavailable: 'again',
  session_error: 'again',
  server_restart: 'again',
  driver_unavailable: 'again',
  requested: 'stays',
  replaced: 'stays',
  qr_expired: 'stays',
  logged_out: 'unlinked',
  banned: 'unlinked',
  link_broken: 'unlinked',
}

/** Before the first new beginning, the second, …; the last one repeats, for as long as somebody wants the session. */
export const reconnectWaitsMs: readonly number[] = [1, 2, 5, 10, 30, 60, 120, 300].map((wait) => wait * SECOND_MS)
/** Errors of the session itself, in a row, after which going on is of no use. */
const MOST_SESSION_ERRORS = 5
/** Connections that are shorter than this count as failed beginnings, or a flapping one would be begun every second. */
const SETTLED_MS = MINUTE_MS
/** Owners hear no more often of losses that pass by themselves. */
const NOTICE_EVERY_MS = 15 * MINUTE_MS

/** What becomes of a session by what is heard of it; null: nothing, it is not a move. Pure. */
export function decideMove(session: Session, signal: Signal, now: number): Move | null {
  switch (signal.kind) {
    case 'begun': {
      const status = session.linked ? 'connecting' : 'pending'
      const begun = { ...session, status, reconnectsAt: null, qr: null, qrExpiresAt: null } as const
      return moved(session, begun, now)
    }
    case 'qr': {
      const { sealed: qr, expiresAt: qrExpiresAt } = signal
      const shown = { ...session, status: 'pending', linked: false, qr, qrExpiresAt, ...NO_REASON } as const
      return moved(session, shown, now)
    }
    case 'connected':
      return connected(session, signal.phone, now)
    case 'disconnected':
      return disconnected(session, signal, now)
    case 'left': {
      const free = { ...session, holder: '', qr: null, qrExpiresAt: null }
      if (session.status !== 'connected') return moved(session, free, now)
      return moved(session, { ...free, status: 'connecting', reason: 'server_restart', reasonDetail: null }, now)
    }
  }
}

const NO_REASON = { reason: null, reasonDetail: null } as const
const NOTHING_FOLLOWS = { told: null, notice: false, forget: false } as const

function moved(before: Session, after: Session, now: number): Move | null {
  const stays = before.status === after.status
  if (!stays && !canMove('session', before.status, after.status)) return null
  return { session: { ...after, updatedAt: now }, ...NOTHING_FOLLOWS }
}

function connected(session: Session, phone: string | null, now: number): Move | null {
  const move = moved(
    session,
    {
      ...session,
      ...NO_REASON,
      status: 'connected',
      announced: true,
      linked: true,
      qr: null,
      qrExpiresAt: null,
      reconnectsAt: null,
      phoneNumber: phone ?? session.phoneNumber,
      lastSeenAt: now,
      connectedAt: session.status === 'connected' ? session.connectedAt : now,
    },
    now,
  )
  return move && { ...move, told: session.announced ? null : 'connected' }
}

function disconnected(
  session: Session,
  { reason, detail }: { reason: SessionReason; detail: string | null },
  now: number,
): Move | null {
  const wasSettled = session.status === 'connected' && now - (session.connectedAt ?? now) >= SETTLED_MS
  const attempts = wasSettled ? 0 : session.attempts
  const fate = reason === 'session_error' && attempts >= MOST_SESSION_ERRORS ? 'stays' : fates[reason]
  const goesOn = fate === 'again' && session.wanted
  const move = moved(
    session,
    {
      ...session,
      status: 'disconnected',
      reason,
      reasonDetail: detail,
      announced: false,
      linked: session.linked && fate !== 'unlinked',
      wanted: goesOn,
      attempts: goesOn ? attempts + 1 : 0,
      reconnectsAt: goesOn ? now + waitAfter(attempts) : null,
      qr: null,
      qrExpiresAt: null,
    },
    now,
  )
  if (!move) return null
  const lost = session.announced
  const isNews = !goesOn || session.noticedAt === null || now - session.noticedAt >= NOTICE_EVERY_MS
  // Who took it down knows.
  const notice = lost && isNews && reason !== 'requested'
  return {
    session: notice ? { ...move.session, noticedAt: now } : move.session,
    told: lost ? 'lost' : null,
    notice,
    forget: fate === 'unlinked',
  }
}

function waitAfter(attempts: number): number {
  return reconnectWaitsMs[Math.min(attempts, reconnectWaitsMs.length - 1)] ?? 0
}

/** Whether the channel of a session in this state carries messages. */
export function isUp(status: SessionState): boolean {
  return status === 'connected'
}
