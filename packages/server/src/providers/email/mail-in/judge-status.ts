/** What a server says about a recipient that it gave up. */
export interface StatusWords {
  /** RFC 3463, as it stands; null: it gives none. */
  readonly status: string | null
  /** The words beside it. */
  readonly text: string
}

/**
 * Whether an address is to blame (hard), or the mail, the way or the hour (soft). An address that is suppressed by
 * mistake gets no mail that it wants; one that is spared bounces again. So in doubt a policy, a filter or a full mailbox
 * is soft, and hard is what says that nobody is there.
 */
export function judgeStatus({ status, text }: StatusWords): 'hard' | 'soft' {
  const code = exactStatus(status, text)
  if (code === null) return smtpCodeIn(text) === '5' && !POLICY.test(text) && !FULL.test(text) ? 'hard' : 'soft'
  const [kind, subject, detail] = code.split('.') as [string, string, string]
  if (kind !== '5') return 'soft'
  const rule = RULES[`${subject}.${detail}`] ?? RULES[subject] ?? 'soft'
  if (rule !== 'by text') return rule
  if (NOBODY.test(text)) return 'hard'
  return VAGUE.has(`${subject}.${detail}`) && !POLICY.test(text) && !FULL.test(text) ? 'hard' : 'soft'
}

/** Of class 5, by subject, or by subject and detail where that is another matter (RFC 3463, IANA's registry). */
const RULES: Readonly<Record<string, 'hard' | 'soft' | 'by text'>> = {
  // Says nothing; the words may.
  '0': 'by text',
  // Addresses, but for those of the sender.
  '1': 'hard',
  '1.7': 'soft',
  '1.8': 'soft',
  '1.9': 'soft',
  // Mailboxes: switched off, or full, too small, a list.
  '2': 'soft',
  '2.0': 'by text',
  '2.1': 'hard',
  // The way: Exchange says 5.4.1 for addresses that its tenant does not know, and 5.4.310 for domains that do not exist.
  '4': 'soft',
  '4.1': 'by text',
  '4.4': 'hard',
  '4.310': 'hard',
  '5': 'by text',
  // Policy, mostly a filter; some say it of users they do not know.
  '7': 'by text',
  // A domain that takes no mail at all (RFC 7505).
  '7.27': 'soft',
  '1.10': 'hard',
}

/** Statuses of which nothing is meant by the number: without other words they are what class 5 says. */
const VAGUE = new Set(['0.0', '2.0', '5.0'])

const NOBODY =
  /user (is )?unknown|unknown (user|recipient|mailbox|address)|no such (user|recipient|mailbox|person|address)|no mailbox|(user|mailbox|recipient|address|account)\S* (was )?(does not exist|doesn'?t exist|not found|not exist|is disabled|is inactive)|recipient (address )?(rejected: )?(unknown|not found|invalid)|invalid (recipient|mailbox)|address rejected: access denied|recipientnotfound|no longer (available|valid|exists?|in use|with|works?)/i
const POLICY =
  /spam|block(ed|list)|black ?list|denylist|policy|reputation|\brate\b|too many|virus|content|dmarc|\bspf\b|dkim|relay|\bsize\b|too (large|big)|banned|throttl/i
const FULL = /quota|mailbox (is )?full|over ?quota|out of storage|insufficient (system )?storage|disk full/i

/** The status, or the one in the words where that says more of the same class. */
function exactStatus(status: string | null, text: string): string | null {
  const given = /^\s*([245]\.\d{1,3}\.\d{1,3})\b/.exec(status ?? '')?.[1] ?? null
  const said = statusIn(text)
  if (given === null) return said
  const isVague = given.endsWith('.0') && (given.slice(2, 4) === '0.' || said?.split('.')[1] === given.split('.')[1])
  return isVague && said !== null && said.startsWith(given.slice(0, 2)) ? said : given
}

/** An address of the network has the same form: one number more, or less. */
function statusIn(text: string): string | null {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)/.exec(text)?.[1] ?? null
}

/** The class of an SMTP reply in a text: `550 no such user`. */
function smtpCodeIn(text: string): string | null {
  return /(?:^|[\s(#:;<>"'])([45])\d\d(?=[\s-][^\d]|\s*$)/m.exec(text)?.[1] ?? null
}
