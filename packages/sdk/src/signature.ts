/** HMAC-SHA256 and the ways in which signatures are written. WebCrypto only, so that it runs everywhere. */

export async function hmacSha256(key: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, data))
}

/** Whether two strings are the same, in a time that does not tell where they differ. Their length is no secret. */
export function sameText(left: string, right: string): boolean {
  if (left.length !== right.length) return false
  let difference = 0
  for (let index = 0; index < left.length; index++) difference |= left.charCodeAt(index) ^ right.charCodeAt(index)
  return difference === 0
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** Null where the text is not base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** `before` and then `after`, the bytes of a body as they came. */
export function join(before: string, after: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const [start, end] = [utf8(before), typeof after === 'string' ? utf8(after) : after]
  const joined = new Uint8Array(start.length + end.length)
  joined.set(start)
  joined.set(end, start.length)
  return joined
}
