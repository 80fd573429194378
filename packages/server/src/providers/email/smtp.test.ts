// Against a real SMTP server, in its good hours and its bad ones.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, test, type TestContext } from 'node:test'

import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

import { createTestCertificate } from '../../../../../test/support/recording-receiver-certificate.ts'
import type { OutgoingMessage, Postage } from '../../domain/messages/port.ts'
import { systemClock } from '../../kernel/clock.ts'
import { createHostDialler } from '../../kernel/guarded-fetch/index.ts'
import { createResolver } from '../../kernel/resolve-host.ts'
import { createSmtp } from './smtp.ts'

const timeouts = { connectMs: 2_000, silenceMs: 300 }
const dial = createHostDialler({ allowInsecure: true, resolve: createResolver(), clock: systemClock })
const provider = createSmtp({ dial, timeouts })

const user = { user: 'posthorn', password: 'correct-horse' }

const message: OutgoingMessage = {
  id: 'eml_01KPJX4B2D4F6H8K0N2Q4S6V8X',
  workspaceId: 'ws_1',
  channelId: 'chan_1',
  to: 'maria@example.com',
  attempt: 1,
  content: {
    kind: 'email',
    to: ['maria@example.com', 'joão@exemplo.example'],
    from: 'orders@shop.example',
    fromName: 'The Shop',
    replyTo: 'help@shop.example',
    subject: 'Your order – número 7',
    html: '<p>It is on its way.</p>',
    text: 'It is on its way.\n.\nReally.',
    attachments: [{ filename: 'invoice.pdf', contentType: 'application/pdf', content: 'aGVsbG8=' }],
    unsubscribe: true,
    automatic: true,
  },
  headers: {
    'List-Unsubscribe': '<https://posthorn.example/unsubscribe?t=1>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Auto-Submitted': 'auto-generated',
  },
}

type Data = NonNullable<SMTPServerOptions['onData']>

interface Mail {
  readonly from: string
  readonly to: string[]
  readonly raw: string
}

/** An error as a mail server says it. */
function said(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}

/** A mail server on a free port, and the account for it; `mails` holds what it took. */
async function serve(
  context: TestContext,
  options: SMTPServerOptions = {},
  security: 'none' | 'tls' | 'starttls' = 'none',
) {
  const mails: Mail[] = []
  const take: Data = (stream, { envelope }, done) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString() })
      done()
    })
  }
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    hidePIPELINING: true,
    closeTimeout: 50,
    disabledCommands: security === 'starttls' ? [] : ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === user.user && password === user.password
        ? done(null, { user: username })
        : done(said(535, '5.7.8 No.')),
    onData: take,
    ...options,
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  context.after(() => new Promise<void>((resolve) => server.close(resolve)))
  return { mails, ...accountAt((server.server.address() as AddressInfo).port, security), server }
}

function accountAt(port: number, security: 'none' | 'tls' | 'starttls' = 'none', credentials = {}) {
  const settings = { host: '127.0.0.1', port, security }
  return { account: { channelId: 'chan_1', workspaceId: 'ws_1', settings, credentials } }
}

