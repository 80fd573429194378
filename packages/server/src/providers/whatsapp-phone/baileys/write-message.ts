import type { CarrierAnswer, OutgoingMessage } from '../../../domain/messages/port.ts'

/** Fetches a medium through the guarded client; or says why it cannot be had, now or ever. */
export type FetchMedia = (
  url: string,
) => Promise<
  { readonly body: Buffer; readonly mimeType: string | null } | { readonly problem: string; readonly forGood: boolean }
>

type Written = { readonly content: object } | { readonly answer: CarrierAnswer }

/**
 * A message as the library takes it. Media are fetched here: the library would call any address that it is given, and
 * ours are customers'.
 */
export async function writeMessage({ content }: OutgoingMessage, fetchMedia: FetchMedia): Promise<Written> {
  if (content.kind !== 'whatsapp') return unfit(`a message of kind ${content.kind}`)
  const { type, text, payload } = content
  switch (type) {
    case 'text':
      return { content: { text: text ?? '' } }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
      return writeMedia(type, text, payload ?? {}, fetchMedia)
    case 'location':
      return { content: { location: locationOf(payload ?? {}) } }
    case 'contact':
      return { content: { contacts: contactOf(payload ?? {}) } }
    case 'template':
    case 'interactive':
    case 'sticker':
      return unfit(`a message of type ${type}`)
  }
}

function unfit(what: string): Written {
  return { answer: { kind: 'rejected', code: 'unsupported_type', message: `A WhatsApp session cannot send ${what}.` } }
}

type Payload = Readonly<Record<string, unknown>>

async function writeMedia(
  type: 'image' | 'video' | 'audio' | 'document',
  caption: string | null,
  payload: Payload,
  fetchMedia: FetchMedia,
): Promise<Written> {
  const link = textOf(payload['link'])
  const fetched = await fetchMedia(link)
  if ('problem' in fetched) {
    const message = `The medium ${link.slice(0, 200)} could not be fetched: ${fetched.problem}`
    return fetched.forGood
      ? { answer: { kind: 'rejected', code: 'media_unavailable', message } }
      : { answer: { kind: 'unavailable', detail: message } }
  }
  const words = caption === null ? {} : { caption }
  const kind = fetched.mimeType === null ? {} : { mimetype: fetched.mimeType }
  if (type === 'audio') return { content: { audio: fetched.body, ...kind } }
  if (type !== 'document') return { content: { [type]: fetched.body, ...words, ...kind } }
  const fileName = textOf(payload['filename']) || (URL.parse(link)?.pathname.split('/').pop() ?? '') || 'document'
  const mimetype = fetched.mimeType ?? 'application/octet-stream'
  return { content: { document: fetched.body, ...words, mimetype, fileName } }
}

function locationOf(payload: Payload): object {
  const place = { degreesLatitude: payload['latitude'], degreesLongitude: payload['longitude'] }
  const name = textOf(payload['name'])
  const address = textOf(payload['address'])
  return { ...place, ...(name === '' ? {} : { name }), ...(address === '' ? {} : { address }) }
}

/** RFC 6350, as far as phones read it. */
function contactOf(payload: Payload): object {
  const name = escaped(textOf(payload['name']))
  const phone = textOf(payload['phone']).replace(/[^\d+]/g, '')
  const card = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${name}`,
    `TEL;type=CELL;type=VOICE;waid=${phone.replace('+', '')}:${phone}`,
    'END:VCARD',
  ]
  return { displayName: textOf(payload['name']), contacts: [{ vcard: card.join('\n') }] }
}

function escaped(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/([\\,;])/g, '\\$1')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
