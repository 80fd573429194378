import type { SessionReason } from '../../../domain/sessions/port.ts'

/** What the end of a connection means. `restart`: it is to be opened again at once, and nothing has happened. */
export type Disconnect = { readonly reason: SessionReason; readonly detail: string } | 'restart'

/** The library's DisconnectReason, and what else WhatsApp is known to refuse a client with. */
const reasons: Readonly<Record<number, SessionReason>> = {
  401: 'logged_out',
  402: 'banned',
  403: 'banned',
  405: 'session_error',
  406: 'logged_out',
  // Both `connectionLost` and `timedOut`.
  408: 'connection_lost',
  409: 'session_error',
  411: 'link_broken',
  428: 'connection_lost',
  440: 'replaced',
  500: 'session_error',
  503: 'service_unavailable',
}

const RESTART_REQUIRED = 515
const CLIENT_OUTDATED = 405

/** `showedQr`: whether the connection ended while a code was waiting to be scanned. */
export function readDisconnect(error: unknown, showedQr: boolean): Disconnect {
  const code = statusOf(error)
  if (code === RESTART_REQUIRED) return 'restart'
  const said = error instanceof Error && error.message !== '' ? error.message : 'no reason was given'
  const detail = `${said}${code === null ? '' : ` (${code})`}`
  // The library ends a connection whose codes were all shown as if it had timed out.
  if (code === 408 && showedQr) return { reason: 'qr_expired', detail }
  if (code === CLIENT_OUTDATED)
    return { reason: 'session_error', detail: `${detail}: WhatsApp refuses this version of baileys; update it` }
  return { reason: (code === null ? undefined : reasons[code]) ?? 'connection_lost', detail }
}

/** The library's errors carry an HTTP-like status. */
export function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null
  const { output } = error as { output?: { statusCode?: unknown } }
  return typeof output?.statusCode === 'number' ? output.statusCode : null
}
