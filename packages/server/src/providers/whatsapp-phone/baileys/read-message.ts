import type { ReceivedMessage } from '../../../domain/messages/port.ts'
import { SECOND_MS } from '../../../kernel/time.ts'
import { isPerson, phoneOf } from './jid.ts'
import type { MessageBody, WebMessage } from './library.ts'

type Content = Extract<ReceivedMessage['content'], { kind: 'whatsapp' }>
type Said = Omit<Content, 'kind'>

/** Finds the number behind a hidden name; null: it is not known. */
export type PhoneOfHidden = (jid: string) => Promise<string | null>

/** What a person wrote to us; null: it is of no person, our own, or nothing that is said (receipts, reactions, keys). */
export async function readMessage(heard: WebMessage, phoneOfHidden: PhoneOfHidden): Promise<ReceivedMessage | null> {
  const { key, pushName } = heard
  const jid = key.remoteJid ?? ''
  if (key.fromMe === true || !key.id || !isPerson(jid)) return null
  const said = heard.message && readBody(unwrapped(heard.message))
  if (!said) return null
  // Somebody whose number nobody knows is known by the name that WhatsApp gives him.
  const from = phoneOf(jid) ?? phoneOf(key.remoteJidAlt) ?? phoneOf(await phoneOfHidden(jid)) ?? jid
  return {
    providerMessageId: key.id,
    from,
    senderName: pushName ?? null,
    content: { kind: 'whatsapp', ...said },
    occurredAt: timeOf(heard.messageTimestamp),
  }
}

function timeOf(seconds: WebMessage['messageTimestamp']): number | null {
  const value = typeof seconds === 'object' && seconds !== null ? seconds.toNumber() : seconds
  return typeof value === 'number' && value > 0 ? value * SECOND_MS : null
}

/** Messages that disappear, or may be seen once, stand in a wrapper; so do documents with a caption. */
const WRAPPERS = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
]
const DEEPEST = 5

function unwrapped(body: MessageBody): MessageBody {
  let inner = body
  for (let depth = 0; depth < DEEPEST; depth++) {
    const wrapper = WRAPPERS.find((name) => part(inner, name) !== null)
    const next = wrapper === undefined ? null : part(part(inner, wrapper) ?? {}, 'message')
    if (next === null) return inner
    inner = next
  }
  return inner
}

function readBody(body: MessageBody): Said | null {
  const plain = textIn(body, 'conversation') ?? textIn(part(body, 'extendedTextMessage'), 'text')
  if (plain !== null) return { type: 'text', text: plain, payload: null }
  return readMedia(body) ?? readLocation(body) ?? readContact(body) ?? readChoice(body)
}

const MEDIA = [
  ['imageMessage', 'image'],
  ['videoMessage', 'video'],
  ['audioMessage', 'audio'],
  ['documentMessage', 'document'],
  ['stickerMessage', 'sticker'],
] as const

/** What the medium is. Its bytes are encrypted at WhatsApp's and are not fetched. */
function readMedia(body: MessageBody): Said | null {
  for (const [field, type] of MEDIA) {
    const media = part(body, field)
    if (media === null) continue
    const payload = {
      mime_type: textIn(media, 'mimetype'),
      filename: textIn(media, 'fileName'),
      size_bytes: numberIn(media, 'fileLength'),
      seconds: numberIn(media, 'seconds'),
      voice: media['ptt'] === true ? true : null,
    }
    return { type, text: textIn(media, 'caption'), payload: withoutNulls(payload) }
  }
  return null
}

function readLocation(body: MessageBody): Said | null {
  const place = part(body, 'locationMessage') ?? part(body, 'liveLocationMessage')
  const latitude = numberIn(place, 'degreesLatitude')
  const longitude = numberIn(place, 'degreesLongitude')
  if (place === null || latitude === null || longitude === null) return null
  const payload = { latitude, longitude, name: textIn(place, 'name'), address: textIn(place, 'address') }
  return { type: 'location', text: textIn(place, 'caption'), payload: withoutNulls(payload) }
}

function readContact(body: MessageBody): Said | null {
  const several = part(body, 'contactsArrayMessage')?.['contacts']
  const cards = Array.isArray(several) ? several : [part(body, 'contactMessage')]
  const contacts = cards.flatMap((card) => {
    if (typeof card !== 'object' || card === null) return []
    const name = textIn(card as MessageBody, 'displayName')
    const vcard = textIn(card as MessageBody, 'vcard') ?? ''
    const phone = /waid=(\d+)/.exec(vcard)?.[1] ?? /^TEL[^:]*:(.+)$/m.exec(vcard)?.[1]?.replace(/[^\d+]/g, '')
    return [withoutNulls({ name, phone: phone === undefined ? null : phone.replace(/^(?!\+)/, '+') })]
  })
  const [first, ...others] = contacts
  if (!first) return null
  return { type: 'contact', text: null, payload: others.length === 0 ? first : { ...first, contacts } }
}

/** Taps on buttons and lists say the text of what was chosen. */
function readChoice(body: MessageBody): Said | null {
  const chosen =
    textIn(part(body, 'buttonsResponseMessage'), 'selectedDisplayText') ??
    textIn(part(body, 'templateButtonReplyMessage'), 'selectedDisplayText') ??
    textIn(part(body, 'listResponseMessage'), 'title')
  return chosen === null ? null : { type: 'text', text: chosen, payload: null }
}

function part(body: MessageBody | null, name: string): MessageBody | null {
  const value = body?.[name]
  return typeof value === 'object' && value !== null ? (value as MessageBody) : null
}

function textIn(body: MessageBody | null, name: string): string | null {
  const value = body?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** Large numbers are objects (Long). */
function numberIn(body: MessageBody | null, name: string): number | null {
  const value = body?.[name]
  if (typeof value === 'number') return value
  const long = value as { toNumber?: () => number } | null | undefined
  return typeof long?.toNumber === 'function' ? long.toNumber() : null
}

function withoutNulls(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
