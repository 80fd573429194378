// What comes back about e-mails, over SMTP: bounces, complaints, answers, and what nobody asked for.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'

import fc from 'fast-check'
import { createTransport } from 'nodemailer'

import type { OpenedDatabase } from '../support/each-database.ts'
import { eachSchema } from '../support/each-schema.ts'
import { headerOf, MAIL_DOMAIN, openHouse } from '../support/mail-house.ts'
import { createTestCertificate } from '../support/recording-receiver-certificate.ts'
import { RawDatabase } from '../support/raw-database.ts'
import {
  answer,
  complaint,
  eximBounce,
  exchangeBounce,
  gmailBounce,
  postfixBounce,
  qmailBounce,
} from '../support/returned-mail.ts'

const MARIA = 'maria@example.com'

async function open(context: TestContext, database: OpenedDatabase, env: Record<string, string> = {}) {
  const house = await openHouse(context, database, { env })
  const { app } = house
  const { receiver } = await app.receiver({ events: ['email', 'message', 'contact', 'conversation'] })
  const events = async (count: number) => {
    const requests = await app.delivered(receiver, count)
    return requests.map(({ body }) => JSON.parse(body.toString()) as { event: string; data: Record<string, unknown> })
  }
  const told = async (type: string) => {
    await app.quiet()
    return (await events(receiver.requests.length)).filter(({ event }) => event === type).map(({ data }) => data)
  }
  const suppressed = async () =>
    (await app.call('suppressions.list')).data.map(({ address, reason }) => [address, reason])
  return { ...house, receiver, told, suppressed }
}

