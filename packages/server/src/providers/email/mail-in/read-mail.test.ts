// What mails that come in are: bounces of five servers, complaints, answers, and what machines say.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'

import { FakeClock } from '../../../../../../test/support/fake-clock.ts'
import {
  answer,
  complaint,
  eximBounce,
  exchangeBounce,
  gmailBounce,
  postfixBounce,
  qmailBounce,
} from '../../../../../../test/support/returned-mail.ts'
import type { DeliveryOutcome, MailReading } from '../../../domain/messages/port.ts'
import { ReadingThread } from './read-in-thread.ts'
import { readMail } from './read-mail.ts'

async function read(raw: string | Buffer, sender = ''): Promise<MailReading> {
  return (await readMail(Buffer.from(raw), { sender, recipients: ['b+1@mail.example'] })).reading
}

async function outcome(raw: string, sender = ''): Promise<DeliveryOutcome> {
  const reading = await read(raw, sender)
  assert.ok(reading.kind === 'bounce', JSON.stringify(reading))
  assert.equal(reading.outcomes.length, 1)
  return reading.outcomes[0]!
}

const person = 'maria@example.com'

async function written(raw: string | Buffer) {
  const reading = await read(raw, person)
  assert.ok(reading.kind === 'written', JSON.stringify(reading))
  const { content } = reading.message
  assert.ok(content.kind === 'email')
  return { ...reading.message, content }
}

describe('a bounce', () => {
  test('of each server says who is not there', async () => {
    for (const [name, bounce] of Object.entries({
      postfixBounce,
      eximBounce,
      exchangeBounce,
      gmailBounce,
      qmailBounce,
    })) {
      const { recipients, action, bounceType } = await outcome(bounce())
      assert.deepEqual([recipients.includes('maria@example.com'), action, bounceType], [true, 'failed', 'hard'], name)
    }
    assert.equal((await outcome(postfixBounce())).detail, '5.1.1 550 5.1.1 User unknown in virtual mailbox table')
  })

  test('is hard only when the address is to blame', async () => {
    const judged = async (status: string, words: string) => (await outcome(postfixBounce({ status, words }))).bounceType
    for (const [status, words, expected] of [
      ['5.1.1', '550 5.1.1 no such user', 'hard'],
      ['5.1.2', 'Host or domain name not found', 'hard'],
      ['5.2.1', '550 5.2.1 The email account is disabled', 'hard'],
      ['5.4.4', 'Host not found', 'hard'],
      ['5.1.8', '553 5.1.8 Sender address rejected', 'soft'],
      ['5.2.2', '552 5.2.2 Over quota', 'soft'],
      ['5.2.3', '552 5.2.3 Message too long', 'soft'],
      ['5.3.4', '552 5.3.4 Message too big', 'soft'],
      ['5.4.6', 'Loop', 'soft'],
      ['5.4.7', 'Expired', 'soft'],
      ['5.6.0', 'Lone CR or LF', 'soft'],
      ['5.7.1', '550 5.7.1 Message rejected as spam', 'soft'],
      ['5.7.1', '550 5.7.1 <maria@example.com>: Recipient address rejected: User unknown', 'hard'],
      ['5.7.26', '550 5.7.26 DMARC', 'soft'],
      ['5.4.1', '550 5.4.1 Recipient address rejected: Access denied.', 'hard'],
      ['5.4.1', 'No answer from host', 'soft'],
      ['4.4.7', 'Delivery time expired', 'soft'],
      ['4.2.2', 'Mailbox full', 'soft'],
      ['5.0.0', '550 no', 'hard'],
      ['5.0.0', '554 5.7.1 blocked using list', 'soft'],
      ['5.0.0', '552 mailbox full', 'soft'],
      ['5.5.0', '550 Requested action not taken: mailbox unavailable', 'hard'],
    ] as const)
      assert.equal(await judged(status, words), expected, `${status} ${words}`)
    assert.equal((await outcome(eximBounce({ words: '550 5.7.1 Our policy says no' }))).bounceType, 'soft')
    assert.equal((await outcome(eximBounce({ words: '552 5.2.2 Mailbox full' }))).bounceType, 'soft')
    assert.equal((await outcome(qmailBounce({ words: 'I do not know why.' }))).bounceType, 'soft')
    assert.equal((await outcome(qmailBounce({ words: 'User is over the quota. (#5.2.2)' }))).bounceType, 'soft')
    const remote = '192.0.2.5 does not like recipient.\nRemote host said: 550 unknown user'
    assert.equal((await outcome(qmailBounce({ words: remote }))).bounceType, 'hard')
    assert.equal((await outcome(qmailBounce({ words: 'Connected to 5.1.2.3 but it hung up.' }))).bounceType, 'soft')
  })

  test('that is a delay, a delivery or a hand-over says so', async () => {
    assert.equal((await outcome(postfixBounce({ action: 'delayed', status: '4.4.1' }))).action, 'delayed')
    assert.equal((await outcome(postfixBounce({ action: 'delivered', status: '2.0.0' }))).action, 'delivered')
    assert.equal((await outcome(postfixBounce({ action: 'relayed (no dsn)', status: '2.0.0' }))).action, 'relayed')
    assert.equal((await outcome(postfixBounce({ action: 'expanded', status: '2.0.0' }))).action, 'relayed')
    assert.equal((await outcome(postfixBounce({ action: '', status: '2.1.5' }))).action, 'delivered')
  })

  test('in words is one only from a mail system, or from nobody', async () => {
    assert.equal((await outcome(qmailBounce(), 'mailer-daemon@qmail.example.com')).action, 'failed')
    assert.equal((await read(qmailBounce().replace('MAILER-DAEMON', 'maria'), person)).kind, 'written')
    const away = answer({ text: 'I am away' }).replace('Re: Your order', 'Automatic reply: Your order')
    assert.equal((await read(away)).kind, 'automatic')
  })
})

