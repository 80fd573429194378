import type { KeyObject } from 'node:crypto'
import type { Readable } from 'node:stream'

import type { OpenLine } from '../channels/port.ts'
import type { TemplateDesk, TemplateNews } from '../templates/port.ts'
import type { KeywordType, MessageContent, SmsContent } from './content.ts'

export type { KeywordType, SmsContent }

/** A message on its way to a carrier. */
export interface OutgoingMessage {
  /** Ours. Give it to the carrier as the reference, where it takes one: its reports then find their message. */
  readonly id: string
  readonly workspaceId: string
  readonly channelId: string
  /** One recipient: a number in E.164 form, or an address. */
  readonly to: string
  readonly content: MessageContent
  /** Of an e-mail: headers beside those that follow from the content, to be signed with them. Empty for other kinds. */
  readonly headers: Readonly<Record<string, string>>
  /** How often it was tried, this time included. */
  readonly attempt: number
  /** Of an e-mail that leaves the house; the carriers that Posthorn has by itself get none. */
  readonly postage?: Postage
}

/** What an e-mail is sent with beside what it says. Made for each attempt and kept nowhere. */
export interface Postage {
  /** Envelope sender, to which its bounces go (RFC 5321, 4.4); null: its `from`. */
  readonly returnPath: string | null
  /** Where answers go when the caller named nobody; null: to its `from`. */
  readonly replyTo: string | null
  /** What it is signed with; null: nothing. */
  readonly dkim: DkimKey | null
}

/** A DKIM key (RFC 6376): what it signs for, and where its public half is published. */
export interface DkimKey {
  readonly domain: string
  readonly selector: string
  /** RSA. */
  readonly privateKey: KeyObject
}

/** Takes messages to their recipients: a vendor's API, a mail server, the simulator. */
export interface Carrier {
  /** Its name, kept with each message that it takes. */
  readonly provider: string
  /**
   * Whether sending the same id twice delivers it once. Where it does not, an attempt whose end nobody saw may have
   * reached the recipient, and is never made again by itself.
   */
  readonly idempotentByMessageId: boolean
  /** Asks the carrier, within a time limit of its own. A rejection counts as an answer that was not understood. */
  send(message: OutgoingMessage): Promise<CarrierAnswer>
}

/** The carrier behind a channel that somebody entered, opened with its credentials. */
export interface ChannelCarrier extends Carrier, OpenLine {
  /** Reads what the carrier posts to the channel's callback address; absent where it posts nothing. */
  readCallback?(callback: CarrierCallback): CallbackReading
  /**
   * What to answer a carrier that asks, with a GET, whether a callback address is meant for it; null: this is not our
   * carrier. Absent where the carrier asks nothing.
   */
  answerChallenge?(query: URLSearchParams): string | null
  /** Where its account takes templates; absent where its carrier has none. */
  readonly templates?: TemplateDesk
  /** Fetches what came with a message, by the carrier's name for it (`media_id` of its payload). Never rejects. */
  fetchMedia?(mediaId: string): Promise<FetchedMedia>
  /**
   * Begins to hear what the carrier says of its own accord, and goes on until the line is closed, whatever happens to its
   * connections. Called once for a line, in one process at a time. Absent where the carrier only answers.
   */
  listen?(sink: CarrierSink): void
}

export type FetchedMedia =
  /** Whoever gets it reads `body` to its end, or destroys it. */
  | { readonly kind: 'found'; readonly mimeType: string | null; readonly bytes: number | null; readonly body: Readable }
  /** The carrier keeps it no longer. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'unavailable'; readonly detail: string }

/** Where a line that listens puts what it hears. Tell the carrier that you have it when the promise is kept, not before. */
export interface CarrierSink {
  reported(reports: readonly HeardReport[]): Promise<void>
  received(messages: readonly ReceivedMessage[]): Promise<void>
  /** The line is lost and was tried for in vain, more than once. May be told again, with each trial. */
  lost(failure: LineFailure): Promise<void>
  /** The line is there, and stays. */
  found(): Promise<void>
}

