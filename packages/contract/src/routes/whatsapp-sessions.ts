import Type from 'typebox'
import { body, oneOf, pageQuery, pathId, text } from '../fields.ts'
import { one, page } from '../objects/envelope.ts'
import { SessionQr, simulatedActions, WhatsAppSession } from '../objects/session.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, samplePageMeta } from '../samples.ts'
import { samplePendingSession, sampleSession, sampleSessionQr } from '../session-samples.ts'
import { sessionStates } from '../states.ts'

const params = Type.Object({ session_id: pathId('session', 'Id of the session.') })
const example = { params: { session_id: sampleIds.session }, reply: { data: sampleSession } }

export const whatsappSessionRoutes = {
  'whatsappSessions.create': {
    id: 'whatsappSessions.create',
    method: 'POST',
    path: '/v1/whatsapp/sessions',
    surface: 'v1',
    tag: 'WhatsApp sessions',
    summary: 'Connect a phone',
    description:
      'Begins a session and answers with the QR code to scan with the phone (WhatsApp, Linked devices). A code can be scanned until `qr_expires_at`; others follow by themselves for some minutes, to be read from `GET …/qr`. When the phone was slow in coming, `qr_code` is null here and comes there. A repetition with the same `Idempotency-Key` shows no code. `webhook_url` gets the events of this session and of its messages, beside the webhooks that subscribe to them.',
    scope: 'whatsapp:write',
    body: body({
      name: text('How people call it.', { minLength: 1, maxLength: 100 }),
      webhook_url: Type.Optional(text('Public HTTPS address.', { minLength: 1, maxLength: 2048 })),
    }),
    reply: { status: 201, description: 'The session, to be scanned.', schema: one(WhatsAppSession) },
    errors: ['BLOCKED_URL', 'CHANNEL_LIMIT_REACHED', 'SESSION_DRIVER_UNAVAILABLE'],
    idempotent: true,
    example: { body: { name: 'Support' }, reply: { data: samplePendingSession } },
  },
  'whatsappSessions.list': {
    id: 'whatsappSessions.list',
    method: 'GET',
    path: '/v1/whatsapp/sessions',
    surface: 'v1',
    tag: 'WhatsApp sessions',
    summary: 'List sessions',
    description: 'Newest first, without QR codes: read those from `GET …/qr`.',
    scope: 'whatsapp:read',
    query: Type.Object({ ...pageQuery, status: Type.Optional(oneOf(sessionStates)) }),
    reply: { status: 200, description: 'A page of sessions.', schema: page(WhatsAppSession) },
    errors: [],
    idempotent: false,
    example: { reply: { data: [sampleSession], meta: samplePageMeta } },
  },
  'whatsappSessions.get': {
    id: 'whatsappSessions.get',
    method: 'GET',
    path: '/v1/whatsapp/sessions/{session_id}',
    surface: 'v1',
    tag: 'WhatsApp sessions',
    summary: 'Read a session',
    description:
      'Its state, why it is in it, and when its phone last showed life. `connected` is said only while the phone does; after a restart it is `connecting` until it is heard from. What befell it is the history of its channel.',
    scope: 'whatsapp:read',
    params,
    reply: { status: 200, description: 'The session.', schema: one(WhatsAppSession) },
    errors: [],
    idempotent: false,
    example,
  },
  'whatsappSessions.delete': {
    id: 'whatsappSessions.delete',
    method: 'DELETE',
    path: '/v1/whatsapp/sessions/{session_id}',
    surface: 'v1',
    tag: 'WhatsApp sessions',
    summary: 'Delete a session',
    description:
      'Logs the phone out where it is connected, and forgets the keys that it was linked with. The messages that it carried are kept.',
    scope: 'whatsapp:write',
    params,
    reply: { status: 204, description: 'It is gone.', schema: null },
    errors: [],
    idempotent: false,
    example: { params: { session_id: sampleIds.session } },
  },
  'whatsappSessions.qr': {
    id: 'whatsappSessions.qr',
    method: 'GET',
    path: '/v1/whatsapp/sessions/{session_id}/qr',
    surface: 'v1',
    tag: 'WhatsApp sessions',
    summary: 'QR code of a session',
    description: 'The code to scan now. Null while there is none: `status` says whether one is to come.',
    scope: 'whatsapp:read',
    params,
    reply: { status: 200, description: 'The code.', schema: one(SessionQr) },
    errors: [],
    idempotent: false,
    example: { params: { session_id: sampleIds.session }, reply: { data: sampleSessionQr } },
  },
  'whatsappSessions.reconnect': {
    id: 'whatsappSessions.reconnect',
    method: 'POST',
    path: '/v1/whatsapp/sessions/{session_id}/reconnect',
    surface: 'v1',
    tag: 'WhatsApp sessions',
    summary: 'Reconnect a session',
    description:
      'Begins anew, in whatever state it is: with the link that is kept where there is one, otherwise with a new QR code.',
    scope: 'whatsapp:write',
    params,
    reply: { status: 200, description: 'The session, beginning.', schema: one(WhatsAppSession) },
    errors: ['SESSION_DRIVER_UNAVAILABLE'],
    idempotent: true,
    example: { params: { session_id: sampleIds.session }, reply: { data: samplePendingSession } },
  },
  'whatsappSessions.logout': {
    id: 'whatsappSessions.logout',
    method: 'POST',
    path: '/v1/whatsapp/sessions/{session_id}/logout',
    surface: 'v1',
    tag: 'WhatsApp sessions',
    summary: 'Log a session out',
    description:
      'Removes Posthorn from the linked devices of the phone, where it is connected, and forgets the keys. `reconnect` shows a new QR code.',
    scope: 'whatsapp:write',
    params,
    reply: { status: 200, description: 'The session, logged out.', schema: one(WhatsAppSession) },
    errors: [],
    idempotent: true,
    example: {
      ...example,
      reply: { data: { ...sampleSession, status: 'disconnected', reason: 'logged_out' } },
    },
  },
  'whatsappSessions.simulate': {
    id: 'whatsappSessions.simulate',
    method: 'POST',
    path: '/v1/whatsapp/sessions/{session_id}/simulate',
    surface: 'v1',
    tag: 'WhatsApp sessions',
    summary: 'Play the phone of a simulated session',
    description:
      'Does to the simulated phone what people and networks do to real ones. `scan` scans the code; `drop` and `phone_offline` last for `seconds`; `logout`, `ban`, `replace` and `break` end the session as WhatsApp would; `silence` stops all signs of life without a word. What comes of it shows in the session, its events and its history. Refused where a real driver carries the session.',
    scope: 'whatsapp:write',
    params,
    body: body({
      action: oneOf(simulatedActions),
      phone_number: Type.Optional(
        text('Of the phone that scans, in E.164 form; +15005550006 by default.', { minLength: 1, maxLength: 32 }),
      ),
      seconds: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 86_400, description: 'How long the phone is away. 0 by default.' }),
      ),
    }),
    reply: { status: 202, description: 'It happens now.', schema: one(WhatsAppSession) },
    errors: ['CONFLICT', 'INVALID_PHONE', 'NOT_SIMULATED'],
    idempotent: true,
    example: { ...example, body: { action: 'scan', phone_number: '+5511988887777' } },
  },
} as const satisfies Record<string, RouteRow>
