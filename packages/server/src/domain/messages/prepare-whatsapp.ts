import type { BodyOf, WhatsAppType } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import type { WhatsAppContent } from './content.ts'
import type { Prepared } from './new-message.ts'
import { oneOfSeveral } from './one-of-several.ts'
import { readInteractive } from './read-interactive.ts'
import { phoneRecipient } from './phone-recipient.ts'

type Body = BodyOf<'whatsapp.send'>
type Payload = NonNullable<WhatsAppContent['payload']>

const MOST_CAPTION_CHARACTERS = 1024
const MOST_LABEL_CHARACTERS = 1000

/** Reads the body of a call, or says which field is wrong and how. */
export function prepareWhatsApp(body: Body): Prepared<WhatsAppContent> {
  const recipient = phoneRecipient(body.to)
  const words = oneOfSeveral({ 'text.body': body.text?.body, content: body.content, message: body.message })
  return {
    recipients: [recipient],
    content: readContent(body, body.type ?? 'text', words),
    segments: null,
    callbackUrl: null,
  }
}

function readContent(body: Body, type: WhatsAppType, words: string | null): WhatsAppContent {
  const content = (text: string | null, payload: Payload | null): WhatsAppContent => ({
    kind: 'whatsapp',
    type,
    text,
    payload,
  })
  switch (type) {
    case 'text':
      if (words === null) throw invalid('text.body', 'it is missing; give the text as text.body, content or message')
      if (words.trim() === '') throw invalid('text.body', 'it is empty; give some text')
      return content(words, null)
    case 'template':
      return content(words, required(body.template, type))
    case 'image':
    case 'video':
    case 'audio':
    case 'document': {
      const payload = readMedia(body, type)
      return content(readCaption(body, payload, words), payload)
    }
    case 'location':
      return content(words, readLocation(required(body.location, type)))
    case 'contact':
      return content(words, readContacts(body))
    case 'interactive':
      return content(words, readInteractive(required(body.interactive, type)))
  }
}

function required(part: object | undefined, type: WhatsAppType): Payload {
  if (part === undefined) throw invalid(type, `it is missing; a message of type ${type} needs it`)
  return part as Payload
}

function readMedia(body: Body, type: 'image' | 'video' | 'audio' | 'document'): Payload {
  const media = body[type] ?? {}
  const given = optionalText(media, type, 'link', 2048)
  const link = oneOfSeveral({ [`${type}.link`]: given, media_url: body.media_url })
  if (link === null)
    throw invalid(`${type}.link`, 'it is missing; give the address of the media as link or as media_url')
  const scheme = URL.parse(link)?.protocol
  if (scheme !== 'https:' && scheme !== 'http:')
    throw invalid(given === undefined ? 'media_url' : `${type}.link`, 'it must be a complete http(s) address')
  return { ...media, link }
}

function readCaption(body: Body, payload: Payload, words: string | null): string | null {
  const type = body.type ?? 'text'
  const own = optionalText(payload, type, 'caption', MOST_CAPTION_CHARACTERS)
  return oneOfSeveral({ [`${type}.caption`]: own, caption: body.caption }) ?? words
}

function readLocation(location: Payload): Payload {
  for (const [name, most] of [
    ['latitude', 90],
    ['longitude', 180],
  ] as const) {
    const value = location[name]
    if (typeof value !== 'number' || Math.abs(value) > most)
      throw invalid(`location.${name}`, `it must be a number from -${most} to ${most}`)
  }
  optionalText(location, 'location', 'name', MOST_LABEL_CHARACTERS)
  optionalText(location, 'location', 'address', MOST_LABEL_CHARACTERS)
  return location
}

/** One as `contact`, several as `contacts`. */
function readContacts({ contact, contacts }: Body): Payload {
  if (contacts === undefined) return readContact(required(contact, 'contact'), 'contact')
  if (contact !== undefined) throw invalid('contacts', 'give contact or contacts, not both')
  return { contacts: contacts.map((each, index) => readContact(each, `contacts[${index}]`)) }
}

function readContact(contact: Payload, at: string): Payload {
  for (const name of ['name', 'phone'] as const) {
    if (!optionalText(contact, at, name, MOST_LABEL_CHARACTERS)) throw invalid(`${at}.${name}`, 'it is missing')
  }
  return contact
}

function optionalText(part: Payload, partName: string, name: string, most: number): string | undefined {
  const value = part[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value.length > most)
    throw invalid(`${partName}.${name}`, `it must be a text of at most ${most} characters`)
  return value
}
