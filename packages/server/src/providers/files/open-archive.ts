import { inflateRawSync } from 'node:zlib'

import { limits } from './limits.ts'
import { Unreadable } from './unreadable.ts'

/** A part of an archive, as its directory describes it (PKWARE APPNOTE 4.3.12). */
export interface ArchiveEntry {
  readonly name: string
  readonly method: number
  readonly compressedBytes: number
  /** By its own account, which is checked while it is inflated. */
  readonly bytes: number
  readonly headerAt: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const STORED = 0
const DEFLATED = 8
/** The end of the directory stands at the end, before a comment of at most this length. */
const MOST_TAIL = 22 + 65_535
/** Zip64's mark for "see elsewhere": four gigabytes or more, or so many parts. */
const ELSEWHERE = 0xffffffff

/**
 * Reads the directory of an archive and refuses what would expand too much, before anything is inflated.
 * @throws {Unreadable}
 */
export function openArchive(bytes: Uint8Array): Map<string, ArchiveEntry> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(file)
  const count = file.readUInt16LE(end + 10)
  let at = file.readUInt32LE(end + 16)
  if (count > limits.archiveEntries) throw expands(`It has ${count} parts.`)
  const entries = new Map<string, ArchiveEntry>()
  for (let index = 0; index < count; index++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== ENTRY) throw damaged()
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const entry = {
      name: file.toString('utf8', at + 46, at + 46 + nameBytes),
      method: file.readUInt16LE(at + 10),
      compressedBytes: file.readUInt32LE(at + 20),
      bytes: file.readUInt32LE(at + 24),
      headerAt: file.readUInt32LE(at + 42),
    }
    if ((file.readUInt16LE(at + 8) & 1) === 1) throw encrypted()
    // A name that stands twice is read by one program so and by another otherwise.
    if (entries.has(entry.name)) throw damaged()
    entries.set(entry.name, entry)
    at += 46 + nameBytes + extraBytes + commentBytes
  }
  refuseBombs([...entries.values()], file.length)
  return entries
}

function findEnd(file: Buffer): number {
  const from = Math.max(0, file.length - MOST_TAIL)
  for (let at = file.length - 22; at >= from; at--) if (file.readUInt32LE(at) === END) return at
  throw damaged()
}

function refuseBombs(entries: readonly ArchiveEntry[], fileBytes: number): void {
  let [total, packed] = [0, 0]
  for (const { bytes, compressedBytes } of entries) {
    if (bytes === ELSEWHERE || compressedBytes === ELSEWHERE)
      throw expands('One of its parts has four gigabytes or more.')
    if (bytes > limits.inflationFreeBytes && bytes > compressedBytes * limits.inflationRatio) {
      throw expands(`One of its parts becomes ${Math.round(bytes / Math.max(1, compressedBytes))} times as large.`)
    }
    total += bytes
    packed += compressedBytes
  }
  if (total > limits.archiveBytes) throw expands(`Unpacked, it has ${Math.round(total / 1024 / 1024)} MiB.`)
  // Parts that lie over each other are one lump that is counted many times.
  if (packed > fileBytes) throw expands('Its parts overlap.')
}

/** Inflates parts, and counts what comes out, whatever the directory says. */
export function createInflater(bytes: Uint8Array): (entry: ArchiveEntry) => Buffer {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let left: number = limits.inflatedBytes
  return (entry) => {
    const at = entry.headerAt
    if (at + 30 > file.length || file.readUInt32LE(at) !== LOCAL) throw damaged()
    const start = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28)
    const packed = file.subarray(start, start + entry.compressedBytes)
    if (packed.length !== entry.compressedBytes) throw damaged()
    const most = Math.min(left, Math.max(limits.inflationFreeBytes, packed.length * limits.inflationRatio))
    const content = inflate(entry.method, packed, most)
    left -= content.length
    return content
  }
}

function inflate(method: number, packed: Buffer, most: number): Buffer {
  if (method === STORED) {
    if (packed.length > most) throw expands('')
    return packed
  }
  if (method !== DEFLATED) throw damaged()
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw code === 'ERR_BUFFER_TOO_LARGE' ? expands('') : damaged()
  }
}

function expands(why: string): Unreadable {
  return new Unreadable(
    'expands_too_much',
    `Unpacked, the file becomes far larger than documents are. ${why} Save it anew, without embedded files.`.replace(
      '  ',
      ' ',
    ),
  )
}

function damaged(): Unreadable {
  return new Unreadable(
    'broken',
    'The file is damaged: it is cut off, or changed on its way. Open it in the program that made it, save it again, and upload that.',
  )
}

function encrypted(): Unreadable {
  return new Unreadable('encrypted', 'The file is protected by a password. Save it without one, and upload that.')
}