describe('a bounce', () => {
  eachSchema((_kind, database) => {
    test('of each server ends its message and suppresses its address; a soft one spares it', async (context) => {
      const { app, send, handed, status, told, suppressed } = await open(context, await database())
      const expected: [string, string][] = []
      for (const [name, bounce] of Object.entries({
        postfixBounce,
        eximBounce,
        exchangeBounce,
        gmailBounce,
        qmailBounce,
      })) {
        const recipient = `${name.toLowerCase()}@example.com`
        const { id, bounceTo } = await send({ to: recipient })
        assert.equal((await handed(bounceTo, bounce({ recipient }))).code, 250, name)
        await app.until(`the bounce of ${name}`, async () => (await status(id)).status === 'failed')
        assert.equal((await status(id)).error_code, 'hard_bounce')
        expected.unshift([recipient, 'hard_bounce'])
        const again = await app.call('email.send', { body: { to: recipient, subject: 'Hi', text: 'Hi' } })
        assert.deepEqual([again.data.status, again.data.error_code], ['failed', 'suppressed'])
      }
      assert.deepEqual(await suppressed(), expected)
      const soft = await send()
      const full = postfixBounce({ status: '5.2.2', words: '552 5.2.2 Mailbox full' })
      assert.equal((await handed(soft.bounceTo, full)).code, 250)
      await app.until('the soft bounce', async () => (await status(soft.id)).error_code === 'soft_bounce')
      assert.deepEqual(await suppressed(), expected)
      const bounced = await told('email.bounced')
      assert.deepEqual(
        bounced.map(({ bounce_type }) => bounce_type),
        ['hard', 'hard', 'hard', 'hard', 'hard', 'soft'],
      )
      assert.deepEqual([bounced[5]!['id'], bounced[5]!['to']], [soft.id, MARIA])
      assert.match(String(bounced[5]!['error']), /5\.2\.2.*Mailbox full/)
    })

    test('is about the message that its address names, of several recipients of one call, too', async (context) => {
      const { app, mailServer, handed, history, told, suppressed } = await open(context, await database())
      const to = ['one@example.com', 'two@example.com', 'three@example.com']
      const { data } = await app.call('email.send', { body: { to, subject: 'Hi', text: 'Hi' } })
      await app.until('the mails', () => mailServer.mails.length === 3)
      const second = mailServer.mails.find((mail) => mail.to[0] === to[1])!
      // Whatever the report says: it was forwarded, and bounced elsewhere.
      await handed(second.from, postfixBounce({ recipient: 'elsewhere@example.net' }))
      await app.until('the bounce', async () => (await history(data.id)).includes('bounced'))
      assert.deepEqual(await suppressed(), [[to[1], 'hard_bounce']])
      assert.deepEqual(
        (await told('email.bounced')).map(({ to: address }) => address),
        [to[1]],
      )
    })

    test('that tells of a delay, and an out-of-office note, stand in the history and change nothing', async (context) => {
      const { app, send, handed, status, history, told, suppressed } = await open(context, await database())
      const { id, bounceTo, replyTo } = await send()
      const away = answer({ text: 'I am away.', headers: ['Auto-Submitted: auto-replied'] })
      for (const [to, raw] of [
        [bounceTo, postfixBounce({ action: 'delayed', status: '4.4.1', words: 'Connection timed out' })],
        [bounceTo, postfixBounce({ action: 'relayed', status: '2.0.0' })],
        [bounceTo, away],
        [replyTo, away],
      ] as const)
        assert.equal((await handed(to, raw)).code, 250)
      await app.until('all of it', async () => (await history(id)).length === 5)
      assert.deepEqual(await history(id), ['sent', '(delayed)', '(relayed)', '(auto_replied)', '(auto_replied)'])
      assert.equal((await status(id)).status, 'sent')
      assert.deepEqual([await suppressed(), await told('message.received')], [[], []])
      assert.equal((await handed(bounceTo, postfixBounce({ action: 'delivered', status: '2.0.0' }))).code, 250)
      await app.until('the delivery', async () => (await status(id)).status === 'delivered')
    })

    test('that is forged is refused, and leaves nothing behind', async (context) => {
      const { app, send, handed } = await open(context, await database())
      const [one, other] = [await send(), await send()]
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      await app.until('the events to be delivered', async () => (await raw.workLeft(app.clock.now())) === 0)
      await app.quiet()
      const before = await raw.state()
      const [, ulid, mac] = /^b\+(.*)\.(.*)@/.exec(one.bounceTo)!
      const [, otherUlid] = /^b\+(.*)\.(.*)@/.exec(other.bounceTo)!
      for (const to of [
        `b+${otherUlid}.${mac}@${MAIL_DOMAIN}`,
        `b+${ulid}.${'0'.repeat(20)}@${MAIL_DOMAIN}`,
        `b+${ulid}.${mac!.slice(1)}@${MAIL_DOMAIN}`,
        // Made for another purpose.
        `r+${ulid}.${mac}@${MAIL_DOMAIN}`,
        one.replyTo.replace('r+', 'b+'),
        `b+${headerOf(one.mail, 'X-Posthorn-Message')}@${MAIL_DOMAIN}`,
        `${MARIA.replace('@', '%40')}@${MAIL_DOMAIN}`,
        MARIA,
        `postmaster@${MAIL_DOMAIN}`,
      ]) {
        const { code, words } = await handed(to, postfixBounce())
        assert.deepEqual([code, words.slice(0, 9)], [550, '550 5.1.1'], to)
      }
      assert.equal((await handed(one.bounceTo, answer(), MARIA)).code, 550, 'nobody answers to the envelope')
      assert.equal((await handed(`fbl@${MAIL_DOMAIN}`, answer(), MARIA)).code, 550)
      assert.equal(await raw.state(), before)
      // Relays write local parts as they like.
      assert.equal((await handed(one.bounceTo.toUpperCase(), postfixBounce())).code, 250)
    })

    test('once, twice, late or among others changes a message once', async (context) => {
      const { app, send, handed, status, history, told, suppressed } = await open(context, await database())
      const reports = {
        hard: postfixBounce(),
        soft: postfixBounce({ status: '4.2.2' }),
        delayed: postfixBounce({ action: 'delayed' }),
        delivered: postfixBounce({ action: 'delivered', status: '2.0.0' }),
        complained: complaint({}),
      }
      const names = Object.keys(reports) as (keyof typeof reports)[]
      let count = 0
      await fc.assert(
        fc.asyncProperty(fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 6 }), async (order) => {
          const to = `person${++count}@example.com`
          const { id, bounceTo } = await send({ to })
          for (const name of order) {
            assert.equal((await handed(bounceTo, reports[name])).code, 250)
            await app.quiet()
          }
          await app.until('all reports', async () => (await history(id)).length === order.length + 1)
          const ended = order.filter((name) => name === 'hard' || name === 'soft')
          const shown = await status(id)
          const isDelivered = order.includes('delivered')
          assert.equal(shown.status, ended.length > 0 ? 'failed' : isDelivered ? 'delivered' : 'sent', order.join())
          if (ended.length > 0) assert.equal(shown.error_code, `${ended[0]}_bounce`)
          const applied = (await history(id)).filter((line) => !line.startsWith('('))
          assert.equal(new Set(applied).size, applied.length, `${order.join()}: ${applied.join()}`)
          const entries = (await suppressed()).filter(([address]) => address === to)
          assert.equal(entries.length, order.some((name) => name === 'hard' || name === 'complained') ? 1 : 0)
          for (const type of ['email.bounced', 'email.complained', 'email.delivered'])
            assert.ok((await told(type)).filter((data) => data['id'] === id).length <= 1)
        }),
        { numRuns: 6 },
      )
    })
  })
})

