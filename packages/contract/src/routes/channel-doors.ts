import Type from 'typebox'
import { body, oneOf, pathId, text } from '../fields.ts'
import { one } from '../objects/envelope.ts'
import { SessionQr, SimulatedInbound } from '../objects/session.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds } from '../samples.ts'
import { sampleSessionQr } from '../session-samples.ts'

const params = Type.Object({ channel_id: pathId('channel', 'Id of the channel.') })

/** What only some channels have: a QR code, and a door for messages that nobody sent. */
export const channelDoorRoutes = {
  'channels.qrCode': {
    id: 'channels.qrCode',
    method: 'GET',
    path: '/v1/channels/{channel_id}/qr-code',
    surface: 'v1',
    tag: 'Channels',
    summary: 'QR code of a channel',
    description:
      'Of a channel that is a WhatsApp session: the code to scan, while it is connecting. The same as the QR code of its session.',
    scope: 'channels:read',
    params,
    reply: { status: 200, description: 'The code.', schema: one(SessionQr) },
    errors: ['CONFLICT'],
    idempotent: false,
    example: { params: { channel_id: sampleIds.sessionChannel }, reply: { data: sampleSessionQr } },
  },
  'channels.inbound': {
    id: 'channels.inbound',
    method: 'POST',
    path: '/v1/channels/{channel_id}/inbound',
    surface: 'v1',
    tag: 'Channels',
    summary: 'Pretend that a message came in',
    description:
      'Only on simulated channels: the message takes the road of a real one, with its contact, its conversation and its events. A message that names an `external_id` which came in before is a repetition and changes nothing.',
    scope: 'channels:write',
    params,
    body: body({
      from: text('Who sends it: a number in E.164 form, or on an e-mail channel an address.', {
        minLength: 1,
        maxLength: 320,
      }),
      name: Type.Optional(text('Name of the sender.', { maxLength: 200 })),
      content: text('Text of the message.', { minLength: 1, maxLength: 4096 }),
      type: Type.Optional(oneOf(['text', 'image', 'video', 'audio', 'document'], { default: 'text' })),
      media_url: Type.Optional(text('Where `type` is a medium: its address.', { maxLength: 2048 })),
      external_id: Type.Optional(
        text("The carrier's id of the message; a new one by default.", { minLength: 1, maxLength: 200 }),
      ),
    }),
    reply: { status: 201, description: 'What it became.', schema: one(SimulatedInbound) },
    errors: ['CONFLICT', 'INVALID_PHONE', 'NOT_SIMULATED'],
    idempotent: true,
    example: {
      params: { channel_id: sampleIds.sessionChannel },
      body: { from: '+5511999999999', name: 'Maria', content: 'Where is my order?' },
      reply: {
        data: {
          channel_id: sampleIds.sessionChannel,
          message_id: sampleIds.message,
          conversation_id: sampleIds.conversation,
          contact_id: sampleIds.contact,
          repeated: false,
        },
      },
    },
  },
} as const satisfies Record<string, RouteRow>
