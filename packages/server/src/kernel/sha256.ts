import { hash } from 'node:crypto'

/** SHA-256 of text (as UTF-8) or bytes, in hex. */
export function sha256Hex(content: string | Buffer): string {
  return hash('sha256', content, 'hex')
}
