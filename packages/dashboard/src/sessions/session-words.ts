import type { WhatsAppSession } from '@posthorn/sdk'

type Reason = NonNullable<WhatsAppSession['reason']>

const reasons: Readonly<Partial<Record<Reason, string>>> = {
  connection_lost: 'The connection was lost. Posthorn goes on trying.',
  no_life_sign: 'The phone gives no sign of life. Posthorn goes on trying.',
  phone_offline: 'The phone is offline. Posthorn goes on trying.',
  service_unavailable: 'WhatsApp cannot be reached. Posthorn goes on trying.',
  session_error: 'The session failed. Posthorn goes on trying.',
  server_restart: 'The server was restarted: the phone has not been heard from yet.',
  driver_unavailable: 'What carries sessions is not installed on the server.',
  requested: 'Somebody disconnected it.',
  replaced: 'Another program took the link over. Reconnect it to take it back.',
  qr_expired: 'Nobody scanned the code in time. Reconnect it to get another one.',
  logged_out: 'The phone removed Posthorn from its linked devices. Reconnect it and scan the code again.',
  banned: 'WhatsApp has banned the number.',
  link_broken: 'The link to the phone is broken. Reconnect it and scan the code again.',
}

/** Why a session is not connected; null: nothing is wrong. */
export function whyNot({
  reason,
  reason_detail: detail,
}: Pick<WhatsAppSession, 'reason' | 'reason_detail'>): string | null {
  if (reason === null) return detail
  return reasons[reason] ?? detail ?? reason.replaceAll('_', ' ')
}

/** Whether it ends by itself. */
export const goesOnTrying = ({
  status,
  reconnects_at: at,
}: Pick<WhatsAppSession, 'status' | 'reconnects_at'>): boolean => status === 'connecting' || at !== null