/** Why nothing is heard. */
export interface LineFailure {
  /** Without secrets. */
  readonly message: string
  /** Trials in a row that failed. */
  readonly occurrences: number
  /** When the first of them did (milliseconds since 1970). */
  readonly since: number
}

/** A report of the line's own channel. */
export type HeardReport = Omit<CarrierReport, 'provider' | 'workspaceId'>

/** A message that somebody sent to a channel. */
export interface ReceivedMessage {
  /** The carrier's name for it: what comes twice under one name over one channel is one message. */
  readonly providerMessageId: string
  /** A number in E.164 form, an address, or what else the carrier calls the sender. */
  readonly from: string
  /** What the sender calls himself. */
  readonly senderName: string | null
  readonly content: MessageContent
  /** When it was sent or taken in by the carrier, in milliseconds since 1970; null: now. */
  readonly occurredAt: number | null
  /** Ours, of the same workspace, where it answers a certain message: it joins that one's conversation. */
  readonly inReplyTo?: string
  /** Set where this is a part of a longer message, which is received when all of them have come. */
  readonly part?: ReceivedPart
  /** Set where the carrier looks for words such as STOP by itself. */
  readonly optOut?: CarrierOptOut
}

/** Which part of which message of this sender. */
export interface ReceivedPart {
  /** The same for all parts of one message; used again for later ones. */
  readonly reference: string
  readonly total: number
  /** From 1. */
  readonly number: number
}

/** What a carrier did about a word such as STOP: it has answered, so that we do not. */
export interface CarrierOptOut {
  /** What it took the message for; null: it does not say, or for none. */
  readonly type: KeywordType | null
}

/** A request that came to a channel's callback address. Whoever knows the address can send one. */
export interface CarrierCallback {
  /** Path and query, as they were asked for. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The bytes that may be signed. */
  readonly body: Buffer
}

export type CallbackReading =
  /** The carrier did not send it. */
  | { readonly kind: 'forged' }
  /** It did, and nobody can tell what it means. */
  | { readonly kind: 'unreadable'; readonly problem: string }
  /** What it reports; nothing where it tells what is known anyway. */
  | {
      readonly kind: 'read'
      readonly reports: readonly HeardReport[]
      readonly received?: readonly ReceivedMessage[]
      readonly templates?: readonly TemplateNews[]
      /** It also speaks of other accounts: the workspace's other channels of this provider are to read it, too. */
      readonly ofOthers?: boolean
    }

export type CarrierAnswer =
  /** The carrier has it. `segments` and `costUsd` where it says them. */
  | {
      readonly kind: 'accepted'
      readonly providerMessageId: string | null
      readonly segments?: number
      readonly costUsd?: number | null
      readonly reports?: readonly ForeseenReport[]
      readonly parts?: SentParts
    }
  /** The carrier will not have it, now or later. `parts`: those that it took before. */
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string; readonly parts?: SentParts }
  /** Too much at once: the carrier did not take it and asks for a pause. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  /** The carrier surely did not take it: not reached, or it said so. */
  | { readonly kind: 'unavailable'; readonly detail: string }
  /** Nobody can say whether the carrier has it: no answer in time, or none that could be read. */
  | {
      readonly kind: 'unknown'
      readonly detail: string
      readonly reports?: readonly ForeseenReport[]
      readonly parts?: SentParts
    }

/**
 * The parts that a message went in, where the carrier reports of each by itself: the message is delivered when all of
 * them are, and failed when one is.
 */
export interface SentParts {
  readonly total: number
  /** Those that the carrier took; the first ones. As it named them, brought into one form. */
  readonly ids: readonly string[]
}

/** What a carrier may tell about a message after it took it. */
export type ReportedChange =
  | {
      readonly status: 'sent' | 'delivered' | 'read' | 'opened' | 'complained'
      /** What the carrier charges for, in its own words, where it says so; kept in the history. */
      readonly pricing?: Readonly<Record<string, unknown>>
    }
  | { readonly status: 'failed'; readonly code: string; readonly message: string }
  | { readonly status: 'bounced'; readonly bounceType: 'hard' | 'soft'; readonly error: string }
  | { readonly status: 'clicked'; readonly url: string }
  | MailNote

