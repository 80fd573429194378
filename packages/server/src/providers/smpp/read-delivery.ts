import { createHash } from 'node:crypto'

import type { HeardReport, ReceivedMessage, ReceivedPart, ReportedChange } from '../../domain/messages/port.ts'
import { decodeGsm7, joinEscapes } from '../../kernel/sms-text/index.ts'
import type { SmppAccount } from './account.ts'
import { type Address, type Pdu, readShortMessage, type ShortMessage, TAG } from './pdu.ts'

export type Delivery =
  | { readonly kind: 'report'; readonly report: HeardReport }
  /** `fingerprint`: the same for the same PDU sent again. */
  | {
      readonly kind: 'message'
      readonly message: Omit<ReceivedMessage, 'providerMessageId'>
      readonly fingerprint: string
    }
  /** It says nothing that changes anything. */
  | { readonly kind: 'nothing' }

/** 5.2.12, bits 5 to 2: what kind of message it is. */
const KIND_MASK = 0x3c
const HAS_HEADER = 0x40

/** What a deliver_sm or a data_sm brings. @throws {Malformed} */
export function readDelivery(pdu: Pdu, account: SmppAccount): Delivery {
  const message = readShortMessage(pdu)
  // Receipts that do not say so are known by the id that only receipts have. What only looks like one, somebody typed.
  const isReceipt = (message.esmClass & KIND_MASK) !== 0 || message.tlvs.has(TAG.receiptedMessageId)
  if (isReceipt) return readReceipt(message, account)
  const fingerprint = createHash('sha256').update(pdu.body).digest('base64url')
  return { kind: 'message', message: readReceived(message, account), fingerprint }
}

/** 5.2.28, and as the text of a receipt spells them (appendix B). */
const STATES = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD']

const FAILURES: Readonly<Record<string, string>> = {
  EXPIRED: 'expired',
  DELETED: 'deleted',
  UNDELIV: 'undeliverable',
  REJECTD: 'rejected_by_carrier',
  FAILED: 'undeliverable',
}

function readReceipt(message: ShortMessage, { channelId, settings }: SmppAccount): Delivery {
  const text = message.text.toString('latin1')
  const given = (name: string): string | undefined => new RegExp(`\\b${name}:\\s*([^\\s]+)`, 'i').exec(text)?.[1]
  const tlvState = message.tlvs.get(TAG.messageState)?.[0]
  const state = ((tlvState !== undefined ? STATES[tlvState] : undefined) ?? given('stat') ?? '').toUpperCase()
  const id = cText(message.tlvs.get(TAG.receiptedMessageId)) || given('id')
  const change = changeOf(state, errorOf(message, given('err')), settings.opted_out_statuses ?? [])
  if (!id || !change) return { kind: 'nothing' }
  const numbers = [message.source, message.destination].map(({ digits }) => digits)
  const part = { channelId, ids: namesOf(id, settings.receipt_ids ?? 'auto'), numbers }
  return { kind: 'report', report: { messageId: null, providerMessageId: id, part, change, occurredAt: null } }
}

/** 5.3.2.31: a type of network and its code; in the text, its digits. */
function errorOf({ tlvs }: ShortMessage, given: string | undefined): number | null {
  const tlv = tlvs.get(TAG.networkErrorCode)
  if (tlv && tlv.length >= 3) return tlv.readUInt16BE(1)
  return given !== undefined && /^\d+$/.test(given) ? Number(given) : null
}

/** Null: the SMSC does not know, or says nothing that it had not said with its answer. */
function changeOf(state: string, error: number | null, optedOut: readonly number[]): ReportedChange | null {
  if (state === 'DELIVRD') return { status: 'delivered' }
  // On its way, or taken by somebody on behalf of the recipient: it has not been delivered.
  if (state === 'ENROUTE' || state === 'ACCEPTD') return { status: 'sent' }
  const code = FAILURES[state]
  if (code === undefined) return null
  const said = error === null || error === 0 ? '' : `, error ${error}`
  const isOptOut = error !== null && optedOut.includes(error)
  return { status: 'failed', code: isOptOut ? 'opted_out' : code, message: `The carrier reports ${state}${said}.` }
}

/** The standard allows 64 characters; an index has its limits, too. */
const LONGEST_NAME = 200

/** The one form in which names are kept and compared: without the zeros in front, in lower case. */
export function nameOf(id: string): string {
  const name = id.trim().toLowerCase().slice(0, LONGEST_NAME)
  return name.replace(/^0+(?=.)/, '')
}

/** The longest that fits a decimal number of 64 bits. */
const MOST_DIGITS = 20

/** What a message that a receipt names may have been called in the answer to its submit_sm. */
export function namesOf(id: string, form: 'auto' | 'same' | 'converted'): string[] {
  const name = nameOf(id)
  const converted = name.length > MOST_DIGITS ? [] : conversionsOf(name)
  if (form === 'same') return [name]
  return [...new Set(form === 'converted' && converted.length > 0 ? converted : [name, ...converted])]
}

