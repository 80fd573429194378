import assert from 'node:assert/strict'
import { test } from 'node:test'

import { FakeClock } from '../../../../../../test/support/fake-clock.ts'
import type { OutgoingMessage } from '../../../domain/messages/port.ts'
import type { WhatsAppContent } from '../../../domain/messages/content.ts'
import type { Phone } from '../../../domain/sessions/port.ts'
import { silentLog } from '../../../kernel/log.ts'
import { systemRandom } from '../../../kernel/random.ts'
import { boom, FakeAuth, FakeLibrary, type FakeSocket, HeardSink } from './baileys-fixture.ts'
import { createBaileysPhones, type FetchMedia } from './index.ts'
import { type Spacing, usualSpacing } from './pace.ts'
import type { MessageBody, WebMessage } from './library.ts'

const place = { channelId: 'chan_1', workspaceId: 'ws_1' }
const PHONE = '+5511988887777'

const fetchMedia: FetchMedia = async (url) => {
  if (url.endsWith('/gone')) return { problem: 'HTTP 404', forGood: true }
  if (url.endsWith('/later')) return { problem: 'HTTP 503', forGood: false }
  return { body: Buffer.from('bytes'), mimeType: 'image/png' }
}

async function begin(auth = new FakeAuth(), spacing: Spacing = { leastMs: 0, mostMs: 0 }) {
  const library = new FakeLibrary()
  const clock = new FakeClock()
  const sink = new HeardSink()
  const driver = createBaileysPhones({
    clock,
    log: silentLog,
    fetchMedia,
    load: library.load,
    random: systemRandom,
    spacing,
  })
  const phone = await driver.start(place, auth, sink)
  return { library, clock, sink, auth, phone, driver }
}

/** Scanned and open. */
async function connected(spacing?: Spacing) {
  const session = await begin(new FakeAuth(), spacing)
  session.library.last.says('connection.update', { qr: 'one' })
  session.library.last.scanned()
  await session.clock.advance(0)
  session.library.last.opens()
  return { ...session, socket: session.library.last }
}

const letHappen = () => new Promise((resolve) => setImmediate(resolve))

test('codes are shown for as long as the library shows them, then the session has expired', async () => {
  const { library, sink } = await begin()
  for (const qr of ['one', 'two', 'three']) library.last.says('connection.update', { qr })
  library.last.closes(boom(408, 'QR refs attempts ended'))
  assert.deepEqual(sink.heard, [
    'qr one 60',
    'qr two 20',
    'qr three 20',
    'disconnected qr_expired: QR refs attempts ended (408)',
  ])
})

test('a scanned code leads to a link that is kept, and to a new connection without a word', async () => {
  const { library, sink, auth, clock, driver } = await begin()
  library.last.says('connection.update', { qr: 'one' })
  library.last.scanned()
  await clock.advance(0)
  assert.equal(library.sockets.length, 2)
  assert.match(auth.kept.get('creds') ?? '', /5511988887777/)
  library.last.opens()
  assert.deepEqual(sink.heard, ['qr one 60', `connected ${PHONE}`])

  const next = new HeardSink()
  await driver.start(place, auth, next)
  const { creds } = library.last.auth
  assert.deepEqual(creds.me, { id: '5511988887777:3@s.whatsapp.net' })
  assert.deepEqual(creds['noiseKey'], Buffer.from('a secret'), 'bytes come back as bytes')
})

test('keys are kept one by one, removed, and revived', async () => {
  const { library, auth } = await begin()
  const { keys } = library.last.auth
  await keys.set({
    'pre-key': { 1: { private: Buffer.from('p') }, 2: { private: Buffer.from('q') } },
    'app-state-sync-key': { AAA: { fingerprint: 1 } },
  })
  await keys.set({ 'pre-key': { 1: null } })
  assert.deepEqual([...auth.kept.keys()].sort(), ['app-state-sync-key/AAA', 'pre-key/2'])
  assert.deepEqual(await keys.get('pre-key', ['1', '2']), { 2: { private: Buffer.from('q') } })
  assert.deepEqual(await keys.get('app-state-sync-key', ['AAA']), { AAA: { made: { fingerprint: 1 } } })
  const many = Array.from({ length: 500 }, (_, index) => String(index))
  assert.equal(Object.keys(await keys.get('pre-key', many)).length, 1)
})

