import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { Store } from '../../store/index.ts'
import type { Reports } from './apply-reports.ts'
import { decideBounce } from './decide-bounce.ts'
import { type AddressedMessage, readMailAddress } from './mail-addresses.ts'
import { MailPace } from './mail-pace.ts'
import type { MailTokens } from './mail-tokens.ts'
import type { IncomingMail, MailIntake, MailReading, MailTaken, ReceivedMessage, ReportedChange } from './port.ts'
import type { ReceiveMessages } from './receive-messages.ts'
import { type SentMail, sentMails } from './store-mail.ts'

export interface TakeMailDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly mailTokens: MailTokens
  readonly reports: Pick<Reports, 'receive'>
  readonly receive: ReceiveMessages
  /** Where complaints are sent to; null: no mail is taken in at all. */
  readonly feedbackAddress: string | null
}

/** What follows from a mail for one of its recipients. */
type Follow =
  | { readonly kind: 'report'; readonly mail: SentMail; readonly change: ReportedChange }
  | { readonly kind: 'message'; readonly mail: SentMail; readonly message: ReceivedMessage }
  /** Nothing, on purpose. */
  | { readonly kind: 'drop'; readonly because: string }
  | { readonly kind: 'refuse'; readonly why: string }

const REFUSED = {
  gone: 'The e-mail that this is about is not kept any more',
  bouncesOnly: 'This address takes reports of mail servers only; answer to the Reply-To address',
  feedbackOnly: 'This address takes feedback reports (RFC 5965) only',
} as const

/**
 * Takes in what comes back about e-mails: by address for bounces and answers, by what they bring back for complaints. All
 * of it is authenticated by a token of ours, and nothing is guessed. What changes a message is a report like those of
 * carriers; what a person wrote is a message. What a machine wrote is neither, and nothing ever answers it.
 */
export function createMailIntake(deps: TakeMailDeps): MailIntake {
  const { mailTokens, log } = deps
  const isFeedback = (address: string): boolean => address.toLowerCase() === deps.feedbackAddress?.toLowerCase()
  const pace = new MailPace(deps.clock)
  return {
    takes: (address) => isFeedback(address) || readMailAddress(mailTokens, address) !== null,
    async take(mail) {
      const line = { recipients: mail.recipients.length, mail: mail.reading.kind }
      if (!pace.lets(mail.recipients.flatMap((address) => readMailAddress(mailTokens, address)?.messageId ?? []))) {
        log.warn(line, 'mail_in.too_many')
        return { kind: 'too_many' }
      }
      const follows = await followsOf(mail, deps)
      for (const { because } of follows.filter((each) => each.kind === 'drop'))
        log.warn({ ...line, because }, 'mail_in.dropped')
      await write(follows, deps)
      log.info({ ...line, ...counts(follows) }, 'mail_in.taken')
      return outcomeOf(follows)
    },
  }
}

async function followsOf(mail: IncomingMail, deps: TakeMailDeps): Promise<Follow[]> {
  const { mailTokens, store } = deps
  const addressed = mail.recipients.flatMap((address) => readMailAddress(mailTokens, address) ?? [])
  const complained = complainedIds(mail.reading, mailTokens)
  const traced = mail.traces.flatMap((trace) => mailTokens.read('trace', trace) ?? [])
  const ids = [...addressed.map(({ messageId }) => messageId), ...complained, ...traced]
  const known = await sentMails(store.read, ids)
  const follows = unique(addressed).map((each) => {
    const about = known.get(each.messageId)
    // It left here and has been sent back as it is: by a forwarding rule, or in a ring. What another workspace wrote is news.
    const isOwn = about && traced.some((id) => (known.get(id)?.workspaceId ?? about.workspaceId) === about.workspaceId)
    return isOwn ? ({ kind: 'drop', because: 'it is our own mail' } as const) : followOf(each, about, mail.reading)
  })
  if (addressed.length === mail.recipients.length) return follows
  return [...follows, ...complaintFollows(complained, known, mail.reading)]
}

/** A mail is often written to two addresses of one message. */
function unique(addressed: readonly AddressedMessage[]): AddressedMessage[] {
  return [...new Map(addressed.map((each) => [`${each.purpose} ${each.messageId}`, each])).values()]
}

function followOf({ purpose, messageId }: AddressedMessage, mail: SentMail | undefined, reading: MailReading): Follow {
  if (!mail) return { kind: 'refuse', why: REFUSED.gone }
  switch (reading.kind) {
    case 'bounce': {
      const change = decideBounce(reading.outcomes, mail.address)
      return change ? { kind: 'report', mail, change } : { kind: 'drop', because: 'it names no recipient' }
    }
    case 'complaint':
      return { kind: 'report', mail, change: { status: 'complained' } }
    case 'automatic': {
      const { why, subject } = reading
      return { kind: 'report', mail, change: { status: 'auto_replied', why, subject } }
    }
    case 'written':
      if (purpose === 'bounce') return { kind: 'refuse', why: REFUSED.bouncesOnly }
      return { kind: 'message', mail, message: { ...reading.message, inReplyTo: messageId } }
  }
}

/** Which messages a complaint is about: those whose tokens it brings back. */
function complainedIds(reading: MailReading, tokens: MailTokens): string[] {
  if (reading.kind !== 'complaint') return []
  const { senders, traces } = reading.about
  const ids = [
    ...senders.map((address) => readMailAddress(tokens, address)?.messageId),
    ...traces.map((trace) => tokens.read('trace', trace)),
  ]
  return [...new Set(ids.filter((id) => typeof id === 'string'))]
}

/** What follows from a mail to the address for complaints. */
function complaintFollows(
  ids: readonly string[],
  known: ReadonlyMap<string, SentMail>,
  reading: MailReading,
): Follow[] {
  if (reading.kind !== 'complaint') return [{ kind: 'refuse', why: REFUSED.feedbackOnly }]
  // A provider whose reports are refused stops sending them.
  if (ids.length === 0) return [{ kind: 'drop', because: 'the complaint brings nothing back that names an e-mail' }]
  return ids.map((id): Follow => {
    const mail = known.get(id)
    if (!mail) return { kind: 'drop', because: 'the e-mail that was complained of is not kept any more' }
    return { kind: 'report', mail, change: { status: 'complained' } }
  })
}

async function write(follows: readonly Follow[], { store, clock, reports, receive }: TakeMailDeps): Promise<void> {
  const told = follows.filter((each) => each.kind === 'report')
  const occurredAt = clock.now()
  if (told.length > 0) {
    await store.transaction(async (tx) => {
      for (const { mail, change } of told) {
        const { provider, workspaceId, id: messageId } = mail
        await reports.receive(tx, { provider, workspaceId, messageId, providerMessageId: null, change, occurredAt })
      }
    })
  }
  const written = follows.filter((each) => each.kind === 'message')
  await Promise.all(
    written.map(({ mail: { channelId: id, workspaceId, provider }, message }) =>
      receive({ id, workspaceId, type: 'email', provider }, [message]),
    ),
  )
}

function counts(follows: readonly Follow[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(follows, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]))
}

/** Refused is only what is of no use to any of its recipients: a sender who is told so would send it to all again. */
function outcomeOf(follows: readonly Follow[]): MailTaken {
  const refusals = follows.filter((each) => each.kind === 'refuse')
  const [refusal] = refusals
  return refusal && refusals.length === follows.length ? { kind: 'refused', why: refusal.why } : { kind: 'taken' }
}
