import type { OutgoingMessage } from '../../domain/messages/port.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'
import { encodeGsm7, findForcing, splitSms } from '../../kernel/sms-text/index.ts'
import type { Settings } from './account.ts'
import { type Address, TAG, writeSubmitSm } from './pdu.ts'

/** 5.2.19. */
const DEFAULT_ALPHABET = 0
const UCS2 = 8
/** 5.2.12: the text begins with a header. */
const HAS_HEADER = 0x40

/** The bodies of the submit_sm that a message becomes, in order. `reference`: joins its parts; from 0 to 65535. */
export function composeSubmissions({ to, content }: OutgoingMessage, settings: Settings, reference: number): Buffer[] {
  if (content.kind !== 'sms') throw new Error(`SMPP channels carry SMS, not ${content.kind}`)
  const encode = encoderOf(content.text, settings)
  const shared = {
    source: senderOf(content.senderId, settings),
    destination: { ton: settings.dest_ton ?? 1, npi: settings.dest_npi ?? 1, digits: to.replace(/^\+/, '') },
    dataCoding: encode === encodeUcs2 ? UCS2 : DEFAULT_ALPHABET,
    serviceType: settings.service_type ?? '',
    validityPeriod: validityOf(settings.validity_seconds),
    registeredDelivery: settings.registered_delivery ?? 1,
  }
  const { concatenation = 'udh' } = settings
  const { parts } = splitSms(content.text, {
    headerBytes: concatenation === 'udh16' ? 7 : 6,
    encoding: encode === encodeUcs2 ? 'UCS-2' : 'GSM-7',
  })
  if (parts.length === 1)
    return [writeSubmitSm({ ...shared, esmClass: 0, text: encode(content.text), tlvs: new Map() })]
  if (concatenation === 'payload') {
    const tlvs = new Map([[TAG.messagePayload, encode(content.text)]])
    return [writeSubmitSm({ ...shared, esmClass: 0, text: Buffer.alloc(0), tlvs })]
  }
  return parts.map((part, index) => {
    const place = { reference, total: parts.length, number: index + 1 }
    const text = encode(part)
    if (concatenation === 'sar') return writeSubmitSm({ ...shared, esmClass: 0, text, tlvs: sarOf(place) })
    const header = concatenation === 'udh16' ? header16(place) : header8(place)
    return writeSubmitSm({ ...shared, esmClass: HAS_HEADER, text: Buffer.concat([header, text]), tlvs: new Map() })
  })
}

type Encode = (text: string) => Buffer

/** Latin-1 lacks some of what the GSM alphabet has: such a text goes as UCS-2. */
function encoderOf(text: string, { default_alphabet: alphabet = 'gsm7' }: Settings): Encode {
  if (findForcing(text) !== null) return encodeUcs2
  if (alphabet === 'gsm7') return encodeGsm7
  return Buffer.from(text, 'latin1').toString('latin1') === text ? encodeLatin1 : encodeUcs2
}

function encodeLatin1(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

function encodeUcs2(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}

/** 5.2.5: international, alphanumeric, or as the network writes it. */
function senderOf(senderId: string | null, settings: Settings): Address {
  const { source_addr: usual = '', source_ton: ton, source_npi: npi } = settings
  if (senderId !== null) return guessed(senderId)
  const found = guessed(usual)
  return { ...found, ton: ton ?? found.ton, npi: npi ?? found.npi }
}

function guessed(sender: string): Address {
  if (/^\+\d+$/.test(sender)) return { ton: 1, npi: 1, digits: sender.slice(1) }
  if (/^\d{3,8}$/.test(sender)) return { ton: 3, npi: 0, digits: sender }
  if (/^\d+$/.test(sender)) return { ton: 1, npi: 1, digits: sender }
  return { ton: sender === '' ? 0 : 5, npi: 0, digits: sender }
}

/** 7.1.1.2: from now on, as YYMMDDhhmmsstnnR; nothing: as long as the SMSC likes. */
function validityOf(seconds: number | undefined): string {
  if (seconds === undefined) return ''
  const ms = seconds * SECOND_MS
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const days = two(ms / DAY_MS)
  const hours = two((ms % DAY_MS) / HOUR_MS)
  const minutes = two((ms % HOUR_MS) / MINUTE_MS)
  return `0000${days}${hours}${minutes}${two((ms % MINUTE_MS) / SECOND_MS)}000R`
}

interface PartPlace {
  readonly reference: number
  readonly total: number
  readonly number: number
}

/** 3GPP TS 23.040, 9.2.3.24.1. */
function header8({ reference, total, number }: PartPlace): Buffer {
  return Buffer.from([5, 0, 3, reference & 0xff, total, number])
}

/** 3GPP TS 23.040, 9.2.3.24.8. */
function header16({ reference, total, number }: PartPlace): Buffer {
  return Buffer.from([6, 8, 4, reference >> 8, reference & 0xff, total, number])
}

/** 5.3.2.22 to 5.3.2.24. */
function sarOf({ reference, total, number }: PartPlace): Map<number, Buffer> {
  return new Map([
    [TAG.sarReference, Buffer.from([reference >> 8, reference & 0xff])],
    [TAG.sarTotal, Buffer.from([total])],
    [TAG.sarNumber, Buffer.from([number])],
  ])
}
