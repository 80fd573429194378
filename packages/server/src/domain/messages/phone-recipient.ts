import { ApiError } from '../../kernel/api-error.ts'
import { normalisePhone } from '../contacts/index.ts'
import type { Recipient } from './new-message.ts'

export function phoneRecipient(to: string): Recipient {
  const phone = normalisePhone(to)
  if (phone === null) throw new ApiError('INVALID_PHONE', { param: 'to', words: { value: JSON.stringify(to) } })
  return { address: phone, contact: { by: 'phone', address: phone } }
}
