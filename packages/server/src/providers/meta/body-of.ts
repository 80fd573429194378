import type { OutgoingMessage } from '../../domain/messages/port.ts'
import { type Json, listOf, textOf } from './graph.ts'

/**
 * The body of `POST /{phone_number_id}/messages`. Our id goes along as `biz_opaque_callback_data`, which comes back with
 * every status: a report finds its message even where the answer that would have named it was lost.
 */
export function bodyOf({ id, to, content }: OutgoingMessage): object {
  if (content.kind !== 'whatsapp') throw new Error(`This channel carries WhatsApp messages, not ${content.kind}`)
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    biz_opaque_callback_data: id,
    ...partsOf(content.type, content.text, content.payload ?? {}),
  }
}

function partsOf(type: string, text: string | null, payload: Json): object {
  switch (type) {
    case 'text':
      return { type, text: { body: text ?? '' } }
    case 'image':
    case 'video':
    case 'document':
      return { type, [type]: { ...pick(payload, MEDIA[type]), ...(text !== null && { caption: text }) } }
    case 'audio':
      return { type, audio: pick(payload, ['link']) }
    case 'location':
      return { type, location: pick(payload, ['latitude', 'longitude', 'name', 'address']) }
    case 'contact':
      return { type: 'contacts', contacts: contactsOf(payload).map(contactOf) }
    case 'template':
      return { type, template: templateOf(payload) }
    case 'interactive':
      return { type, interactive: payload }
    default:
      throw new Error(`This channel carries no messages of type ${type}`)
  }
}

const MEDIA = { image: ['link'], video: ['link'], document: ['link', 'filename'] } as const

function pick(payload: Json, names: readonly string[]): object {
  return Object.fromEntries(names.flatMap((name) => (payload[name] === undefined ? [] : [[name, payload[name]]])))
}

/** One, or several in `contacts`. */
function contactsOf(payload: Json): Json[] {
  return Array.isArray(payload['contacts']) ? listOf(payload['contacts']) : [payload]
}

function contactOf({ name, phone }: Json): object {
  const formatted = textOf(name) ?? ''
  return {
    name: { formatted_name: formatted, first_name: formatted },
    phones: [{ phone, type: 'CELL' }],
  }
}

function templateOf({ name, language, components }: Json): object {
  const code = typeof language === 'object' && language !== null ? (language as Json)['code'] : language
  return { name, language: { code }, ...(Array.isArray(components) && { components: components as unknown[] }) }
}
