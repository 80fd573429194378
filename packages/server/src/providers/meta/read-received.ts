import type { ReceivedMessage } from '../../domain/messages/port.ts'
import { type Json, listOf, objectOf, textOf } from './graph.ts'
import { phoneOfWaId } from './phone-of-wa-id.ts'

type Content = Extract<ReceivedMessage['content'], { kind: 'whatsapp' }>

/**
 * The messages of one `value` of the `messages` webhook. Source: developers.facebook.com/documentation/business-messaging/
 * whatsapp/webhooks/reference/messages. What the platform tells about its users (`system`: a changed number) is no message
 * of theirs. What it cannot show, or we do not know, came all the same: a text in brackets says so.
 */
export function readReceived(value: Json): ReceivedMessage[] {
  const names = new Map(
    listOf(value['contacts']).flatMap((contact) => {
      const name = textOf(objectOf(contact['profile'])['name'])
      return [contact['wa_id'], contact['user_id']].map((id) => [id, name] as const)
    }),
  )
  return listOf(value['messages']).flatMap((message) => {
    const id = textOf(message['id'])
    // Since people have user names, their number may be withheld.
    const from = textOf(message['from']) ?? textOf(message['from_user_id'])
    if (id === null || from === null || message['type'] === 'system') return []
    return {
      providerMessageId: id,
      from: phoneOfWaId(from),
      senderName: names.get(from) ?? null,
      content: contentOf(message),
      occurredAt: timeOf(message['timestamp']),
    }
  })
}

/** Unix seconds, as text. */
export function timeOf(value: unknown): number | null {
  const seconds = Number(value)
  return value !== null && value !== '' && Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : null
}

function contentOf(message: Json): Content {
  const type = textOf(message['type']) ?? 'unknown'
  const part = objectOf(message[type])
  switch (type) {
    case 'text':
      return content('text', textOf(part['body']) ?? '', null)
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return content(type, textOf(part['caption']), mediaOf(part))
    case 'location':
      return content('location', null, part)
    case 'contacts':
      return readContacts(listOf(message['contacts']))
    case 'interactive':
      return content('interactive', pressedOf(part), part)
    case 'button': {
      const text = textOf(part['text']) ?? ''
      const button_reply = { id: textOf(part['payload']) ?? text, title: text }
      return content('interactive', text, { type: 'button_reply', button_reply })
    }
    case 'reaction':
      return content('text', textOf(part['emoji']) ?? '[reaction removed]', { reaction: part })
    case 'order':
      return content('text', orderText(part), { order: part })
    default:
      return content('text', '[unsupported message]', { unsupported: { type, errors: message['errors'] ?? null } })
  }
}

function content(type: Content['type'], text: string | null, payload: Json | null): Content {
  return { kind: 'whatsapp', type, text, payload }
}

/** Meta's own address of it needs the token and ends after minutes; its id is what it is fetched by. */
function mediaOf({ id, mime_type, sha256, filename, voice, animated }: Json): Json {
  return {
    media_id: textOf(id),
    mime_type: textOf(mime_type),
    sha256: textOf(sha256),
    ...(textOf(filename) !== null && { filename }),
    ...(typeof voice === 'boolean' && { voice }),
    ...(typeof animated === 'boolean' && { animated }),
  }
}

function readContacts(given: readonly Json[]): Content {
  const contacts = given.map((contact) => {
    const phones = listOf(contact['phones'])
    const name = textOf(objectOf(contact['name'])['formatted_name'])
    const phone = phones.map((each) => textOf(each['phone']) ?? textOf(each['wa_id'])).find((each) => each !== null)
    return { ...contact, name, phone: phone ?? null }
  })
  const text = contacts.map(({ name, phone }) => [name, phone].filter(Boolean).join(' ')).join(', ')
  const [first] = contacts
  return content('contact', text, { name: first?.name ?? null, phone: first?.phone ?? null, contacts })
}

/** What was chosen, as its reader saw it. */
function pressedOf(interactive: Json): string {
  const reply = objectOf(interactive[textOf(interactive['type']) ?? ''])
  return textOf(reply['title']) ?? textOf(reply['body']) ?? textOf(reply['name']) ?? ''
}

function orderText(order: Json): string {
  const count = listOf(order['product_items']).length
  const words = textOf(order['text'])
  return `[order of ${count} ${count === 1 ? 'item' : 'items'}]${words === null ? '' : ` ${words}`}`
}