describe('a complaint', () => {
  eachSchema((_kind, database) => {
    test('suppresses whom its token names, wherever that comes back, and nobody without one', async (context) => {
      const { app, send, handed, history, told, suppressed } = await open(context, await database())
      const fbl = `FBL@${MAIL_DOMAIN}`
      const people = ['one@example.com', 'two@example.com', 'three@example.com']
      const mails = []
      for (const to of people) mails.push(await send({ to }))
      const [byEnvelope, byHeader, atVerp] = mails as [(typeof mails)[0], (typeof mails)[0], (typeof mails)[0]]
      const trace = headerOf(byHeader.mail, 'X-Posthorn-Message')
      for (const [to, raw] of [
        [fbl, complaint({ mailFrom: byEnvelope.bounceTo })],
        [fbl, complaint({ original: `X-Posthorn-Message: ${trace}\r\nFrom: a@b.c`, headersOnly: true })],
        [atVerp.bounceTo, complaint({})],
      ] as const)
        assert.equal((await handed(to, raw, 'feedback@isp.example')).code, 250)
      for (const { id } of mails)
        await app.until('the complaint', async () => (await history(id)).includes('complained'))
      assert.deepEqual((await suppressed()).toSorted(), people.map((address) => [address, 'complaint']).toSorted())
      assert.equal((await told('email.complained')).length, 3)

      const innocent = await send({ to: 'innocent@example.com' })
      for (const raw of [
        // Found by what anybody can write.
        complaint({ original: `Message-ID: ${headerOf(innocent.mail, 'Message-ID')}\r\nTo: innocent@example.com` }),
        complaint({ original: `X-Posthorn-Message: ${trace!.replace(/^.{26}/, innocent.bounceTo.slice(2, 28))}` }),
        complaint({ type: 'not-spam', mailFrom: innocent.bounceTo }),
      ])
        await handed(fbl, raw, 'feedback@isp.example')
      await app.quiet()
      assert.deepEqual(await history(innocent.id), ['sent'])
      assert.equal((await suppressed()).length, 3)
    })
  })
})

