import type { RawFile } from '../../domain/documents/port.ts'
import { Unreadable } from './unreadable.ts'

/** Where HTML may say how it is written (WHATWG HTML, 13.2.3.2). */
const PRESCAN_BYTES = 1024

/**
 * Text of bytes: by their own mark, by what was declared with them, by what HTML says of itself, as UTF-8 where they are, and
 * otherwise as windows-1252, which Latin-1 is a part of (WHATWG Encoding).
 * @throws {Unreadable} bytes that are no text
 */
export function decodeText({ bytes, mediaType }: RawFile, options: { html?: boolean } = {}): string {
  const label =
    markOf(bytes) ?? wideWithoutMark(bytes) ?? charsetOf(mediaType) ?? (options.html ? metaCharset(bytes) : null)
  const text = decodeAs(label, bytes) ?? decodeAs('utf-8', bytes) ?? new TextDecoder('windows-1252').decode(bytes)
  if (isBinary(text)) {
    throw new Unreadable(
      'unsupported_type',
      'The file is not text. Markdown, HTML, plain text, PDF, DOCX and CSV files are read. Save it as one of these.',
    )
  }
  return text
}

/** Null: not that encoding, or none that is known. */
function decodeAs(label: string | null, bytes: Uint8Array): string | null {
  if (label === null) return null
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** European text in UTF-16 has a zero for every second byte. */
function wideWithoutMark(bytes: Uint8Array): string | null {
  const looked = Math.min(bytes.length, 512) & ~1
  if (looked < 4) return null
  const zeros = [0, 0]
  for (let at = 0; at < looked; at++) if (bytes[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > looked * 0.3 && even < looked * 0.05) return 'utf-16le'
  if (even > looked * 0.3 && odd < looked * 0.05) return 'utf-16be'
  return null
}

function charsetOf(mediaType: string | null): string | null {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(mediaType ?? '')?.[1] ?? null
}

function metaCharset(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, PRESCAN_BYTES)).toString('latin1')
  const label = /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(start)?.[1]?.toLowerCase()
  // It was read byte by byte, so UTF-16 it is not (the same place of the standard).
  return label === undefined || label.startsWith('utf-16') ? null : label
}

/** Text has no NULs, and hardly any other characters that control devices. */
function isBinary(text: string): boolean {
  let controls = 0
  const looked = Math.min(text.length, 100_000)
  for (let at = 0; at < looked; at++) {
    const code = text.charCodeAt(at)
    if (code < 9 || (code > 13 && code < 32 && code !== 27) || code === 0xfffe) controls++
  }
  return controls > looked / 100 + 2
}