/** What is heard of an e-mail and changes nothing: it stands in the history. */
export type MailNote =
  /** A server on the way still tries, or handed it to one that tells no more (RFC 3464, 2.3.3). */
  | { readonly status: 'delayed' | 'relayed'; readonly detail: string }
  /** A machine of the recipient's answered: out of office, ticket received, … */
  | { readonly status: 'auto_replied'; readonly why: string; readonly subject: string }

/**
 * A report that will come `afterMs` from now. Real carriers send theirs by themselves; the simulator foresees them here,
 * so that they are on disk with the answer and survive a restart.
 */
export type ForeseenReport = ReportedChange & { readonly afterMs: number }

/** A report, and which message it is about: by our id where the carrier gave it back, otherwise by the carrier's. */
export interface CarrierReport {
  readonly provider: string
  /** Whose messages it may be about; absent where the carrier is our own and speaks of everybody's. */
  readonly workspaceId?: string
  readonly messageId: string | null
  readonly providerMessageId: string | null
  /** Set where the report is about one part of a message, known by the carrier's name for that part alone. */
  readonly part?: PartName
  readonly change: ReportedChange
  /** When it happened, in milliseconds since 1970; null: when the report is taken up. */
  readonly occurredAt: number | null
}

/** How a carrier names a part in its report. */
export interface PartName {
  /** Names are the channel's own: another carrier has the same ones. */
  readonly channelId: string
  /** What it may have been called when it was taken, the likeliest first. */
  readonly ids: readonly string[]
  /** The numbers that the report names: one of them is whom the message went to. */
  readonly numbers: readonly string[]
}

/** A mail that came in, read: whom it is for, and what it is. */
export interface IncomingMail {
  /** Of the envelope; each of them was asked about with `takes`. */
  readonly recipients: readonly string[]
  /** What its own header says in the name of TRACE_HEADER: a mail of ours bears it, and an answer to one does not. */
  readonly traces: readonly string[]
  readonly reading: MailReading
}

/** What a mail is, as far as it tells by itself. */
export type MailReading =
  /** A mail server tells what became of a mail (RFC 3464), or says so in words of its own. */
  | { readonly kind: 'bounce'; readonly outcomes: readonly DeliveryOutcome[] }
  /** A mailbox provider tells that a person calls a mail spam (RFC 5965). */
  | { readonly kind: 'complaint'; readonly about: ComplainedMail }
  /** A machine sent it, which must not be answered (RFC 3834). `why`: by what it is known. */
  | { readonly kind: 'automatic'; readonly why: string; readonly subject: string }
  /** A person wrote it. */
  | { readonly kind: 'written'; readonly message: Omit<ReceivedMessage, 'inReplyTo'> }

/** What a server says of one recipient. */
export interface DeliveryOutcome {
  /** As it was written to, where the server says so: the mail may have been forwarded since. */
  readonly recipients: readonly string[]
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed'
  /** Whether the address is to blame; only of `failed`. */
  readonly bounceType: 'hard' | 'soft'
  /** The server's own words, with its code. */
  readonly detail: string
}

/** By what the mail that a complaint brings back can be known. */
export interface ComplainedMail {
  /** Addresses that may be its envelope sender. */
  readonly senders: readonly string[]
  readonly traces: readonly string[]
}

/** Where mail that comes in is given to. */
export interface MailIntake {
  /** Whether the address is one of ours; everything else is refused before it is read. */
  takes(address: string): boolean
  /** Resolves when what follows from the mail is on disk. */
  take(mail: IncomingMail): Promise<MailTaken>
}

/** `refused`: nobody here can do anything with it; its sender is to be told. `too_many`: not now, since so many came. */
export type MailTaken = { readonly kind: 'taken' | 'too_many' } | { readonly kind: 'refused'; readonly why: string }