describe('an answer', () => {
  eachSchema((_kind, database) => {
    test('is a message in the conversation of what it answers, once, however often it comes', async (context) => {
      const { app, send, handed, told } = await open(context, await database())
      const { replyTo } = await send()
      const text = 'Thanks!\n\nOn Sunday, Shop <orders@shop.example> wrote:\n> It is on its way.'
      for (let time = 0; time < 3; time++) assert.equal((await handed(replyTo, answer({ text }), MARIA)).code, 250)
      const received = await told('message.received')
      assert.equal(received.length, 1)
      const [data] = received
      assert.deepEqual(
        [data!['content'], data!['from'], data!['channel_type'], data!['direction']],
        ['Thanks!', MARIA, 'email', 'inbound'],
      )
      const conversations = await told('conversation.created')
      assert.deepEqual(
        conversations.map(({ conversation_id }) => conversation_id),
        [data!['conversation_id']],
        'that of the mail which was sent',
      )
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const rows = await raw.all("select content from message where direction = 'inbound'")
      assert.equal(rows.length, 1)
      const kept = JSON.parse(String(rows[0]!['content'])) as { text: string; answer: string; subject: string }
      assert.deepEqual([kept.text, kept.answer, kept.subject], [text, 'Thanks!', 'Re: Your order'])
    })

    test('keeps its files', async (context) => {
      const { app, send, handed, told } = await open(context, await database())
      const { replyTo } = await send()
      const file = Buffer.alloc(100_000, 7).toString('base64').replace(/.{76}/g, '$&\n')
      const text = [
        '--x\nContent-Type: text/plain\n\nSee here',
        `--x\nContent-Type: image/png\nContent-Disposition: attachment; filename=a.png\nContent-Transfer-Encoding: base64\n\n${file}`,
        '--x--',
      ].join('\n')
      await handed(replyTo, answer({ text, headers: ['Content-Type: multipart/mixed; boundary=x'] }), MARIA)
      assert.equal((await told('message.received')).length, 1)
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const [row] = await raw.all("select content from message where direction = 'inbound'")
      const { attachments } = JSON.parse(String(row!['content'])) as { attachments: { content: string }[] }
      assert.deepEqual(Buffer.from(attachments[0]!.content, 'base64'), Buffer.alloc(100_000, 7))
    })

    test('of a machine is no message, and neither is our own mail that came round', async (context) => {
      const house = await open(context, await database())
      const { app, send, handed, mailServer, told } = house
      const { replyTo, mail } = await send()
      const sent = mailServer.mails.length
      for (const [raw, sender] of [
        [answer({ headers: ['Auto-Submitted: auto-replied'] }), MARIA],
        [answer({ headers: ['Precedence: bulk'] }), MARIA],
        [answer({ headers: ['List-Id: <a.example.com>'] }), MARIA],
        [answer(), ''],
        [mail.raw, MARIA],
        [mail.raw, mail.from],
      ] as const)
        assert.equal((await handed(replyTo, raw, sender)).code, 250)
      assert.deepEqual(await told('message.received'), [])
      assert.equal(mailServer.mails.length, sent, 'nothing is answered')
      assert.equal(app.log.filter((line) => line.includes('it is our own mail')).length, 2)
      // Another workspace may well write to that address.
      const other = await app.anotherWorkspace()
      await app.call('channels.create', { body: house.channel, key: other.key })
      const theirs = await send({ to: replyTo, from: undefined, text: 'From next door' }, other)
      assert.equal((await handed(replyTo, theirs.mail.raw, theirs.mail.from)).code, 250)
      const [received] = await told('message.received')
      assert.equal(received!['content'], 'From next door')
    })

    test('that comes again and again is asked to come later', async (context) => {
      const { app, send, handed, history } = await open(context, await database())
      const { id, bounceTo } = await send()
      const other = await send()
      const delayed = postfixBounce({ action: 'delayed' })
      const codes = []
      for (let count = 0; count < 62; count++) codes.push((await handed(bounceTo, delayed)).code)
      assert.deepEqual([codes.filter((code) => code === 250).length, codes.slice(60)], [60, [450, 450]])
      assert.equal((await handed(other.bounceTo, delayed)).code, 250)
      await app.clock.advance(3_600_000)
      assert.equal((await handed(bounceTo, delayed)).code, 250)
      await app.until('all of it', async () => (await history(id)).length === 62)
    })

    test('is refused while it cannot be kept, and taken when it comes again', async (context) => {
      const { app, send, handed, told } = await open(context, await database())
      const { replyTo } = await send()
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const letIn = await raw.refuseInserts('received_message')
      const refused = await handed(replyTo, answer(), MARIA)
      assert.equal(refused.code, 451)
      assert.doesNotMatch(refused.words, /received_message|refused by a test|sql/i)
      await letIn()
      assert.equal((await handed(replyTo, answer(), MARIA)).code, 250)
      assert.equal((await told('message.received')).length, 1)
    })
  })
})

