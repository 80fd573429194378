/** WhatsApp sessions for the examples, as the other samples typed. */
import type { SessionQr, WhatsAppSession } from './objects/session.ts'
import { created, sampleIds } from './samples.ts'

/** A picture of one white pixel: a real code would fill the page. */
const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

export const samplePendingSession: WhatsAppSession = {
  id: sampleIds.session,
  object: 'whatsapp.session',
  channel_id: sampleIds.sessionChannel,
  name: 'Support',
  status: 'pending',
  reason: null,
  reason_detail: null,
  reconnects_at: null,
  qr_code: picture,
  qr_expires_at: '2026-04-19T14:32:00Z',
  phone_number: null,
  last_seen_at: null,
  connected_at: null,
  message_count: 0,
  webhook_url: null,
  driver: 'simulator',
  simulated: true,
  created_at: created,
  updated_at: created,
}

export const sampleSession: WhatsAppSession = {
  ...samplePendingSession,
  status: 'connected',
  qr_code: null,
  qr_expires_at: null,
  phone_number: '+5511988887777',
  last_seen_at: '2026-04-19T14:45:00Z',
  connected_at: '2026-04-19T14:31:10Z',
  message_count: 12,
}

export const sampleSessionQr: SessionQr = {
  session_id: sampleIds.session,
  channel_id: sampleIds.sessionChannel,
  status: 'pending',
  qr_code: picture,
  qr_expires_at: '2026-04-19T14:32:00Z',
}
