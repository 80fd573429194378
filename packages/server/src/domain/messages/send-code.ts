import { ApiError } from '../../kernel/api-error.ts'
import type { Call } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { SecretBox } from '../../kernel/secret-box.ts'
import type { Answer } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import type { AcceptMessages } from './accept-message.ts'
import type { MessageContent } from './content.ts'
import type { FitToChannel } from './hold-to-window.ts'
import { idPrefixOf, type Message, type MessageKind } from './message.ts'
import type { Prepared } from './new-message.ts'
import { prepareEmail } from './prepare-email.ts'
import { prepareSms } from './prepare-sms.ts'
import { prepareWhatsApp } from './prepare-whatsapp.ts'
import { sealContent } from './sealed-content.ts'

/** A message with a code that nobody but its recipient may read. */
export interface CodeMessage {
  readonly call: Pick<Call, 'once' | 'caller'>
  readonly channel: MessageKind
  readonly to: string
  /** What it says, and the same with the code made unreadable. */
  readonly said: CodeTexts
  readonly shown: CodeTexts
  /** Of an SMS. */
  readonly senderId: string | undefined
  /** The answer to the call, once the message has its id. */
  readonly answer: (messageId: string) => Answer
}

export interface CodeTexts {
  readonly subject: string
  readonly text: string
  /** Of WhatsApp: in place of the text. */
  readonly template?: {
    readonly name: string
    readonly language?: string
    readonly components: Record<string, unknown>[]
  }
}

/** Prepares a code's message; `send` then accepts it in the caller's transaction, on the ordinary path. */
export type SendCode = (code: CodeMessage) => Promise<{
  /** As the recipient is written everywhere. */
  readonly address: string
  readonly send: (tx: Transaction) => Promise<Answer>
}>

export interface SendCodeDeps {
  readonly clock: Clock
  readonly newId: NewId
  readonly box: SecretBox
  readonly accept: Pick<AcceptMessages, 'within'>
  /** Holds a WhatsApp message to the rules of the channel that it begins with. */
  readonly fitToChannel: FitToChannel
  readonly defaultFrom: string
}

export function createSendCode({ newId, box, accept, defaultFrom, fitToChannel }: SendCodeDeps): SendCode {
  const fitting = async (code: CodeMessage, texts: CodeTexts): Promise<Prepared<MessageContent>> => {
    const prepared = prepare(code, texts, defaultFrom)
    const { content } = prepared
    if (content.kind !== 'whatsapp') return prepared
    return {
      ...prepared,
      content: await fitToChannel({ caller: code.call.caller, body: {} }, { ...prepared, content }),
    }
  }
  return async (code) => {
    const said = await fitting(code, code.said)
    const { content: shown } = await fitting(code, code.shown)
    const { channel: kind, call } = code
    const { workspaceId, simulated } = call.caller
    const content = sealContent(shown, said.content, box)
    const message = { ...said, content, id: newId.prefixed(idPrefixOf[kind]), workspaceId, simulated }
    const answer = ([accepted]: readonly Message[]): Answer => {
      const { id, state, errorCode } = accepted as Message
      if (state === 'failed')
        throw new ApiError('RECIPIENT_SUPPRESSED', { param: 'to', words: { reason: errorCode ?? 'suppressed' } })
      return code.answer(id)
    }
    return {
      address: said.recipients[0]?.address ?? code.to,
      send: (tx) => accept.within(tx, { call, workspaceId, kind, simulated, messages: [message], batch: null, answer }),
    }
  }
}

function prepare(
  { channel, to, senderId }: CodeMessage,
  { subject, text, template }: CodeTexts,
  defaultFrom: string,
): Prepared<MessageContent> {
  switch (channel) {
    case 'sms':
      return prepareSms({ to, message: text, ...(senderId === undefined ? {} : { sender_id: senderId }) })
    case 'whatsapp':
      return prepareWhatsApp(template === undefined ? { to, content: text } : { to, type: 'template', template })
    case 'email':
      return prepareEmail({ to, subject, text, automatic: true }, defaultFrom)
  }
}