for (const [code, reason] of [
  [401, 'logged_out'],
  [402, 'banned'],
  [403, 'banned'],
  [405, 'session_error'],
  [406, 'logged_out'],
  [408, 'connection_lost'],
  [409, 'session_error'],
  [411, 'link_broken'],
  [428, 'connection_lost'],
  [440, 'replaced'],
  [500, 'session_error'],
  [503, 'service_unavailable'],
  [599, 'connection_lost'],
] as const) {
  test(`an open connection that ends with ${code} is ${reason}`, async () => {
    const { socket, sink } = await connected()
    socket.closes(boom(code, 'Stream Errored'))
    assert.match(sink.heard.at(-1) ?? '', new RegExp(`^disconnected ${reason}: Stream Errored \\(${code}\\)`))
    const heard = sink.heard.length
    socket.opens()
    socket.closes(boom(401))
    assert.equal(sink.heard.length, heard, 'what is over says no more')
  })
}

test('an end without a reason is a lost connection', async () => {
  for (const error of [undefined, new Error('socket hang up'), 'nonsense']) {
    const { socket, sink } = await connected()
    socket.closes(error)
    assert.match(sink.heard.at(-1) ?? '', /^disconnected connection_lost/)
  }
})

test('restarts that lead nowhere come to an end', async () => {
  const { library, sink, clock } = await begin()
  for (let restart = 0; restart < 6; restart++) {
    library.last.closes(boom(515))
    await clock.advance(0)
  }
  assert.equal(library.sockets.length, 6)
  assert.match(sink.heard.join(), /^disconnected session_error: WhatsApp asked for 5 restarts/)
})

test('a link whose keys cannot be kept is not said to be one', async () => {
  const { library, sink, auth, clock } = await begin()
  auth.isGone = true
  library.last.says('creds.update', { me: { id: '5511988887777@s.whatsapp.net' } })
  await clock.advance(0)
  assert.match(sink.heard.join(), /disconnected session_error: The keys could not be kept/)
  assert.ok(library.last.ended)
})

test('everything that is received is a sign of life, until it is stopped', async () => {
  const { socket, sink, phone } = await connected()
  const lives = sink.lives
  socket.frame()
  socket.frame()
  assert.equal(sink.lives, lives + 2)
  await phone.stop()
  socket.frame()
  socket.closes(boom(428))
  assert.equal(sink.lives, lives + 2)
  assert.equal(sink.heard.at(-1), `connected ${PHONE}`)
  assert.ok(socket.ended && !socket.loggedOut)
})

test('a logout removes the link on the other side, and does not wait for ever', async () => {
  const { socket, phone } = await connected()
  await phone.logout()
  assert.ok(socket.loggedOut && socket.ended)
  const stuck = await connected()
  stuck.socket.logout = () => new Promise(() => undefined)
  const done = stuck.phone.logout()
  await stuck.clock.advance(5_000)
  await done
  assert.ok(stuck.socket.ended)
})

test('the library logs nothing, and is asked for no history', async () => {
  const { library } = await begin()
  const { config } = library.last
  const logger = config['logger'] as { child(): { info(): void } }
  logger.child().info()
  assert.equal((config['shouldSyncHistoryMessage'] as () => boolean)(), false)
  assert.equal(config['markOnlineOnConnect'], false)
})

function message(content: Partial<WhatsAppContent>, id = 'msg_1'): OutgoingMessage {
  const said: WhatsAppContent = { kind: 'whatsapp', type: 'text', text: 'Hello', payload: null, ...content }
  return { id, ...place, to: '+5511999999999', content: said, headers: {}, attempt: 1 }
}

const media = { link: 'https://example.com/a/file.pdf' }

for (const [content, expected] of [
  [{}, { text: 'Hello' }],
  [
    { type: 'image', text: 'Look', payload: media },
    { image: Buffer.from('bytes'), caption: 'Look', mimetype: 'image/png' },
  ],
  [
    { type: 'video', text: null, payload: media },
    { video: Buffer.from('bytes'), mimetype: 'image/png' },
  ],
  [
    { type: 'audio', text: null, payload: media },
    { audio: Buffer.from('bytes'), mimetype: 'image/png' },
  ],
  [
    { type: 'document', text: null, payload: media },
    { document: Buffer.from('bytes'), mimetype: 'image/png', fileName: 'file.pdf' },
  ],
  [
    { type: 'location', text: null, payload: { latitude: 1.5, longitude: -2, name: 'Shop' } },
    { location: { degreesLatitude: 1.5, degreesLongitude: -2, name: 'Shop' } },
  ],
] as const) {
  test(`a message of type ${'type' in content ? content.type : 'text'} goes out as the library takes it`, async () => {
    const { socket, phone } = await connected()
    const answer = await phone.send(message(content))
    assert.equal(answer.kind, 'accepted')
    assert.deepEqual(socket.sent[0]?.content, expected)
    assert.equal(socket.sent[0]?.jid, '5511999999999@s.whatsapp.net')
  })
}

