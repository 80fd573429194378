/** Files that strangers wrote are handed out to be kept: nothing in them runs, or is shown, under this address. */
import type { FastifyReply } from 'fastify'

/** Headers by which a browser neither guesses what a file is nor runs anything in it. */
export function keepHarmless(reply: FastifyReply): void {
  void reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff')
  void reply.header('content-security-policy', "default-src 'none'; sandbox").header('referrer-policy', 'no-referrer')
}

/** Sends a file as it came, as bytes and no type of its own. */
export function sendFile(
  reply: FastifyReply,
  file: { readonly name: string | null; readonly bytes: Uint8Array },
): void {
  keepHarmless(reply)
  void reply.header('content-type', 'application/octet-stream').header('content-disposition', dispositionOf(file.name))
  void reply.send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength))
}

/** RFC 6266, with the name in the form of RFC 8187: what a stranger calls a file is no header. */
export function dispositionOf(filename: string | null): string {
  if (filename === null) return 'attachment'
  const name = encodeURIComponent(filename.toWellFormed().slice(0, 200)).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename*=UTF-8''${name}`
}
