import type { DeliveryOutcome } from '../../../domain/messages/port.ts'
import { isMailSystem } from './read-automatic.ts'
import { judgeStatus } from './judge-status.ts'
import type { MailPart, ParsedMail } from './parse-mail.ts'
import { addressIn, type Fields, readBlocks } from './read-fields.ts'

const LONGEST_DETAIL = 500

/** What mail servers tell of recipients in a mail; null for a mail that is no bounce. */
export function readBounce(mail: ParsedMail, envelopeSender: string): DeliveryOutcome[] | null {
  const report = mail.parts.find(({ type }) => type === 'message/delivery-status' || type === STATUS_IN_UTF8)
  if (report) {
    const outcomes = readStatus(report, mail.text ?? '')
    if (outcomes.length > 0) return outcomes
  }
  if (!report && !isInWordsOnly(mail, envelopeSender)) return null
  return [readWords(mail)]
}

const STATUS_IN_UTF8 = 'message/global-delivery-status'

/** RFC 3464: a block about the mail, then one for each recipient. */
function readStatus({ content }: MailPart, text: string): DeliveryOutcome[] {
  const blocks = readBlocks(content.toString('utf8').replaceAll('\0', ''))
  return blocks.filter((block) => block.has('final-recipient') || block.has('action')).map((b) => outcomeOf(b, text))
}

const ACTIONS: Readonly<Record<string, DeliveryOutcome['action']>> = {
  failed: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'relayed',
  expanded: 'relayed',
}

function outcomeOf(block: Fields, mailText: string): DeliveryOutcome {
  const value = (name: string): string => block.get(name)?.[0] ?? ''
  const status = value('status')
  const diagnostic = value('diagnostic-code').replace(/^[a-z0-9-]+\s*;\s*/i, '')
  const word = /^[a-z]+/i.exec(value('action'))?.[0].toLowerCase() ?? ''
  // Some servers leave the action out, or invent one; their status says it.
  const action = ACTIONS[word] ?? (status.startsWith('2') ? 'delivered' : 'failed')
  const words = diagnostic === '' ? firstLines(mailText) : diagnostic
  return {
    recipients: ['original-recipient', 'final-recipient'].flatMap((name) => addressIn(value(name)) ?? []),
    action,
    bounceType: judgeStatus({ status: status === '' ? null : status, text: diagnostic }),
    detail: `${status} ${words}`.trim().slice(0, LONGEST_DETAIL),
  }
}

/**
 * Servers that wrote before there was a standard (qmail still does), or beside it: the mail system, or nobody, writes that
 * something failed. Out-of-office notes come from nobody, too.
 */
function isInWordsOnly(mail: ParsedMail, envelopeSender: string): boolean {
  if (envelopeSender !== '' && !isMailSystem(mail)) return false
  const subject = mail.subject
  if (/^(auto(matic|matische)?[ -]?(reply|response|antwort)|out of (the )?office|read:|gelesen:)/i.test(subject))
    return false
  const submitted = mail.header('auto-submitted').join(' ')
  if (/auto-replied/i.test(submitted) && !isMailSystem(mail)) return false
  return isMailSystem(mail) || FAILURE_WORDS.test(subject)
}

const FAILURE_WORDS = /fail|undeliver|returned|not delivered|delivery|bounce/i
const DELAY_WORDS = /\b(delayed|delay|warning|will (keep|continue)|still being retried|not yet been delivered)\b/i
/** Behind it stands the mail that came back, whose words say nothing of the reason. */
const COPY = /^.{0,20}(below this line|original message|included below|copy of (the|your) message|message headers).*$/im

function readWords({ subject, text }: ParsedMail): DeliveryOutcome {
  const whole = (text ?? '').slice(0, 20_000)
  const words = whole.split(COPY)[0] ?? whole
  const isDelay = DELAY_WORDS.test(subject) && !/fail/i.test(subject)
  const bracketed = [...words.matchAll(/<([^<>\s@]+@[^<>\s]+)>/g)].map(([, address]) => address as string)
  return {
    recipients: bracketed.slice(0, 20),
    action: isDelay ? 'delayed' : 'failed',
    bounceType: judgeStatus({ status: null, text: words }),
    detail: firstLines(words) || subject.slice(0, LONGEST_DETAIL),
  }
}

function firstLines(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_DETAIL)
}