test('a contact goes out as a card that cannot be broken out of', async () => {
  const { socket, phone } = await connected()
  const payload = { name: 'Jo; Smith\nTEL:666', phone: '+55 11 97777-7777' }
  await phone.send(message({ type: 'contact', text: null, payload }))
  const { contacts } = socket.sent[0]?.content as { contacts: { contacts: { vcard: string }[] } }
  const lines = contacts.contacts[0]?.vcard.split('\n')
  assert.deepEqual(lines?.slice(2, 4), [
    'FN:Jo\\; Smith TEL:666',
    'TEL;type=CELL;type=VOICE;waid=5511977777777:+5511977777777',
  ])
})

test('what cannot be sent is refused, and what cannot be had now waits', async () => {
  const { socket, phone } = await connected()
  const answers = [
    await phone.send(message({ type: 'template', payload: { name: 'hello' } })),
    await phone.send(message({ type: 'image', payload: { link: 'https://example.com/gone' } })),
    await phone.send(message({ type: 'image', payload: { link: 'https://example.com/later' } })),
  ]
  assert.deepEqual(
    answers.map((answer) => [answer.kind, 'code' in answer ? answer.code : null]),
    [
      ['rejected', 'unsupported_type'],
      ['rejected', 'media_unavailable'],
      ['unavailable', null],
    ],
  )
  assert.equal(socket.sent.length, 0)
})

test('a number is sent to under the name that WhatsApp has for it, asked for once', async () => {
  const { socket, phone } = await connected()
  let asked = 0
  socket.onWhatsApp = async () => {
    asked++
    return [{ jid: '551199999999@s.whatsapp.net', exists: true }]
  }
  await phone.send(message({}, 'msg_1'))
  await phone.send(message({}, 'msg_2'))
  assert.equal(asked, 1)
  assert.ok(socket.sent.every(({ jid }) => jid === '551199999999@s.whatsapp.net'))
  const other = await connected()
  other.socket.onWhatsApp = async () => []
  assert.deepEqual(await other.phone.send(message({})), {
    kind: 'rejected',
    code: 'not_on_whatsapp',
    message: 'The number is not on WhatsApp.',
  })
  other.socket.onWhatsApp = async () => Promise.reject(boom(408))
  assert.equal((await other.phone.send(message({}))).kind, 'unavailable')
  other.socket.onWhatsApp = async () => undefined
  assert.equal((await other.phone.send(message({}))).kind, 'accepted')
})

/** Sends while WhatsApp does what `then` says. */
async function sent(then: (socket: FakeSocket, id: string, clock: FakeClock) => unknown) {
  const { socket, phone, clock, sink } = await connected()
  socket.handedOver = () => Promise.resolve({ key: {}, message: {} })
  const answer = phone.send(message({}))
  await letHappen()
  await letHappen()
  const id = socket.sent[0]?.id ?? ''
  await then(socket, id, clock)
  return { answer: await answer, id, sink, socket }
}

test('a message is sent when WhatsApp says that it has it', async () => {
  const acked = await sent((socket, id) => socket.ack(id))
  assert.deepEqual(acked.answer, { kind: 'accepted', providerMessageId: acked.id })
  const delivered = await sent((socket, id) =>
    socket.says('messages.update', [
      { key: { id, fromMe: true, remoteJid: 'a@s.whatsapp.net' }, update: { status: 3 } },
    ]),
  )
  assert.equal(delivered.answer.kind, 'accepted')
  const refused = await sent((socket, id) => socket.ack(id, '463'))
  assert.deepEqual([refused.answer.kind, 'code' in refused.answer && refused.answer.code], ['rejected', 'whatsapp_463'])
  const slower = await sent((socket, id) => socket.ack(id, '429'))
  assert.equal(slower.answer.kind, 'throttled')
})

