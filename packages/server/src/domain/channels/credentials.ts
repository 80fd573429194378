import type { SecretBox } from '../../kernel/secret-box.ts'
import type { Channel } from './channel.ts'

type Credentials = Readonly<Record<string, unknown>>

/** Credentials as they are kept; null where there are none. */
export function sealCredentials(credentials: Credentials, box: SecretBox): string | null {
  return Object.keys(credentials).length === 0 ? null : box.seal(JSON.stringify(credentials))
}

export function openCredentials(
  { credentials }: Pick<Channel, 'credentials'>,
  box: SecretBox,
): Record<string, unknown> {
  return credentials === null ? {} : (JSON.parse(box.open(credentials)) as Record<string, unknown>)
}
