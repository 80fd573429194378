import type { Scope } from '@posthorn/sdk'
import type { Channel } from './sent.ts'

const prefixes: readonly { prefix: string; channel: Channel; scope: Scope }[] = [
  { prefix: 'sms_', channel: 'sms', scope: 'sms:write' },
  { prefix: 'eml_', channel: 'email', scope: 'email:write' },
  { prefix: 'msg_', channel: 'whatsapp', scope: 'whatsapp:read' },
]

/** What an id says of its message: through what it is sent, and which scope reads its status; null: it is no id of one. */
export function kindOf(id: string): { channel: Channel; scope: Scope } | null {
  const found = prefixes.find(({ prefix }) => id.startsWith(prefix))
  return found !== undefined && /^[a-z]+_[0-9A-Z]{26}$/.test(id) ? found : null
}