test('what nobody said about a message is not known', async () => {
  const silent = await sent((_, __, clock) => clock.advance(15_000))
  assert.equal(silent.answer.kind, 'unknown')
  const cut = await sent((socket) => socket.closes(boom(428)))
  assert.equal(cut.answer.kind, 'unknown')
  const { socket, phone, clock } = await connected()
  socket.handedOver = () => new Promise(() => undefined)
  const answer = phone.send(message({}))
  await letHappen()
  await letHappen()
  await clock.advance(60_000)
  assert.equal((await answer).kind, 'unknown')
  socket.handedOver = () => Promise.reject(new Error('crypto failed'))
  assert.equal((await phone.send(message({}, 'msg_2'))).kind, 'unknown')
  socket.handedOver = () => Promise.reject(boom(428, 'Connection Closed'))
  assert.equal((await phone.send(message({}, 'msg_3'))).kind, 'unavailable', 'nothing was written')
})

test('without a connection nothing is sent', async () => {
  const { socket, phone } = await connected()
  socket.closes(boom(428))
  assert.equal((await phone.send(message({}))).kind, 'unavailable')
  const fresh = await begin()
  assert.equal((await fresh.phone.send(message({}))).kind, 'unavailable')
})

test('receipts are reports of the message, under our id where this process sent it', async () => {
  const { socket, phone, sink } = await connected()
  await phone.send(message({}))
  const id = socket.sent[0]?.id ?? ''
  const key = { id, fromMe: true, remoteJid: '5511999999999@s.whatsapp.net' }
  socket.says('messages.update', [
    { key, update: { status: 1 } },
    { key, update: { status: 2 } },
    { key, update: { status: 3 } },
    { key, update: { status: 4 } },
    { key: { ...key, id: 'another' }, update: { status: 5 } },
    { key: { ...key, fromMe: false }, update: { status: 4 } },
    { key, update: {} },
  ])
  assert.deepEqual(
    sink.reports.map(({ messageId, providerMessageId, change }) => [messageId, providerMessageId, change.status]),
    [
      ['msg_1', id, 'sent'],
      ['msg_1', id, 'delivered'],
      ['msg_1', id, 'read'],
      [null, 'another', 'read'],
    ],
  )
  const getMessage = socket.config['getMessage'] as (key: object) => Promise<unknown>
  assert.deepEqual(await getMessage({ id }), { conversation: 'as it was sealed' }, 'a phone may ask for it again')
  assert.equal(await getMessage({ id: 'another' }), undefined)
})

function heard(body: MessageBody | null, key: Partial<WebMessage['key']> = {}): WebMessage {
  return {
    key: { id: 'theirs', remoteJid: '5511999999999@s.whatsapp.net', fromMe: false, ...key },
    message: body,
    pushName: 'Maria',
    messageTimestamp: { toNumber: () => 1_776_609_000 },
  }
}

async function receive(phone: { socket: FakeSocket; sink: HeardSink }, ...messages: WebMessage[]) {
  phone.socket.says('messages.upsert', { messages, type: 'append' })
  await letHappen()
  await letHappen()
  return phone.sink.messages.splice(0)
}

for (const [body, content] of [
  [{ conversation: 'Hello' }, { type: 'text', text: 'Hello', payload: null }],
  [{ extendedTextMessage: { text: 'A link' } }, { type: 'text', text: 'A link', payload: null }],
  [
    { imageMessage: { mimetype: 'image/jpeg', caption: 'Look', fileLength: { toNumber: () => 12 } } },
    { type: 'image', text: 'Look', payload: { mime_type: 'image/jpeg', size_bytes: 12 } },
  ],
  [
    { audioMessage: { mimetype: 'audio/ogg', ptt: true, seconds: 3 } },
    { type: 'audio', text: null, payload: { mime_type: 'audio/ogg', seconds: 3, voice: true } },
  ],
  [
    { documentWithCaptionMessage: { message: { documentMessage: { fileName: 'a.pdf', caption: 'The bill' } } } },
    { type: 'document', text: 'The bill', payload: { filename: 'a.pdf' } },
  ],
  [
    { stickerMessage: { mimetype: 'image/webp' } },
    { type: 'sticker', text: null, payload: { mime_type: 'image/webp' } },
  ],
  [
    { viewOnceMessageV2: { message: { ephemeralMessage: { message: { videoMessage: { seconds: 9 } } } } } },
    { type: 'video', text: null, payload: { seconds: 9 } },
  ],
  [
    { locationMessage: { degreesLatitude: -23.5, degreesLongitude: -46.6, name: 'Home' } },
    { type: 'location', text: null, payload: { latitude: -23.5, longitude: -46.6, name: 'Home' } },
  ],
  [
    {
      contactMessage: { displayName: 'Jo', vcard: 'BEGIN:VCARD\nTEL;waid=5511977777777:+55 11 97777-7777\nEND:VCARD' },
    },
    { type: 'contact', text: null, payload: { name: 'Jo', phone: '+5511977777777' } },
  ],
  [
    { contactsArrayMessage: { contacts: [{ displayName: 'Jo', vcard: 'TEL:+1 500 555' }, { displayName: 'Al' }] } },
    {
      type: 'contact',
      text: null,
      payload: { name: 'Jo', phone: '+1500555', contacts: [{ name: 'Jo', phone: '+1500555' }, { name: 'Al' }] },
    },
  ],
  [{ buttonsResponseMessage: { selectedDisplayText: 'Yes' } }, { type: 'text', text: 'Yes', payload: null }],
] as const) {
  test(`${Object.keys(body).join()} comes in as ${content.type}`, async () => {
    const [received] = await receive(await connected(), heard(body))
    assert.deepEqual(received, {
      providerMessageId: 'theirs',
      from: '+5511999999999',
      senderName: 'Maria',
      content: { kind: 'whatsapp', ...content },
      occurredAt: 1_776_609_000_000,
    })
  })
}