describe('the way in', () => {
  eachSchema((kind, database) => {
    if (kind === 'postgres') return

    test('refuses what is too large, before and after it has come', async (context) => {
      const { app, send, handed, told } = await open(context, await database(), { POSTHORN_MAIL_IN_MAX_BYTES: '70000' })
      const { replyTo } = await send()
      assert.equal((await handed(replyTo, answer({ text: 'x'.repeat(80_000) }), MARIA)).code, 552)
      // Without saying its size beforehand.
      const talk = await Talk.with(context, app.mailIn)
      await talk.say('EHLO a.example', `MAIL FROM:<${MARIA}>`, `RCPT TO:<${replyTo}>`, 'DATA')
      assert.match(await talk.say(`${answer({ text: 'line\n'.repeat(20_000) })}\r\n.`), /^552 5\.3\.4/)
      await talk.say(`MAIL FROM:<${MARIA}>`, `RCPT TO:<${replyTo}>`, 'DATA')
      assert.match(await talk.say(`${answer()}\r\n.`), /^250 2\.0\.0/)
      assert.equal((await told('message.received')).length, 1)
    })

    test('relays nothing, knows no login, and takes a mail for ours alone', async (context) => {
      const { app, send, told } = await open(context, await database())
      const { replyTo } = await send()
      const talk = await Talk.with(context, app.mailIn)
      const hello = await talk.say('EHLO a.example')
      assert.doesNotMatch(hello, /AUTH|STARTTLS/)
      assert.match(hello, /SIZE 10485760/)
      assert.match(await talk.say('AUTH LOGIN'), /^5/)
      assert.match(await talk.say(`MAIL FROM:<${MARIA}>`), /^250/)
      assert.match(await talk.say('RCPT TO:<someone@elsewhere.example>'), /^550 5\.1\.1/)
      assert.match(await talk.say(`RCPT TO:<@${MAIL_DOMAIN}:someone@elsewhere.example>`), /^5/)
      assert.match(await talk.say('DATA'), /^5/)
      assert.match(await talk.say(`RCPT TO:<${replyTo}>`), /^250/)
      assert.match(await talk.say('RCPT TO:<someone@elsewhere.example>'), /^550/)
      assert.match(await talk.say('DATA'), /^354/)
      assert.match(await talk.say(`${answer()}\r\n.`), /^250/)
      assert.equal((await told('message.received')).length, 1)
    })

    test('is shared by many, and one server has a quarter of it', async (context) => {
      const { app } = await open(context, await database(), { POSTHORN_MAIL_IN_CONNECTIONS: '8' })
      const first = await Talk.with(context, app.mailIn)
      await Talk.with(context, app.mailIn)
      const third = await Talk.with(context, app.mailIn)
      assert.match(third.greeting, /^421 4\.7\.0/)
      assert.match(await first.say('QUIT'), /^221/)
      await app.until('room', async () => (await Talk.with(context, app.mailIn)).greeting.startsWith('220'))
    })

    test('says to an unreadable mail that it is one', async (context) => {
      const { app, send, handed } = await open(context, await database())
      const { replyTo } = await send()
      const ring = `${'Received: from a by b\r\n'.repeat(101)}${answer()}`
      const { code, words } = await handed(replyTo, ring, MARIA)
      assert.deepEqual([code, /gone round/.test(words)], [554, true])
      assert.ok(app.log.some((line) => line.includes('mail_in.unreadable')))
    })

    test('is encrypted where there is a certificate', async (context) => {
      const opened = await database()
      const { key, cert } = createTestCertificate([MAIL_DOMAIN])
      const files = { key: join(opened.dataDir, 'mail.key'), cert: join(opened.dataDir, 'mail.pem') }
      writeFileSync(files.key, key)
      writeFileSync(files.cert, cert)
      const { app, send, told } = await open(context, opened, {
        POSTHORN_MAIL_IN_KEY_FILE: files.key,
        POSTHORN_MAIL_IN_CERTIFICATE_FILE: files.cert,
      })
      const { replyTo } = await send()
      const port = Number(app.mailIn.slice(app.mailIn.lastIndexOf(':') + 1))
      const tls = { ca: cert, servername: MAIL_DOMAIN }
      const transport = createTransport({ host: '127.0.0.1', port, requireTLS: true, tls })
      context.after(() => transport.close())
      await transport.sendMail({ envelope: { from: MARIA, to: [replyTo] }, raw: answer() })
      assert.equal((await told('message.received')).length, 1)
    })

    test('closes with the server, though somebody stays on the line', async (context) => {
      const { app } = await open(context, await database())
      const talk = await Talk.with(context, app.mailIn)
      await talk.say('EHLO a.example')
      await app.stop()
      assert.ok(talk.isOver)
    })
  })
})

/** SMTP by hand. */
class Talk {
  greeting = ''
  isOver = false
  readonly #socket: Socket
  #said = ''

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => (this.#said += text))
    socket.on('error', () => undefined)
    socket.on('close', () => (this.isOver = true))
  }

  static async with(context: TestContext, address: string): Promise<Talk> {
    const at = address.lastIndexOf(':')
    const socket = connect(Number(address.slice(at + 1)), address.slice(0, at))
    context.after(() => void socket.destroy())
    const talk = new Talk(socket)
    talk.greeting = await talk.#reply()
    return talk
  }

  /** The reply to the last of the lines. */
  async say(...lines: string[]): Promise<string> {
    let reply = ''
    for (const line of lines) {
      this.#socket.write(`${line}\r\n`)
      reply = await this.#reply()
    }
    return reply
  }

  async #reply(): Promise<string> {
    while (!/^\d{3} .*\r\n/m.test(this.#said)) await once(this.#socket, 'data')
    const reply = this.#said
    this.#said = ''
    return reply
  }
}
