import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

/** A signing key prepared once: Node takes about eight times as long when it is given raw bytes each time. */
export type SigningKey = KeyObject

/** A key of the text's UTF-8 bytes. */
export function keyFromText(text: string): SigningKey {
  return createSecretKey(text, 'utf8')
}

/** A key of the bytes that the text spells in base64. */
export function keyFromBase64(text: string): SigningKey {
  return createSecretKey(text, 'base64')
}

/** Of a text's UTF-8, or of bytes as they are. */
export function hmacSha256(key: SigningKey, text: string | Buffer, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', key).update(text).digest(encoding)
}

/** For carriers that sign in the manner of their founding years. */
export function hmacSha1Base64(key: SigningKey, text: string): string {
  return createHmac('sha1', key).update(text).digest('base64')
}

/** Compares in a time that does not depend on where the texts differ; texts of different lengths are unequal. */
export function sameText(one: string, other: string): boolean {
  const left = Buffer.from(one)
  const right = Buffer.from(other)
  return left.length === right.length && timingSafeEqual(left, right)
}