function conversionsOf(name: string): string[] {
  return [
    ...(/^\d+$/.test(name) ? [BigInt(name).toString(16)] : []),
    ...(/^[0-9a-f]+$/.test(name) ? [BigInt(`0x${name}`).toString(10)] : []),
  ]
}

function readReceived(message: ShortMessage, { settings }: SmppAccount): Omit<ReceivedMessage, 'providerMessageId'> {
  const header = message.esmClass & HAS_HEADER ? message.text.subarray(0, 1 + (message.text[0] ?? 0)) : Buffer.alloc(0)
  const raw = decode(message.text.subarray(header.length), message.dataCoding, settings.default_alphabet ?? 'gsm7')
  const part = partOf(header, message)
  // What follows an escape at the end of a part stands at the beginning of the next.
  const text = part ? raw : joinEscapes(raw)
  return {
    from: senderOf(message.source),
    senderName: null,
    content: {
      kind: 'sms',
      text,
      senderId: null,
      encoding: isUcs2(message.dataCoding) ? 'UCS-2' : 'GSM-7',
      callbackUrl: null,
    },
    occurredAt: null,
    ...(part && { part }),
    ...(settings.provider_handles_opt_out && { optOut: { type: null } }),
  }
}

/** 5.2.5: what is not alphanumeric or a short code is a number, with its plus or without. */
function senderOf({ ton, digits }: Address): string {
  if (!/^\+?\d+$/.test(digits) || ton === 5) return digits
  const isInternational = ton === 1 || (ton !== 3 && ton !== 6 && digits.length > 8)
  return digits.startsWith('+') || !isInternational ? digits : `+${digits}`
}

/** The general data coding groups of 3GPP TS 23.038, 4, beside the values of SMPP 5.2.19. */
function isUcs2(dataCoding: number): boolean {
  if (dataCoding < 0x10) return dataCoding === 8
  return (dataCoding & 0xcc) === 0x08 || (dataCoding & 0xf0) === 0xe0
}

function decode(bytes: Buffer, dataCoding: number, alphabet: 'gsm7' | 'latin1'): string {
  if (isUcs2(dataCoding)) return decodeUcs2(bytes)
  switch (dataCoding) {
    // IA5 is the first half of Latin-1; bytes without a meaning are shown as what they are.
    case 1:
    case 2:
    case 3:
    case 4:
      return bytes.toString('latin1')
    case 6:
      return new TextDecoder('iso-8859-5').decode(bytes)
    case 7:
      return new TextDecoder('iso-8859-8').decode(bytes)
    default:
      return alphabet === 'gsm7' ? decodeGsm7(bytes) : bytes.toString('latin1')
  }
}

function decodeUcs2(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
    .swap16()
    .toString('utf16le')
}

/** Which part of a longer message this is, by its header or by the fields for it; undefined: it is a whole one. */
function partOf(header: Buffer, { tlvs, source, destination }: ShortMessage): ReceivedPart | undefined {
  const place = placeInHeader(header) ?? placeInTlvs(tlvs)
  if (!place || place.total < 2 || place.number < 1 || place.number > place.total) return undefined
  const { reference, total, number } = place
  return { reference: `${source.digits} ${destination.digits} ${reference}`, total, number }
}

interface Place {
  readonly reference: string
  readonly total: number
  readonly number: number
}

/** 3GPP TS 23.040, 9.2.3.24: elements, each with its kind, its length and its data. */
function placeInHeader(header: Buffer): Place | undefined {
  for (let at = 1; at + 2 <= header.length; at += 2 + (header[at + 1] as number)) {
    const data = header.subarray(at + 2, at + 2 + (header[at + 1] as number))
    if (header[at] === 0 && data.length === 3) {
      const [reference, total, number] = data as unknown as [number, number, number]
      return { reference: `8 ${reference}`, total, number }
    }
    if (header[at] === 8 && data.length === 4)
      return { reference: `16 ${data.readUInt16BE(0)}`, total: data[2] as number, number: data[3] as number }
  }
  return undefined
}

function placeInTlvs(tlvs: ReadonlyMap<number, Buffer>): Place | undefined {
  const reference = tlvs.get(TAG.sarReference)
  const total = tlvs.get(TAG.sarTotal)?.[0]
  const number = tlvs.get(TAG.sarNumber)?.[0]
  if (reference?.length !== 2 || total === undefined || number === undefined) return undefined
  return { reference: `sar ${reference.readUInt16BE(0)}`, total, number }
}

function cText(bytes: Buffer | undefined): string {
  return bytes?.toString('latin1').replace(/\0.*$/s, '') ?? ''
}
