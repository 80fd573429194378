import type { WhatsAppType } from '@posthorn/contract'

/** What a message says, by its kind. Kept as JSON with the message, and handed to the carrier as it is. */
export type MessageContent = SmsContent | EmailContent | WhatsAppContent

/** What messages of one kind say. */
export type ContentOf<Kind extends MessageContent['kind']> = Extract<MessageContent, { kind: Kind }>

/** Reads what was stored with a message of this kind. */
export function readContent<Kind extends MessageContent['kind']>(kind: Kind, text: string): ContentOf<Kind> {
  const content = JSON.parse(text) as MessageContent
  if (content.kind !== kind) throw new Error(`stored content is of kind ${content.kind}, not ${kind}`)
  return content as ContentOf<Kind>
}

/** What words such as STOP ask for. */
export type KeywordType = 'stop' | 'start' | 'help'

/** What a message says where only its recipient may read it; the fields beside it then say it without the secret. */
interface MaybeSealed {
  readonly sealed?: string
}

export interface SmsContent extends MaybeSealed {
  readonly kind: 'sms'
  readonly text: string
  /** What the recipient sees as sender; null: the carrier's own. */
  readonly senderId: string | null
  readonly encoding: 'GSM-7' | 'UCS-2'
  readonly callbackUrl: string | null
  /** What came with it, as an MMS, at the carrier's addresses. */
  readonly media?: readonly { readonly url: string; readonly contentType: string }[]
  /** Set where we answer a word such as STOP by ourselves: it is sent to those who want nothing else, too. */
  readonly answers?: KeywordType
  /** The channel to try first, for an answer should come from where the question went; the route's first otherwise. */
  readonly via?: string
}

/** Whether a message is our own answer to STOP, START or HELP. */
export function isAnswer(content: MessageContent): boolean {
  return content.kind === 'sms' && content.answers !== undefined
}

export interface EmailContent extends MaybeSealed {
  readonly kind: 'email'
  /** Every recipient of the call. Each has a message of its own, and each may see the others. */
  readonly to: readonly string[]
  readonly from: string
  readonly fromName: string | null
  readonly replyTo: string | null
  readonly subject: string
  readonly html: string | null
  readonly text: string | null
  /** Of a mail that came in: its text without the history that it quotes. */
  readonly answer?: string | null
  readonly attachments: readonly Attachment[]
  /** Whether each recipient gets a one-click unsubscribe link. */
  readonly unsubscribe: boolean
  /** Whether no person wrote it, so that nothing should answer it. */
  readonly automatic: boolean
  /** Whether its HTML is to tell when it is opened, and which of its links are followed. Absent: no. */
  readonly trackOpens?: boolean
  readonly trackClicks?: boolean
}

export interface Attachment {
  readonly filename: string
  readonly contentType: string
  /** Base64, without spaces. */
  readonly content: string
}

export interface WhatsAppContent extends MaybeSealed {
  readonly kind: 'whatsapp'
  readonly type: WhatsAppType | 'sticker'
  /** Text of the message, or caption of its media. */
  readonly text: string | null
  /** What `type` names: the template, the media, the location, …; null for a text. */
  readonly payload: Readonly<Record<string, unknown>> | null
  /** The template that a text goes out as where it waits too long to be taken as such. */
  readonly fallback?: Readonly<Record<string, unknown>>
}
