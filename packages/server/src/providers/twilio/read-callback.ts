import type {
  CallbackReading,
  CarrierCallback,
  KeywordType,
  ReportedChange,
  SmsContent,
} from '../../domain/messages/port.ts'
import { hmacSha1Base64, sameText, type SigningKey } from '../../kernel/hmac.ts'
import { sha256Hex } from '../../kernel/sha256.ts'
import { splitSms } from '../../kernel/sms-text/index.ts'
import { errorWord } from './read-answer.ts'

/**
 * Whether Twilio signed a callback: HMAC-SHA1 over the address that it was given, followed by the sorted fields of a
 * form, name and value without anything between. A JSON body is not part of it; its hash is, in the query.
 */
export function isSigned(callback: CarrierCallback, publicUrl: string, key: SigningKey): boolean {
  const given = callback.headers['x-twilio-signature']
  if (typeof given !== 'string') return false
  const url = publicUrl + callback.path
  const bodyHash = new URLSearchParams(callback.path.split('?')[1] ?? '').get('bodySHA256')
  if (bodyHash !== null)
    return sameText(hmacSha1Base64(key, url), given) && sameText(sha256Hex(callback.body), bodyHash.toLowerCase())
  return sameText(hmacSha1Base64(key, url + signedFields(callback.body)), given)
}

/** Fields sorted by name; one that comes several times counts once for each of its values, which are sorted, too. */
export function signedFields(form: Buffer): string {
  const byName = Map.groupBy(new URLSearchParams(form.toString('utf8')), ([name]) => name)
  return [...byName]
    .sort(([one], [other]) => byCodeUnit(one, other))
    .flatMap(([name, fields]) =>
      [...new Set(fields.map(([, value]) => value))].sort(byCodeUnit).map((value) => name + value),
    )
    .join('')
}

/** By no locale, as the signer sorts. */
function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** What a signed callback brings: a message, or a report. `answersWords`: Twilio answers STOP and the like by itself. */
export function readCallback(callback: CarrierCallback, answersWords: boolean): CallbackReading {
  const fields = fieldsOf(callback)
  const isMessage = fields['SmsStatus'] === 'received' || (fields['MessageStatus'] ?? fields['SmsStatus']) === undefined
  if (isMessage && fields['From'] !== undefined) return readReceived(fields, fields['From'], answersWords)
  return readReport(callback, fields)
}

type Fields = Record<string, string | undefined>

function readReceived(fields: Fields, from: string, answersWords: boolean): CallbackReading {
  const sid = fields['MessageSid'] ?? fields['SmsSid']
  if (sid === undefined || sid === '') return { kind: 'unreadable', problem: 'it names no MessageSid' }
  // Other channels of theirs come under a scheme: they are none of this one.
  if (from.includes(':')) return { kind: 'unreadable', problem: 'it is no SMS' }
  const text = fields['Body'] ?? ''
  const content: SmsContent = {
    kind: 'sms',
    text,
    senderId: null,
    encoding: splitSms(text).encoding,
    callbackUrl: null,
    ...mediaOf(fields),
  }
  const type = KEYWORDS[fields['OptOutType']?.toUpperCase() ?? '']
  const optOut = type !== undefined || answersWords ? { optOut: { type: type ?? null } } : {}
  const message = { providerMessageId: sid, from, senderName: null, content, occurredAt: null, ...optOut }
  return { kind: 'read', reports: [], received: [message] }
}

/** What Advanced Opt-Out took a message for. */
const KEYWORDS: Readonly<Record<string, KeywordType>> = { STOP: 'stop', START: 'start', HELP: 'help' }

/** Twilio sends ten at most. */
const MOST_MEDIA = 10

function mediaOf(fields: Fields): Pick<SmsContent, 'media'> {
  const count = Math.min(Number(fields['NumMedia'] ?? 0) || 0, MOST_MEDIA)
  const media = Array.from({ length: count }, (_, index) => ({
    url: fields[`MediaUrl${index}`] ?? '',
    contentType: fields[`MediaContentType${index}`] ?? 'application/octet-stream',
  })).filter(({ url }) => url !== '')
  return media.length > 0 ? { media } : {}
}

/** What a status callback reports. `messageId`: ours, from the address that the message was sent with. */
function readReport(callback: CarrierCallback, fields: Fields): CallbackReading {
  const sid = fields['MessageSid'] ?? fields['SmsSid']
  const status = fields['MessageStatus'] ?? fields['SmsStatus']
  if (sid === undefined || sid === '' || status === undefined)
    return { kind: 'unreadable', problem: 'it names no MessageSid or MessageStatus' }
  const change = changeOf(status, fields)
  if (change === null) return { kind: 'read', reports: [] }
  const messageId = new URLSearchParams(callback.path.split('?')[1] ?? '').get('message')
  return { kind: 'read', reports: [{ messageId, providerMessageId: sid, change, occurredAt: null }] }
}

/** Null: what is on its way within Twilio (`queued`, `sending`, …) says nothing that is not known. */
function changeOf(status: string, fields: Fields): ReportedChange | null {
  switch (status) {
    case 'sent':
    case 'delivered':
    case 'read':
      return { status }
    case 'failed':
    case 'undelivered':
    case 'canceled': {
      const code = Number(fields['ErrorCode'])
      const message = fields['ErrorMessage'] ?? `The carrier reports ${status}.`
      return { status: 'failed', code: code > 0 ? errorWord(code) : status, message: message.slice(0, 300) }
    }
    default:
      return null
  }
}

function fieldsOf({ headers, body }: CarrierCallback): Fields {
  const text = body.toString('utf8')
  if (!String(headers['content-type']).startsWith('application/json'))
    return Object.fromEntries(new URLSearchParams(text))
  try {
    const parsed = JSON.parse(text) as Record<string, unknown> | null
    return Object.fromEntries(Object.entries(parsed ?? {}).map(([name, value]) => [name, String(value)]))
  } catch {
    return {}
  }
}