describe('a complaint', () => {
  test('brings back by what its mail is known', async () => {
    const original = 'Return-Path: <b+2@mail.example>\r\nX-Posthorn-Message: 1.2\r\nFrom: orders@shop.example'
    for (const headersOnly of [false, true])
      assert.deepEqual(await read(complaint({ mailFrom: 'b+1@mail.example', original, headersOnly }), person), {
        kind: 'complaint',
        about: { senders: ['b+1@mail.example', 'b+2@mail.example'], traces: ['1.2'] },
      })
    assert.equal((await read(complaint({ type: 'not-spam' }), person)).kind, 'automatic')
    assert.equal((await read(complaint({ type: 'auth-failure' }), person)).kind, 'automatic')
  })
})

describe('an answer', () => {
  test('is kept whole, and what is new of it beside', async () => {
    const text =
      'Thanks!\n\nOn Sun, 19 Apr 2026 at 14:30, Shop <orders@shop.example>\nwrote:\n\n> It is on its way.\n> Bye'
    const { content, from, senderName, providerMessageId } = await written(answer({ text }))
    assert.deepEqual([from, senderName, providerMessageId], [person, 'Maria Silva', '<answer-1@example.com>'])
    assert.deepEqual([content.subject, content.answer, content.text], ['Re: Your order', 'Thanks!', text])
  })

  test('keeps what was written between the lines of a quotation', async () => {
    const between = 'On Sunday, Shop wrote:\n> Which size?\nLarge.\n> Which colour?\nRed.'
    assert.equal((await written(answer({ text: between }))).content.answer, between)
  })

  test('is cut where mail programs of many tongues say so, and nowhere else', async () => {
    for (const history of [
      '-----Original Message-----\nFrom: Shop\nSent: Sunday\n\nIt is on its way.',
      '________________________________\nFrom: Shop <orders@shop.example>\nSent: Sunday\nTo: Maria\n\nHello',
      'Von: Shop <orders@shop.example>\nGesendet: Sonntag, 19. April\nAn: Maria\nBetreff: Bestellung\n\nHallo',
      'Am So., 19. Apr. 2026 um 14:30 Uhr schrieb Shop <orders@shop.example>:\n\n> Hallo',
      'Le dim. 19 avr. 2026 à 14:30, Shop <orders@shop.example> a écrit :\n> Bonjour',
      'Em dom., 19 de abr. de 2026 às 14:30, Shop <orders@shop.example> escreveu:\n\n> Olá',
      'El dom, 19 abr 2026 a las 14:30, Shop (<orders@shop.example>) escribió:\n\n> Hola',
      '> It is on its way.\n> Bye',
      '-- \nMaria Silva\nExample Ltd',
    ])
      assert.equal((await written(answer({ text: `Obrigada!\n\n${history}` }))).content.answer, 'Obrigada!', history)
    for (const text of [
      '> only quoted',
      'From: what I hear it is fine.\nThanks',
      'On Monday he wrote: nothing.\nAnd so on',
      'A list:\n-- one\n-- two',
    ])
      assert.equal((await written(answer({ text }))).content.answer, text)
  })

  test('in HTML alone has a text as well', async () => {
    const html = '<style>p{color:red}</style><p>Thanks &amp; <b>bye</b><br>Maria</p>'
    const { content } = await written(answer({ text: html, headers: ['Content-Type: text/html; charset=utf-8'] }))
    assert.equal(content.html?.trim(), html)
    assert.match(content.text!, /Thanks & bye\s+Maria/)
    assert.doesNotMatch(content.text!, /color/)
  })

  test('keeps its files, with names that are safe to use', async () => {
    const parts = [
      '--x\nContent-Type: text/plain\n\nSee here',
      '--x\nContent-Type: application/pdf; name="../../etc/passwd"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nJVBERi0=',
      '--x\nContent-Type: image/png\nContent-Disposition: attachment; filename="=?utf-8?B?w5wucG5n?="\n\nX',
      '--x\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\nSubject: another\n\nmail',
      '--x--',
    ]
    const headers = ['Content-Type: multipart/mixed; boundary=x']
    const { content } = await written(answer({ text: parts.join('\n'), headers }))
    assert.equal(content.text, 'See here')
    assert.deepEqual(
      content.attachments.map(({ filename, contentType }) => [filename, contentType]),
      [
        ['.._.._etc_passwd', 'application/pdf'],
        ['Ü.png', 'image/png'],
        ['part-3', 'message/rfc822'],
      ],
    )
    assert.equal(Buffer.from(content.attachments[0]!.content, 'base64').toString(), '%PDF-')
    assert.equal(Buffer.from(content.attachments[2]!.content, 'base64').toString().trim(), 'Subject: another\n\nmail')
  })

  test('without a Message-ID is known by what it says', async () => {
    const nameless = answer().replace(/^Message-ID.*\r\n/m, '')
    const [one, same, other] = await Promise.all([written(nameless), written(nameless), written(`${nameless}!`)])
    assert.match(one.providerMessageId, /^sha256:[0-9a-f]{64}$/)
    assert.equal(one.providerMessageId, same.providerMessageId)
    assert.notEqual(one.providerMessageId, other.providerMessageId)
  })
})

