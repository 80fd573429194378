import type { BodyOf } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import { splitSms, toPlainText } from '../../kernel/sms-text/index.ts'
import type { SmsContent } from './content.ts'
import type { Prepared } from './new-message.ts'
import { oneOfSeveral } from './one-of-several.ts'
import { phoneRecipient } from './phone-recipient.ts'

/** Letters, digits and the marks that carriers let through; they refuse the rest, or replace it. */
const SENDER_ID = /^[A-Za-z0-9 +&._-]{1,11}$/

/** Reads the body of a call, or says which field is wrong and how. */
export function prepareSms(body: BodyOf<'sms.send'>): Prepared<SmsContent> {
  const recipient = phoneRecipient(body.to)
  const text = readText(body)
  const senderId = body.sender_id ?? null
  if (senderId !== null && !SENDER_ID.test(senderId)) {
    throw invalid('sender_id', 'it must be 1 to 11 letters, digits, spaces, or one of + & . _ -')
  }
  const { parts, encoding } = splitSms(text)
  const callbackUrl = body.callback_url ?? null
  return {
    recipients: [recipient],
    content: { kind: 'sms', text, senderId, encoding, callbackUrl },
    segments: parts.length,
    callbackUrl,
  }
}

/** Carriers take no more, and an ellipsis that is written plainly is three characters. */
const MOST_CHARACTERS = 1600

/** The text as it will be sent. */
export function readText(body: Pick<BodyOf<'sms.send'>, 'message' | 'content' | 'smart_encoding'>): string {
  const text = oneOfSeveral({ message: body.message, content: body.content })
  if (text === null) throw invalid('message', 'it is missing; give the text as message or as content')
  if (text.trim() === '') throw invalid('message', 'it is empty; give some text')
  if (!body.smart_encoding) return text
  const plain = toPlainText(text)
  return plain.length > MOST_CHARACTERS ? text : plain
}
