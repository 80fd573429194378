import { isAllowed, type SessionQr, type WhatsAppSession } from '@posthorn/contract'

import type { SecretBox } from '../../kernel/secret-box.ts'
import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import { sessionIdOf } from '../channels/index.ts'
import { drawQr } from './draw-qr.ts'
import type { Session } from './session.ts'

/** What stands elsewhere than in the session's own row. */
export interface SessionFacts {
  readonly name: string
  readonly messageCount: number
}

type Qr = Pick<WhatsAppSession, 'qr_code' | 'qr_expires_at'>

export const NO_QR: Qr = { qr_code: null, qr_expires_at: null }

export function renderSession(session: Session, { name, messageCount }: SessionFacts, qr: Qr): WhatsAppSession {
  return {
    id: sessionIdOf(session.channelId),
    object: 'whatsapp.session',
    channel_id: session.channelId,
    name,
    status: session.status,
    reason: session.reason,
    reason_detail: session.reasonDetail,
    reconnects_at: isoTimeOrNull(session.reconnectsAt),
    ...qr,
    phone_number: session.phoneNumber,
    last_seen_at: isoTimeOrNull(session.lastSeenAt),
    connected_at: isoTimeOrNull(session.connectedAt),
    message_count: messageCount,
    webhook_url: session.webhookUrl,
    driver: session.driver,
    simulated: session.driver === 'simulator',
    created_at: isoTime(session.createdAt),
    updated_at: isoTime(session.updatedAt),
  }
}

/** The code that can be scanned now. One whose time is over is not shown: the next one is on its way. */
export async function renderQr({ status, qr, qrExpiresAt }: Session, box: SecretBox, now: number): Promise<Qr> {
  if (!isAllowed('session', 'scan', status) || qr === null || (qrExpiresAt ?? 0) <= now) return NO_QR
  return { qr_code: await drawQr(box.open(qr)), qr_expires_at: isoTimeOrNull(qrExpiresAt) }
}

export function renderSessionQr({ channelId, status }: Session, qr: Qr): SessionQr {
  return { session_id: sessionIdOf(channelId), channel_id: channelId, status, ...qr }
}