describe('what a machine wrote', () => {
  test('is known by what it says of itself', async () => {
    for (const header of [
      'Auto-Submitted: auto-replied',
      'Auto-Submitted: auto-generated (vacation)',
      'Precedence: bulk',
      'Precedence: junk',
      'Precedence: auto_reply',
      'X-Auto-Response-Suppress: All',
      'X-Autoreply: yes',
      'X-Autorespond: Re',
      'List-Id: <news.example.com>',
      'X-Loop: maria@example.com',
    ]) {
      const reading = await read(answer({ headers: [header] }), person)
      assert.equal(reading.kind, 'automatic', header)
    }
    const receipt = answer({
      headers: ['Content-Type: multipart/report; report-type=disposition-notification; boundary=x'],
    })
    assert.equal((await read(receipt, person)).kind, 'automatic')
    assert.equal((await read(answer(), '')).kind, 'automatic', 'nobody to answer to')
    assert.equal((await read(answer({ headers: ['Auto-Submitted: no'] }), person)).kind, 'written')
  })
})

describe('a mail that means harm', () => {
  test('is refused when it is built to be', async () => {
    const deep = Array.from(
      { length: 400 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
    )
    const many = `Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\nContent-Type: image/png\r\n\r\ny\r\n'.repeat(200)}`
    for (const [name, raw] of Object.entries({
      deep: `From: a@b.c\r\n${deep.join('')}`,
      header: `From: a@b.c\r\nX-A: ${'y'.repeat(1_000_000)}\r\n\r\nz`,
      parts: `From: a@b.c\r\n${many}`,
      ring: `${'Received: from a by b\r\n'.repeat(101)}${answer()}`,
    }))
      await assert.rejects(read(raw, person), { name: 'UnreadableMail' }, name)
  })

  test('is read in a time that its length allows', async () => {
    for (const [what, raw] of Object.entries({
      nothing: '',
      'no header': '\r\n\r\n\r\n',
      colons: ':'.repeat(100_000),
      addresses: `From: ${'<a@b>,'.repeat(20_000)}\r\n\r\nx`,
      spaces: answer({ text: `${' '.repeat(1_000_000)}x` }),
      markers: answer({ text: '>'.repeat(1_000_000) }),
      'who wrote': answer({ text: 'On a wrote:\n>a\nb\n'.repeat(10_000) }),
      'from lines': answer({ text: 'From: a\n'.repeat(20_000) }),
      'open tags': answer({ text: '<'.repeat(500_000), headers: ['Content-Type: text/html'] }),
      styles: answer({ text: '<style>'.repeat(50_000), headers: ['Content-Type: text/html'] }),
      base64: answer({ text: '=+/'.repeat(10_000), headers: ['Content-Transfer-Encoding: base64'] }),
      charset: answer({ headers: ['Content-Type: text/plain; charset=klingon'] }),
      digits: postfixBounce({ words: '5.1.'.repeat(100_000) }),
      'blank lines': postfixBounce({ words: '\r\n \r\n'.repeat(20_000) }),
      fields: postfixBounce({ words: 'a: b\r\n'.repeat(20_000) }),
    })) {
      const since = process.cpuUsage()
      await read(raw, person).catch((error: unknown) => assert.equal((error as Error).name, 'UnreadableMail'))
      const { user } = process.cpuUsage(since)
      assert.ok(user < 3_000_000, `${what} took ${Math.round(user / 1_000)} ms`)
    }
  })

  test('loses its NULs, which no database keeps', async () => {
    const raw = answer({ text: 'a\0b' }).replace('Re: Your', 'Re:\0 Your')
    const { content } = await written(raw)
    assert.deepEqual([content.text, content.subject], ['ab', 'Re: Your order'])
  })

  test('stops its own thread, and not the next mail', async () => {
    const clock = new FakeClock()
    const thread = new ReadingThread(clock)
    const envelope = { sender: person, recipients: ['r+1@mail.example'] }
    // Millions of lines take minutes.
    const slow = thread.read(Buffer.from(`From: a@b.c\r\n\r\n${'\r\n'.repeat(4_000_000)}`), envelope)
    const refused = assert.rejects(slow, { name: 'UnreadableMail' })
    const next = thread.read(Buffer.from(answer()), envelope)
    await turn()
    await clock.advance(15_000)
    await refused
    assert.equal((await next).reading.kind, 'written')
    await thread.close()
  })
})