test('only what persons say to us comes in, under their number where it can be known', async () => {
  const session = await connected()
  const body = { conversation: 'Hello' }
  const none = await receive(
    session,
    heard(body, { fromMe: true }),
    heard(body, { remoteJid: '12036304@g.us' }),
    heard(body, { remoteJid: 'status@broadcast' }),
    heard(body, { remoteJid: '1203@newsletter' }),
    heard(body, { id: null }),
    heard(null),
    heard({ reactionMessage: { text: '👍' } }),
    heard({ protocolMessage: { type: 0 } }),
  )
  assert.deepEqual(none, [])
  const [named, mapped, hidden] = await receive(
    session,
    heard(body, { remoteJid: '99@lid', remoteJidAlt: '5511966666666:0@s.whatsapp.net' }),
    heard(body, { remoteJid: '77@lid' }),
    heard(body, { remoteJid: '88@lid' }),
  )
  assert.deepEqual([named?.from, mapped?.from, hidden?.from], ['+5511966666666', '+5511977777777', '88@lid'])
})

test('without the package there is a sentence that says what to do, and what it means', async () => {
  const rest = { clock: new FakeClock(), log: silentLog, random: systemRandom, fetchMedia }
  const problem = await createBaileysPhones(rest).problem()
  assert.match(problem ?? '', /npm install baileys.*MIT.*libsignal.*GPL-3\.0.*terms.*banned/s)
  const load = () => Promise.reject(new Error('it is broken'))
  assert.match((await createBaileysPhones({ ...rest, load }).problem()) ?? '', /cannot be used: it is broken/)
  const { driver } = await begin()
  assert.equal(await driver.problem(), null)
})

test('the same message has the same id at WhatsApp whenever it is sent', async () => {
  const ids: (string | undefined)[] = []
  for (let time = 0; time < 2; time++) {
    const { socket, phone }: { socket: FakeSocket; phone: Phone } = await connected()
    await phone.send(message({}))
    ids.push(socket.sent[0]?.id)
  }
  assert.equal(ids[0], ids[1])
  assert.match(ids[0] ?? '', /^3EB0[0-9A-F]{18}$/)
})

test('messages go out one to three seconds apart, and those that would wait long wait elsewhere', async () => {
  const { socket, phone, clock } = await connected(usualSpacing)
  const times: number[] = []
  const { handedOver } = socket
  socket.handedOver = (given) => {
    times.push(clock.now())
    return handedOver(given)
  }
  const answers = Array.from({ length: 60 }, (_, index) => phone.send(message({}, `msg_${index}`)))
  for (let second = 0; second < 400; second++) await clock.advance(100)
  const kinds = (await Promise.all(answers)).map(({ kind }) => kind)
  assert.ok(kinds.includes('throttled') && times.length >= 11 && times.length <= 32)
  assert.equal(kinds.filter((kind) => kind === 'accepted').length, times.length)
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  assert.ok(
    gaps.every((gap) => gap >= 1_000 && gap <= 3_000),
    gaps.join(),
  )
  assert.ok(new Set(gaps).size > 1)
})
