// Mails in the shapes that mail servers give them; made by hand from their documentation and RFCs 3464 and 5965.

export interface Returned {
  /** Recipient of the mail that came back. */
  readonly recipient?: string
  /** RFC 3463. */
  readonly status?: string
  /** The last server's words. */
  readonly words?: string
  readonly action?: string
  /** Headers of the mail that came back. */
  readonly original?: string
}

const defaults = {
  recipient: 'maria@example.com',
  status: '5.1.1',
  words: '550 5.1.1 User unknown in virtual mailbox table',
  action: 'failed',
  original: 'From: orders@shop.example\r\nTo: maria@example.com\r\nSubject: Your order',
}

const crlf = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`

/** A report of three parts, with whatever stands in each of them. */
function report(top: readonly string[], text: readonly string[], status: readonly string[], original: string): string {
  return crlf([
    ...top,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="part/of=it"',
    '',
    'This is a MIME-encapsulated message.',
    '--part/of=it',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    ...text,
    '--part/of=it',
    'Content-Type: message/delivery-status',
    '',
    ...status,
    '',
    '--part/of=it',
    'Content-Type: message/rfc822',
    '',
    original,
    '',
    'It is on its way.',
    '--part/of=it--',
  ])
}

export function postfixBounce(given: Returned = {}): string {
  const { recipient, status, words, action, original } = { ...defaults, ...given }
  return report(
    [
      'From: MAILER-DAEMON@mx.example.com (Mail Delivery System)',
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'Message-Id: <4F2Ab1@mx.example.com>',
    ],
    ['Sorry. The mail below could not be delivered.', '', `<${recipient}>: host mx2.example.com said: ${words}`],
    [
      'Reporting-MTA: dns; mx.example.com',
      'X-Postfix-Queue-ID: 4F2Ab1',
      'Arrival-Date: Sun, 19 Apr 2026 14:30:00 +0000 (UTC)',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      `Original-Recipient: rfc822;${recipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      'Remote-MTA: dns; mx2.example.com',
      `Diagnostic-Code: smtp; ${words.replace(' ', '\r\n    ')}`,
    ],
    original,
  )
}

/** Exim gives 5.0.0 and leaves the rest to the words of the server that refused. */
export function eximBounce(given: Returned = {}): string {
  const { recipient, words, original } = { ...defaults, ...given }
  return report(
    [
      'X-Failed-Recipients: ' + recipient,
      'Auto-Submitted: auto-replied',
      'From: Mail Delivery System <Mailer-Daemon@exim.example.com>',
      'Subject: Mail delivery failed: returning message to sender',
    ],
    ['A message that you sent could not be delivered:', '', `  ${recipient}`, `    ${words}`],
    [
      'Reporting-MTA: dns; exim.example.com',
      '',
      'Action: failed',
      `Final-Recipient: rfc822;${recipient}`,
      'Status: 5.0.0',
      'Remote-MTA: dns; mx2.example.com',
      `Diagnostic-Code: smtp; ${words}`,
    ],
    original,
  )
}

export function exchangeBounce(given: Returned = {}): string {
  const { recipient, status, words, original } = {
    ...defaults,
    status: '5.1.10',
    words: '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    ...given,
  }
  return report(
    [
      'From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.com>',
      'Subject: Undeliverable: Your order',
      'X-MS-Exchange-Message-Is-Ndr:',
      'X-Auto-Response-Suppress: DR, RN, NRN, OOF',
    ],
    [`Your message to ${recipient} could not be delivered.`],
    [
      'Reporting-MTA: dns;EX01.example.com',
      'Received-From-MTA: dns;mail.shop.example',
      '',
      `Final-Recipient: rfc822;${recipient}`,
      'Action: failed',
      `Status: ${status}`,
      `Diagnostic-Code: smtp;${words}`,
    ],
    original,
  )
}

export function gmailBounce(given: Returned = {}): string {
  const { recipient, status, words, action, original } = {
    ...defaults,
    words: '550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 gsmtp',
    ...given,
  }
  return report(
    [
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      'Auto-Submitted: auto-replied',
      'Subject: Delivery Status Notification (Failure)',
      `X-Failed-Recipients: ${recipient}`,
    ],
    ['** Address not found **', '', `Your message was not delivered to ${recipient}.`],
    [
      'Reporting-MTA: dns; googlemail.com',
      'Arrival-Date: Sun, 19 Apr 2026 07:30:00 -0700 (PDT)',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      'Remote-MTA: dns; gmail-smtp-in.l.google.com. (192.0.2.27, the server for the domain gmail.com.)',
      `Diagnostic-Code: smtp; ${words}`,
    ],
    original,
  )
}

/** qmail writes for people only (QSBMF): no parts, no fields. */
export function qmailBounce(given: Returned = {}): string {
  const { recipient, words, original } = {
    ...defaults,
    words: 'Sorry, no mailbox here by that name. (#5.1.1)',
    ...given,
  }
  return crlf([
    'From: MAILER-DAEMON@qmail.example.com',
    'Subject: failure notice',
    '',
    'Hi. This is the qmail-send program at qmail.example.com.',
    'I gave up on the following address.',
    '',
    `<${recipient}>:`,
    words,
    '',
    '--- Below this line is a copy of the message.',
    '',
    original,
    'X-Said-Elsewhere: 550 5.1.1 no such user',
  ])
}

/** A feedback report of somebody who pressed "spam". */
export function complaint(about: {
  readonly type?: string
  readonly mailFrom?: string
  readonly original?: string
  readonly headersOnly?: boolean
}): string {
  const { type = 'abuse', mailFrom, original = defaults.original, headersOnly = false } = about
  return crlf([
    'From: <feedback@isp.example>',
    'Subject: FW: Your order',
    'Message-ID: <fbl-1@isp.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary=fbl',
    '',
    '--fbl',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is an email abuse report.',
    '--fbl',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: FeedbackLoop/1.0',
    'Version: 1',
    ...(mailFrom === undefined ? [] : [`Original-Mail-From: <${mailFrom}>`]),
    'Source-IP: 192.0.2.1',
    '',
    '--fbl',
    `Content-Type: ${headersOnly ? 'text/rfc822-headers' : 'message/rfc822'}`,
    'Content-Disposition: inline',
    '',
    original,
    ...(headersOnly ? [] : ['', 'It is on its way.']),
    '--fbl--',
  ])
}

/** What a person answers. */
export function answer(given: { readonly text?: string; readonly headers?: readonly string[] } = {}): string {
  const { text = 'Thanks!', headers = [] } = given
  return crlf([
    'From: "Maria Silva" <maria@example.com>',
    'To: orders@shop.example',
    'Subject: Re: Your order',
    'Message-ID: <answer-1@example.com>',
    'Date: Sun, 19 Apr 2026 14:31:00 +0000',
    'MIME-Version: 1.0',
    ...(headers.some((line) => /^content-type/i.test(line)) ? [] : ['Content-Type: text/plain; charset=utf-8']),
    ...headers,
    '',
    text.replaceAll('\n', '\r\n'),
  ])
}
