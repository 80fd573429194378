/** The part of SMPP 3.4 that a client speaks, read and written by hand. Numbers of sections are those of its issue 1.2. */

/** 5.1.2.1. The answer to a command has its number and the highest bit. */
export const COMMAND = {
  bindReceiver: 0x01,
  bindTransmitter: 0x02,
  submitSm: 0x04,
  deliverSm: 0x05,
  unbind: 0x06,
  bindTransceiver: 0x09,
  enquireLink: 0x15,
  alertNotification: 0x102,
  dataSm: 0x103,
} as const
export const RESPONSE = 0x80000000
export const GENERIC_NACK = 0x80000000

/** 5.3.2. */
export const TAG = {
  receiptedMessageId: 0x001e,
  userMessageReference: 0x0204,
  sarReference: 0x020c,
  sarTotal: 0x020e,
  sarNumber: 0x020f,
  networkErrorCode: 0x0423,
  messagePayload: 0x0424,
  messageState: 0x0427,
} as const

const HEADER_BYTES = 16
/** The longest that the standard allows is a payload of 64 KiB with what stands around it. */
const MOST_BYTES = 72 * 1024

export interface Pdu {
  readonly command: number
  readonly status: number
  readonly sequence: number
  readonly body: Buffer
}

/** What was received is no SMPP: whoever says it cannot be followed any further. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
}

export function writePdu({ command, status, sequence, body }: Pdu): Buffer {
  const head = Buffer.alloc(HEADER_BYTES)
  head.writeUInt32BE(HEADER_BYTES + body.length, 0)
  head.writeUInt32BE(command >>> 0, 4)
  head.writeUInt32BE(status >>> 0, 8)
  head.writeUInt32BE(sequence >>> 0, 12)
  return Buffer.concat([head, body])
}

/** Puts PDUs together from what the network brings, however it is cut. */
export class PduReader {
  #chunks: Buffer[] = []
  #size = 0

  /** The PDUs that are whole now. @throws {Malformed} on a length that no PDU has: where the next one begins is lost. */
  push(chunk: Buffer): Pdu[] {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size < HEADER_BYTES) return []
    let bytes = Buffer.concat(this.#chunks, this.#size)
    const whole: Pdu[] = []
    while (bytes.length >= 4) {
      const length = bytes.readUInt32BE(0)
      if (length < HEADER_BYTES || length > MOST_BYTES) throw new Malformed(`a PDU of ${length} bytes`)
      if (bytes.length < length) break
      whole.push({
        command: bytes.readUInt32BE(4),
        status: bytes.readUInt32BE(8),
        sequence: bytes.readUInt32BE(12),
        body: bytes.subarray(HEADER_BYTES, length),
      })
      bytes = bytes.subarray(length)
    }
    this.#chunks = [bytes]
    this.#size = bytes.length
    return whole
  }
}

/** Type of number and numbering plan of an address (5.2.5, 5.2.6). */
export interface Address {
  readonly ton: number
  readonly npi: number
  readonly digits: string
}

export interface Bind {
  readonly systemId: string
  readonly password: string
  readonly systemType: string
}

/** 4.1: the three binds have the same body. */
export function writeBind({ systemId, password, systemType }: Bind): Buffer {
  const version = 0x34
  return Buffer.concat([
    cString(systemId),
    cString(password),
    cString(systemType),
    Buffer.from([version, 0, 0]),
    cString(''),
  ])
}

/** A message as submit_sm, deliver_sm and data_sm carry it. */
export interface ShortMessage {
  readonly source: Address
  readonly destination: Address
  readonly esmClass: number
  readonly dataCoding: number
  /** The text, behind its header where `esmClass` says that it has one; in a payload where it does not fit otherwise. */
  readonly text: Buffer
  readonly tlvs: ReadonlyMap<number, Buffer>
}

export interface Submission extends ShortMessage {
  readonly validityPeriod: string
  readonly registeredDelivery: number
  readonly serviceType: string
}

/** 4.4.1. */
export function writeSubmitSm(message: Submission): Buffer {
  const { source, destination, text, tlvs } = message
  return Buffer.concat([
    cString(message.serviceType),
    writeAddress(source),
    writeAddress(destination),
    // protocol_id and priority_flag stay 0, and it is sent at once.
    Buffer.from([message.esmClass, 0, 0]),
    cString(''),
    cString(message.validityPeriod),
    // replace_if_present and sm_default_msg_id stay 0.
    Buffer.from([message.registeredDelivery, 0, message.dataCoding, 0, text.length]),
    text,
    ...[...tlvs].map(([tag, value]) => writeTlv(tag, value)),
  ])
}

/** 4.6.1, and 4.7.1 for data_sm. @throws {Malformed} */
export function readShortMessage({ command, body }: Pick<Pdu, 'command' | 'body'>): ShortMessage {
  const fields = new Fields(body)
  fields.cString(6)
  const source = readAddress(fields)
  const destination = readAddress(fields)
  const esmClass = fields.byte()
  if (command === COMMAND.dataSm) {
    fields.byte()
    const dataCoding = fields.byte()
    const tlvs = readTlvs(fields)
    return { source, destination, esmClass, dataCoding, text: tlvs.get(TAG.messagePayload) ?? Buffer.alloc(0), tlvs }
  }
  fields.bytes(2)
  fields.cString(17)
  fields.cString(17)
  fields.bytes(2)
  const dataCoding = fields.byte()
  fields.byte()
  const text = fields.bytes(fields.byte())
  const tlvs = readTlvs(fields)
  const payload = tlvs.get(TAG.messagePayload)
  return { source, destination, esmClass, dataCoding, text: text.length === 0 && payload ? payload : text, tlvs }
}

/** 4.4.2; empty where there is none, as in the answer to what was refused. */
export function readMessageId(body: Buffer): string {
  const end = body.indexOf(0)
  return body.toString('latin1', 0, end < 0 ? body.length : end)
}

/** 4.6.2: an answer's message_id, which is unused here, is a lone NUL. */
export const NO_MESSAGE_ID = Buffer.from([0])

class Fields {
  #at = 0
  readonly #body: Buffer

  constructor(body: Buffer) {
    this.#body = body
  }

  get left(): number {
    return this.#body.length - this.#at
  }

  byte(): number {
    return this.bytes(1)[0] as number
  }

  bytes(count: number): Buffer {
    if (count > this.left) throw new Malformed('a PDU that ends within a field')
    this.#at += count
    return this.#body.subarray(this.#at - count, this.#at)
  }

  /** Longer than the standard allows, for many are, but not without an end. */
  cString(expected: number): string {
    const end = this.#body.indexOf(0, this.#at)
    if (end < 0 || end - this.#at > 4 * expected + 64) throw new Malformed('a text without an end')
    const text = this.#body.toString('latin1', this.#at, end)
    this.#at = end + 1
    return text
  }
}

function readAddress(fields: Fields): Address {
  return { ton: fields.byte(), npi: fields.byte(), digits: fields.cString(21) }
}

function readTlvs(fields: Fields): Map<number, Buffer> {
  const tlvs = new Map<number, Buffer>()
  // Some add a byte or two of padding.
  while (fields.left >= 4) {
    const head = fields.bytes(4)
    tlvs.set(head.readUInt16BE(0), fields.bytes(head.readUInt16BE(2)))
  }
  return tlvs
}

function writeTlv(tag: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(tag, 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value])
}

function writeAddress({ ton, npi, digits }: Address): Buffer {
  return Buffer.concat([Buffer.from([ton, npi]), cString(digits)])
}

function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'latin1')
}