async function sendOver(
  context: TestContext,
  account: Parameters<typeof provider.open>[0],
  outgoing: OutgoingMessage = message,
) {
  const carrier = provider.open(account)
  context.after(() => carrier.close())
  return carrier.send(outgoing)
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const postage: Postage = {
  returnPath: 'b+1@bounces.shop.example',
  replyTo: 'r+1@bounces.shop.example',
  dkim: { domain: 'shop.example', selector: 'ph-1', privateKey },
}
const stamped: OutgoingMessage = { ...message, postage }

describe('mail over SMTP', () => {
  test('arrives with its envelope, headers, parts and our id', async (context) => {
    const { account, mails } = await serve(context)
    const answer = await sendOver(context, { ...account, credentials: user })
    const id = `<${message.id}@shop.example>`
    assert.deepEqual(answer, { kind: 'accepted', providerMessageId: id })
    const [mail] = mails
    assert.deepEqual([mail!.from, mail!.to], ['orders@shop.example', ['maria@example.com']])
    for (const header of [
      `Message-ID: ${id}`,
      'From: The Shop <orders@shop.example>',
      'Reply-To: help@shop.example',
      'List-Unsubscribe: <https://posthorn.example/unsubscribe?t=1>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'Auto-Submitted: auto-generated',
      'Content-Type: multipart/mixed;',
      'Content-Disposition: attachment; filename=invoice.pdf',
    ])
      assert.ok(mail!.raw.includes(header), `${header}\n${mail!.raw}`)
    assert.match(mail!.raw, /^To: maria@example\.com, /m)
    assert.match(mail!.raw, /\r\n\.\r\nReally\./, 'a line with a single dot stays one')
    assert.ok(mail!.raw.includes('aGVsbG8='))
    assert.ok(!/x-mailer/i.test(mail!.raw))
  })

  test('leaves signed, from the address that its bounces go to', async (context) => {
    const { account, mails } = await serve(context)
    assert.equal((await sendOver(context, account, stamped)).kind, 'accepted')
    assert.equal(mails[0]!.from, 'b+1@bounces.shop.example')
    assert.match(mails[0]!.raw, /^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=shop\.example;/)
    assert.match(mails[0]!.raw, /^Reply-To: help@shop\.example\r$/m)
    assert.match(mails[0]!.raw, /\r\n\.\r\nReally\./)

    const asFrom = { ...account, settings: { ...account.settings, return_path: 'from' as const } }
    const quiet = { ...stamped, content: { ...message.content, replyTo: null } } as OutgoingMessage
    assert.equal((await sendOver(context, asFrom, quiet)).kind, 'accepted')
    assert.equal(mails[1]!.from, 'orders@shop.example')
    assert.match(mails[1]!.raw, /^Reply-To: The Shop <r\+1@bounces\.shop\.example>\r$/m)
  })

  test('that cannot be signed is not sent, and is not taken for sent', async (context) => {
    const { account, mails } = await serve(context)
    const { privateKey: other } = generateKeyPairSync('ed25519')
    const dkim = { domain: 'shop.example', selector: 'ph-1', privateKey: other }
    const answer = await sendOver(context, account, { ...message, postage: { ...postage, dkim } })
    assert.deepEqual([answer.kind, mails.length], ['unavailable', 0])
  })

  test('signed, whose server has all of it and says nothing, may have arrived', async (context) => {
    let held = 0
    const { account } = await serve(context, {
      onData: (stream) => {
        stream.resume()
        stream.on('end', () => held++)
      },
    })
    assert.deepEqual([(await sendOver(context, account, stamped)).kind, held], ['unknown', 1])
  })

  test('uses one connection for several mails, one after the other', async (context) => {
    let connections = 0
    const { account, mails } = await serve(context, { onConnect: (_session, done) => (connections++, done()) })
    const carrier = provider.open(account)
    context.after(() => carrier.close())
    for (let sent = 0; sent < 3; sent++) assert.equal((await carrier.send(message)).kind, 'accepted')
    assert.deepEqual([mails.length, connections], [3, 1])
  })

  for (const [what, options, expected] of [
    [
      'an unknown recipient',
      { onRcptTo: (_to, _session, done) => done(said(550, '5.1.1 No such user')) },
      { kind: 'rejected', code: 'smtp_5.1.1' },
    ],
    [
      'a sender it does not carry',
      { onMailFrom: (_from, _session, done) => done(said(553, 'Not yours')) },
      { kind: 'rejected', code: 'smtp_553' },
    ],
    [
      'a text it does not like',
      { onData: refuseAfterData(554, '5.7.1 Spam') },
      { kind: 'rejected', code: 'smtp_5.7.1' },
    ],
    [
      'a recipient to be tried later',
      { onRcptTo: (_to, _session, done) => done(said(450, '4.2.0 Greylisted, try again')) },
      { kind: 'unavailable' },
    ],
    [
      'a disk that is full',
      { onData: refuseAfterData(452, '4.3.1 Insufficient system storage') },
      { kind: 'unavailable' },
    ],
    [
      'too much at once',
      { onMailFrom: (_from, _session, done) => done(said(451, '4.7.0 Rate limit exceeded')) },
      { kind: 'throttled', retryAfterMs: 60_000 },
    ],
    [
      'a server that is overwhelmed',
      { onRcptTo: (_to, _session, done) => done(said(452, '4.5.3 Too many recipients')) },
      { kind: 'throttled', retryAfterMs: 60_000 },
    ],
    ['a greeting that refuses', { onConnect: (_session, done) => done(said(554, 'Not you')) }, { kind: 'unavailable' }],
    [
      'a login that is required',
      { onMailFrom: (_from, _session, done) => done(said(530, '5.7.0 Authentication required')) },
      { kind: 'unavailable' },
    ],
  ] satisfies [string, SMTPServerOptions, object][]) {
    test(`${what} is ${expected.kind}`, async (context) => {
      const { account, mails } = await serve(context, options)
      const answer = await sendOver(context, account)
      assert.deepEqual({ ...answer, ...expected }, answer, JSON.stringify(answer))
      assert.deepEqual(mails, [])
    })
  }

  test('wrong credentials are the channel’s fault and never the message’s; the password is not repeated', async (context) => {
    const password = 'wrong-staple'
    const { account } = await serve(context, {
      onAuth: (_auth, _session, done) => done(said(535, `5.7.8 ${password} is wrong`)),
    })
    const wrong = { ...account, credentials: { ...user, password } }
    const answer = await sendOver(context, wrong)
    assert.equal(answer.kind, 'unavailable')
    assert.match(JSON.stringify(answer), /does not accept the user name and password/)
    assert.ok(!JSON.stringify(answer).includes(password))
    const checked = await provider.check(wrong)
    assert.equal(!checked.ok && checked.code, 'credentials_refused')
  })

  test('a server that offers no login is not taken for one that needs none', async (context) => {
    const { account, mails } = await serve(context, { disabledCommands: ['STARTTLS', 'AUTH'] })
    assert.equal((await sendOver(context, { ...account, credentials: user })).kind, 'unavailable')
    assert.deepEqual(mails, [])
  })

  test('a certificate that nobody vouches for is not trusted, from the first byte or by STARTTLS', async (context) => {
    const certificate = createTestCertificate(['127.0.0.1'])
    for (const security of ['tls', 'starttls'] as const) {
      const { account, mails } = await serve(context, { ...certificate, secure: security === 'tls' }, security)
      assert.equal((await sendOver(context, account)).kind, 'unavailable', security)
      const checked = await provider.check(account)
      assert.equal(!checked.ok && checked.code, 'tls', security)
      assert.deepEqual(mails, [])
    }
  })

  test('a server without STARTTLS gets nothing in the clear where STARTTLS is chosen', async (context) => {
    const { account, mails } = await serve(context, { disabledCommands: ['STARTTLS'] }, 'starttls')
    assert.equal((await sendOver(context, { ...account, credentials: user })).kind, 'unavailable')
    assert.deepEqual(mails, [])
  })

  test('a server that is not there surely has nothing', async (context) => {
    const gone = createServer().listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const { port } = gone.address() as AddressInfo
    gone.close()
    await once(gone, 'close')
    const { account } = accountAt(port)
    const answer = await sendOver(context, account)
    assert.deepEqual(answer, { kind: 'unavailable', detail: 'The host refused the connection (ECONNREFUSED)' })
    const checked = await provider.check(account)
    assert.equal(!checked.ok && checked.code, 'connection')
  })

  test('a host that leads into the network is not dialled', async (context) => {
    const { account, mails } = await serve(context)
    const guarded = createSmtp({
      dial: createHostDialler({ allowInsecure: false, resolve: createResolver(), clock: systemClock }),
      timeouts,
    })
    const carrier = guarded.open(account)
    context.after(() => carrier.close())
    assert.equal((await carrier.send(message)).kind, 'unavailable')
    const checked = await guarded.check(account)
    assert.equal(!checked.ok && checked.code, 'blocked_address')
    assert.deepEqual(mails, [])
  })

  test('nobody knows what became of a mail that was sent whole and never answered', async (context) => {
    let held = 0
    const { account } = await serve(context, {
      onData: (stream) => {
        stream.resume()
        stream.on('end', () => held++)
      },
    })
    const answer = await sendOver(context, account)
    assert.deepEqual([answer.kind, held], ['unknown', 1])
  })

  test('nor of one whose server dies after it has all of it, and it is sent no second time', async (context) => {
    let received = 0
    const port = await bareServer(context, (socket, line, inData) => {
      if (inData && line === '.') {
        received++
        socket.destroy()
      }
    })
    assert.equal((await sendOver(context, accountAt(port).account)).kind, 'unknown')
    assert.equal(received, 1)
  })

  test('a server that dies before it was given the mail surely has nothing', async (context) => {
    const port = await bareServer(context, (socket, line) => {
      if (line.startsWith('RCPT')) socket.destroy()
    })
    assert.equal((await sendOver(context, accountAt(port).account)).kind, 'unavailable')
  })

  test('a server that falls silent before it was given the mail surely has nothing', async (context) => {
    const port = await bareServer(context, (_socket, line) => line.startsWith('MAIL'))
    assert.equal((await sendOver(context, accountAt(port).account)).kind, 'unavailable')
  })

  test('a closed carrier takes nothing more, and finishes what it has', async (context) => {
    const { account, mails } = await serve(context)
    const carrier = provider.open(account)
    const underWay = carrier.send(message)
    await underWay
    carrier.close()
    assert.equal((await carrier.send(message)).kind, 'unavailable')
    assert.equal(mails.length, 1)
  })
})

function refuseAfterData(code: number, text: string): Data {
  return (stream, _session, done) => {
    stream.resume()
    stream.on('end', () => done(said(code, text)))
  }
}

/** The least that a client takes for a mail server; `hook` says true to a line that is not to be answered. */
async function bareServer(
  context: TestContext,
  hook: (socket: Socket, line: string, inData: boolean) => unknown,
): Promise<number> {
  const server = createServer((socket) => {
    let inData = false
    let rest = ''
    socket.on('error', () => undefined)
    socket.write('220 bare\r\n')
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString()).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const unanswered = hook(socket, line, inData) === true || socket.destroyed
        if (inData && line === '.') inData = false
        else if (inData) continue
        if (unanswered) continue
        if (line === 'DATA') {
          inData = true
          socket.write('354 go on\r\n')
        } else socket.write('250 fine\r\n')
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => void server.close())
  return (server.address() as AddressInfo).port
}
