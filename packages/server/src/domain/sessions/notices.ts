import type { SessionReason } from '@posthorn/contract'

import { sessionIdOf } from '../channels/index.ts'
import type { Session } from './session.ts'

/** The reasons in words, for people. */
export const reasonWords: Readonly<Record<SessionReason, string>> = {
  connection_lost: 'the connection to WhatsApp was lost',
  no_life_sign: 'nothing was heard of WhatsApp any more',
  phone_offline: 'the phone is offline',
  service_unavailable: 'WhatsApp could not be reached',
  session_error: 'WhatsApp reported an error of the session',
  server_restart: 'the server that had it was stopped',
  driver_unavailable: 'the driver that carries it is not there',
  requested: 'somebody disconnected it',
  replaced: 'the same link was opened elsewhere',
  qr_expired: 'nobody scanned its QR code in time',
  logged_out: 'the phone was logged out',
  banned: 'WhatsApp has banned the number or refuses it',
  link_broken: 'WhatsApp does not accept the link of the phone any more',
}

/** What the owners are told when a session is lost (contract L12). */
export function lossNotice(session: Session, name: string) {
  const { workspaceId, channelId, phoneNumber, reason, reasonDetail, reconnectsAt, linked } = session
  const id = sessionIdOf(channelId)
  const why = reason === null ? 'nobody knows why' : reasonWords[reason]
  const next =
    reconnectsAt !== null
      ? 'Posthorn goes on trying to connect it. Messages that wait for it are sent when it is back.'
      : linked
        ? `It stays so until somebody connects it: POST /v1/whatsapp/sessions/${id}/reconnect.`
        : `It has to be linked anew: POST /v1/whatsapp/sessions/${id}/reconnect shows a QR code to scan.`
  return {
    workspaceId,
    kind: 'session.disconnected',
    subject: `WhatsApp session disconnected: ${name}`,
    text: [
      `The WhatsApp session ${name} (${id}, ${phoneNumber ?? 'no number'}) is disconnected: ${why}.`,
      ...(reasonDetail === null ? [] : [reasonDetail]),
      '',
      next,
    ].join('\n'),
  }
}
