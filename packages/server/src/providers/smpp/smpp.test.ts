// Against an SMS centre whose protocol was written by others.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { setImmediate as turn } from 'node:timers/promises'

import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { gate } from '../../../../../test/support/recording-receiver.ts'
import { createTestCertificate } from '../../../../../test/support/recording-receiver-certificate.ts'
import { Smsc } from '../../../../../test/support/smsc.ts'
import { until } from '../../../../../test/support/until.ts'
import type {
  CarrierSink,
  HeardReport,
  LineFailure,
  OutgoingMessage,
  ReceivedMessage,
} from '../../domain/messages/port.ts'
import { systemClock } from '../../kernel/clock.ts'
import { createHostDialler } from '../../kernel/guarded-fetch/index.ts'
import { systemRandom } from '../../kernel/random.ts'
import { createResolver } from '../../kernel/resolve-host.ts'
import type { Settings } from './account.ts'
import { createSmpp } from './smpp.ts'

const dial = createHostDialler({ allowInsecure: true, resolve: createResolver(), clock: systemClock })

type Account = Parameters<ReturnType<typeof createSmpp>['open']>[0]

function accountFor(smsc: { port: number }, settings: Partial<Settings> = {}, password = 'secret08'): Account {
  return {
    channelId: 'chan_1',
    workspaceId: 'ws_1',
    settings: { host: '127.0.0.1', port: smsc.port, system_id: 'posthorn', source_addr: '+15005550006', ...settings },
    credentials: { password },
  }
}

/** What the line hears; each promise is kept when the test says so. */
class Heard implements CarrierSink {
  readonly reports: HeardReport[] = []
  readonly messages: ReceivedMessage[] = []
  readonly health: string[] = []
  failing = false

  async reported(reports: readonly HeardReport[]): Promise<void> {
    if (this.failing) throw new Error('the disk is full')
    this.reports.push(...reports)
  }

  async received(messages: readonly ReceivedMessage[]): Promise<void> {
    if (this.failing) throw new Error('the disk is full')
    this.messages.push(...messages)
  }

  async lost({ occurrences, message }: LineFailure): Promise<void> {
    this.health.push(`${occurrences}: ${message}`)
  }

  async found(): Promise<void> {
    this.health.push('found')
  }
}

function open(context: TestContext, smsc: { port: number }, settings: Partial<Settings> = {}) {
  const clock = new FakeClock()
  const provider = createSmpp({ dial, clock, random: systemRandom })
  const carrier = provider.open(accountFor(smsc, settings))
  context.after(() => carrier.close())
  return { clock, carrier, provider }
}

/** Lets time pass in steps, and the network do its work between them, until something has come about. */
async function passing<Result>(clock: FakeClock, result: Promise<Result>, step = 500): Promise<Result> {
  let settled = false
  void result.then(
    () => (settled = true),
    () => (settled = true),
  )
  for (let steps = 0; !settled; steps++) {
    if (steps > 4_000) throw new Error('nothing came about')
    await turn()
    await new Promise((resolve) => setTimeout(resolve, 1))
    if (steps % 4 === 3) await clock.advance(step)
  }
  return result
}

const message = (text = 'Hello', parts: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  id: 'sms_01KPJX4B2D4F6H8K0N2Q4S6V8X',
  workspaceId: 'ws_1',
  channelId: 'chan_1',
  to: '+5511999999999',
  attempt: 1,
  content: { kind: 'sms', text, senderId: null, encoding: 'GSM-7', callbackUrl: null },
  headers: {},
  ...parts,
})

describe('a check', () => {
  const checking = (smsc: { port: number }, password?: string) =>
    createSmpp({
      dial,
      clock: systemClock,
      random: systemRandom,
      timeouts: { connectMs: 150, answerMs: 150 },
    }).check(accountFor(smsc, {}, password))

  test('binds as a transmitter and says goodbye', async (context) => {
    const smsc = await Smsc.start(context)
    assert.deepEqual(await checking(smsc), { ok: true })
    assert.deepEqual(smsc.binds, [{ as: 'transmitter', systemId: 'posthorn' }])
    assert.deepEqual(smsc.seen, ['unbind'])
    await until('the connection to end', () => smsc.bound.length === 0)
  })

  test('says what is wrong: the password, the SMSC, its silence, the way to it', async (context) => {
    const smsc = await Smsc.start(context)
    const refused = await checking(smsc, 'wrong-one')
    assert.ok(!refused.ok)
    assert.equal(refused.code, 'credentials_refused')
    assert.doesNotMatch(refused.message, /wrong-one/)
    smsc.bindScript.push(0x05, 0x0d, 0x08, 'never')
    assert.deepEqual(await checking(smsc), { ok: true }, 'it is bound already')
    const failed = await checking(smsc)
    assert.ok(!failed.ok && failed.code === 'bind_refused' && /number of connections/.test(failed.message))
    assert.deepEqual(await checking(smsc), {
      ok: false,
      code: 'bind_refused',
      message: 'The SMSC answered the bind with 0x00000008.',
    })
    const silent = await checking(smsc)
    assert.equal(!silent.ok && silent.code, 'no_answer')
    await smsc.close()
    const away = await checking({ port: 1 })
    assert.equal(!away.ok && away.code, 'connection')
    const garbage = await hostile(context, (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const other = await checking(garbage)
    assert.ok(
      !other.ok && other.code === 'no_answer' && /does not speak SMPP/.test(other.message),
      JSON.stringify(other),
    )
  })

  test('over TLS believes no certificate that nobody vouches for', async (context) => {
    const { key, cert } = createTestCertificate(['127.0.0.1'])
    const smsc = await Smsc.start(context, { key, cert })
    const provider = createSmpp({ dial, clock: systemClock, random: systemRandom })
    const answer = await provider.check(accountFor(smsc, { tls: true }))
    assert.ok(!answer.ok && answer.code === 'no_answer' && /encrypted/.test(answer.message), JSON.stringify(answer))
    assert.equal(smsc.binds.length, 0)
    const trusted = getCACertificates('default')
    setDefaultCACertificates([...trusted, cert])
    context.after(() => setDefaultCACertificates(trusted))
    assert.deepEqual(await provider.check(accountFor(smsc, { tls: true })), { ok: true })
  })
})

/** A server that is no SMSC, or none any more. */
async function hostile(context: TestContext, welcome: (socket: Socket) => void) {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    welcome(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, sockets }
}

describe('a message', () => {
  test('goes with its sender and recipient, in the alphabet that it needs', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier } = open(context, smsc, { validity_seconds: 90_061 })
    const answer = await carrier.send(message('Olà {€} [ok] ~|\\^'))
    const parts = { total: 1, ids: ['1000'] }
    assert.deepEqual(answer, { kind: 'accepted', providerMessageId: '1000', segments: 1, parts })
    const [plain] = smsc.submits
    assert.equal(plain?.text, 'Olà {€} [ok] ~|\\^')
    assert.deepEqual(
      [
        'source_addr_ton',
        'source_addr_npi',
        'dest_addr_ton',
        'dest_addr_npi',
        'data_coding',
        'registered_delivery',
      ].map((name) => plain.pdu[name]),
      [1, 1, 1, 1, 0, 1],
    )
    assert.deepEqual([plain.from, plain.to], ['15005550006', '5511999999999'])
    await carrier.send(message('conexão 😀'))
    assert.deepEqual([smsc.submits[1]?.text, smsc.submits[1]?.pdu['data_coding']], ['conexão 😀', 8])
    const content = { kind: 'sms', text: 'Hi', senderId: 'My Shop', encoding: 'GSM-7', callbackUrl: null } as const
    await carrier.send(message('', { content }))
    assert.deepEqual([smsc.submits[2]?.from, smsc.submits[2]?.pdu['source_addr_ton']], ['My Shop', 5])
    assert.deepEqual(smsc.binds, [{ as: 'transmitter', systemId: 'posthorn' }])
  })

  test('is asked to be given up after its validity period', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier } = open(context, smsc, { validity_seconds: 90_061 })
    await carrier.send(message())
    // Relative: a day, an hour, a minute and a second. The package reads it as a date.
    const raw = smsc.submits[0]?.pdu['validity_period']
    assert.ok(raw instanceof Date || raw === '000001010101000R', String(raw))
  })

  for (const [concatenation, size, elements] of [
    ['udh', 153, [0, 3]],
    ['udh16', 152, [8, 4]],
  ] as const)
    test(`that is long goes in parts with a header: ${concatenation}`, async (context) => {
      const smsc = await Smsc.start(context)
      const { carrier } = open(context, smsc, { concatenation })
      const text = `${'a'.repeat(size - 1)}{${'b'.repeat(200)}`
      const answer = await carrier.send(message(text))
      assert.equal(answer.kind === 'accepted' && answer.segments, 3)
      assert.deepEqual(answer.kind === 'accepted' && answer.parts, { total: 3, ids: ['1000', '1001', '1002'] })
      // What counts twice does not straddle two parts.
      assert.deepEqual(
        smsc.submits.map((part) => part.text.length),
        [size - 1, size - 1, 200 - (size - 2)],
      )
      assert.equal(smsc.submits.map((part) => part.text).join(''), text)
      const references = smsc.submits.map(({ header }) => header[0]!.subarray(2, -2).toString('hex'))
      assert.equal(new Set(references).size, 1)
      smsc.submits.forEach(({ header, pdu }, index) => {
        assert.deepEqual([...header[0]!.subarray(0, 2)], elements)
        assert.deepEqual([...header[0]!.subarray(-2)], [3, index + 1])
        assert.equal((pdu['esm_class'] as number) & 0x40, 0x40)
      })
      await carrier.send(message(text))
      assert.notEqual(smsc.submits[3]!.header[0]!.subarray(2, -2).toString('hex'), references[0])
    })

  test('that is long goes with sar fields, or whole in a payload', async (context) => {
    const smsc = await Smsc.start(context)
    const text = '😀'.repeat(40)
    const sar = open(context, smsc, { concatenation: 'sar' })
    await sar.carrier.send(message(text))
    assert.deepEqual(
      smsc.submits.map(({ pdu }) => [pdu['sar_total_segments'], pdu['sar_segment_seqnum'], pdu['esm_class']]),
      [
        [2, 1, 0],
        [2, 2, 0],
      ],
    )
    assert.equal(smsc.submits[0]!.pdu['sar_msg_ref_num'], smsc.submits[1]!.pdu['sar_msg_ref_num'])
    assert.equal(smsc.submits.map((part) => part.text).join(''), text)
    const payload = open(context, smsc, { concatenation: 'payload' })
    const answer = await payload.carrier.send(message(text))
    assert.deepEqual(answer.kind === 'accepted' && answer.parts, { total: 1, ids: ['1002'] })
    assert.equal(smsc.submits[2]?.text, text)
  })

  test('to an SMSC that reads Latin-1 goes in it, or wide where it has not the characters', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier } = open(context, smsc, { default_alphabet: 'latin1' })
    await carrier.send(message('@é{'))
    await carrier.send(message('5 €'))
    const [latin, wide] = smsc.submits
    // 0x40, 0xE9 and 0x7B; the peer, which reads them as the GSM alphabet, sees other characters.
    assert.deepEqual([latin?.pdu['data_coding'], latin?.text], [0, '¡ ä'])
    assert.deepEqual([wide?.pdu['data_coding'], wide?.text], [8, '5 €'])
  })
})

describe('an answer', () => {
  for (const [status, expected] of [
    [0x0b, { kind: 'rejected', code: 'invalid_recipient' }],
    [0x0a, { kind: 'rejected', code: 'invalid_sender' }],
    [0x43, { kind: 'rejected', code: 'smpp_0043' }],
    [0x45, { kind: 'rejected', code: 'submit_failed' }],
    [0x407, { kind: 'rejected', code: 'smpp_0407' }],
    [0x401, { kind: 'unavailable' }],
    [0x402, { kind: 'rejected', code: 'opted_out' }],
    [0x08, { kind: 'unavailable' }],
    [0x04, { kind: 'unavailable' }],
    [0x58, { kind: 'throttled', retryAfterMs: 1_000 }],
    [0x14, { kind: 'throttled', retryAfterMs: 5_000 }],
  ] as const)
    test(`of 0x${status.toString(16)} is ${expected.kind}`, async (context) => {
      const smsc = await Smsc.start(context)
      const { carrier } = open(context, smsc, { temporary_statuses: [0x401], opted_out_statuses: [0x402] })
      smsc.script.push(status)
      const answer = await carrier.send(message())
      assert.deepEqual({ ...answer, ...expected }, answer)
    })

  test('that does not come in time, or never as the connection ends, leaves the message unknown', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc)
    smsc.script.push('never', 'hang-up')
    assert.equal((await passing(clock, carrier.send(message()))).kind, 'unknown')
    assert.equal((await passing(clock, carrier.send(message()))).kind, 'unknown')
    assert.equal((await passing(clock, carrier.send(message()))).kind, 'accepted')
    assert.equal(smsc.submits.length, 3)
  })

  test('of an SMSC that is away, or lets nobody in, means that it has nothing; it is left in peace', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc)
    smsc.bindScript.push(0x0d, 0x0d)
    assert.equal((await carrier.send(message())).kind, 'unavailable')
    assert.equal((await carrier.send(message())).kind, 'unavailable')
    assert.equal(smsc.binds.length, 1)
    await clock.advance(1_000)
    assert.equal((await carrier.send(message())).kind, 'unavailable')
    await clock.advance(1_000)
    assert.equal((await carrier.send(message())).kind, 'unavailable')
    assert.equal(smsc.binds.length, 2)
    await clock.advance(1_000)
    assert.equal((await carrier.send(message())).kind, 'accepted')
    await smsc.close()
    // What is written before the end is seen may have got there.
    const first = await passing(clock, carrier.send(message()))
    assert.ok(first.kind === 'unavailable' || first.kind === 'unknown')
    assert.equal((await passing(clock, carrier.send(message()))).kind, 'unavailable')
  })
})

describe('a long message', () => {
  const long = 'x'.repeat(400)

  test('of which no part was taken is tried again as a whole', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier } = open(context, smsc)
    smsc.script.push(0x58)
    assert.equal((await carrier.send(message(long))).kind, 'throttled')
    assert.equal(smsc.submits.length, 1)
  })

  test('goes on after a part that was refused for now, and none goes twice', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc)
    smsc.script.push(0, 0x58, 0x08, 0, 0)
    const answer = await passing(clock, carrier.send(message(long)))
    assert.deepEqual(answer.kind === 'accepted' && answer.parts?.ids, ['1000', '1003', '1004'])
  })

  test('goes on over the next connection when the one it was on ends between two parts', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc, { messages_per_second: 1 })
    const sending = carrier.send(message(long))
    await until('the first part to come', () => smsc.submits.length === 1)
    await until('the answer to have come', () => smsc.unanswered === 0)
    await turn()
    await smsc.hangUp()
    await until('the end to be seen', () => smsc.bound.length === 0)
    const answer = await passing(clock, sending)
    assert.deepEqual(answer.kind === 'accepted' && answer.parts?.ids, ['1000', '1001', '1002'])
    assert.equal(smsc.binds.length, 2)
    const numbers = smsc.submits.map(({ header }) => header[0]!.at(-1))
    assert.deepEqual(numbers, [1, 2, 3])
    assert.equal(new Set(smsc.submits.map(({ header }) => header[0]!.at(2))).size, 1)
  })

  test('whose second part is not answered is unknown, and says which parts the SMSC has', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc)
    smsc.script.push(0, 'hang-up')
    const answer = await passing(clock, carrier.send(message(long)))
    assert.ok(answer.kind === 'unknown')
    assert.deepEqual(answer.parts, { total: 3, ids: ['1000'] })
    assert.match(answer.detail, /^Part 2 of 3/)
    assert.equal(smsc.submits.length, 2)
  })

  test('whose second part is refused for good has failed', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc)
    smsc.script.push(0, 0x45)
    const answer = await passing(clock, carrier.send(message(long)))
    assert.ok(answer.kind === 'rejected')
    assert.deepEqual([answer.code, answer.parts], ['submit_failed', { total: 3, ids: ['1000'] }])
  })
})

describe('a line', () => {
  test('never has more messages unanswered than the window allows', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier } = open(context, smsc, { window_size: 3 })
    const held = Array.from({ length: 20 }, gate)
    smsc.script.push(...held.map(({ opened }) => ({ after: opened })))
    const answers = held.map(() => carrier.send(message()))
    for (const [index, { open: answer }] of held.entries()) {
      await until('the window to be full', () => smsc.submits.length >= Math.min(20, index + 3))
      await turn()
      assert.equal(smsc.submits.length, Math.min(20, index + 3))
      answer()
    }
    assert.ok((await Promise.all(answers)).every(({ kind }) => kind === 'accepted'))
    assert.equal(smsc.mostUnanswered, 3)
  })

  test('whose window stays full says so, and is given up when nothing is ever answered', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc, { window_size: 2 })
    smsc.script.push('never', 'never')
    const answers = [carrier.send(message()), carrier.send(message()), carrier.send(message())]
    const kinds = (await passing(clock, Promise.all(answers))).map(({ kind }) => kind)
    assert.deepEqual(kinds.slice(0, 2), ['unknown', 'unknown'])
    assert.ok(kinds[2] === 'throttled' || kinds[2] === 'accepted', kinds[2])
    assert.equal((await passing(clock, carrier.send(message()))).kind, 'accepted')
    assert.equal(smsc.binds.length, 2)
  })

  test('whose queue is long but moves refuses nothing, and one that closes gives back what it has not begun', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc, { messages_per_second: 1, window_size: 2 })
    const answers = Array.from({ length: 90 }, () => carrier.send(message()))
    const all = Promise.all(answers)
    await passing(
      clock,
      until('eighty to be sent', () => smsc.submits.length >= 80),
    )
    carrier.close()
    const kinds = (await passing(clock, all)).map(({ kind }) => kind)
    assert.equal(kinds.filter((kind) => kind === 'accepted').length, smsc.submits.length)
    assert.ok(smsc.submits.length < 90)
    assert.ok(kinds.slice(smsc.submits.length).every((kind) => kind === 'unavailable'))
  })

  test('keeps to its messages per second', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc, { messages_per_second: 4 })
    const answers = Promise.all(Array.from({ length: 9 }, () => carrier.send(message())))
    await until('the first message to come', () => smsc.submits.length === 1)
    for (let quarter = 1; quarter <= 8; quarter++) {
      await clock.advance(249)
      await turn()
      assert.equal(smsc.submits.length, quarter)
      await clock.advance(1)
      await until('the next message to come', () => smsc.submits.length === quarter + 1)
    }
    await answers
  })

  test('that listens is bound before anybody sends, and again after every loss', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc)
    carrier.listen?.(new Heard())
    await smsc.bindsOf(1)
    for (let loss = 1; loss <= 3; loss++) {
      await clock.advance(10_000)
      await smsc.hangUp()
      await passing(
        clock,
        until('the next bind', () => smsc.binds.length === loss + 1 && smsc.bound.length === 1),
      )
    }
    assert.equal((await carrier.send(message())).kind, 'accepted')
    assert.ok(smsc.binds.every(({ as }) => as === 'transceiver'))
    carrier.close()
    await until('the goodbye', () => smsc.seen.includes('unbind') && smsc.bound.length === 0)
    await clock.advance(600_000)
    assert.equal(smsc.binds.length, 4)
  })

  test('is not bound again and again to an SMSC that throws it out', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc)
    carrier.listen?.(new Heard())
    const waits: number[] = []
    for (let time = 1; time <= 5; time++) {
      await smsc.bindsOf(1)
      assert.equal(smsc.binds.length, time)
      await smsc.hangUp()
      let waited = 0
      while (smsc.binds.length === time) {
        await clock.advance(500)
        waited += 500
        await new Promise((resolve) => setTimeout(resolve, 4))
      }
      waits.push(waited)
    }
    assert.ok(waits[0]! >= 1_000 && waits[4]! >= 16_000, waits.join())
  })

  test('has one connection for each direction where that is asked for', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier } = open(context, smsc, { bind: 'transmitter_receiver' })
    carrier.listen?.(new Heard())
    await until('the receiver', () => smsc.bound.length === 1)
    assert.equal((await carrier.send(message())).kind, 'accepted')
    assert.deepEqual(
      smsc.binds.map(({ as }) => as),
      ['receiver', 'transmitter'],
    )
  })

  test('that sent before it listened finishes what is under way, and then is a transceiver', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier } = open(context, smsc)
    const held = gate()
    smsc.script.push({ after: held.opened })
    const sending = carrier.send(message())
    await until('the message', () => smsc.submits.length === 1)
    carrier.listen?.(new Heard())
    await until('the transceiver', () => smsc.receiver !== undefined)
    held.open()
    assert.equal((await sending).kind, 'accepted')
    await until('the goodbye of the first', () => smsc.bound.length === 1)
    await carrier.send(message())
    assert.deepEqual(
      smsc.binds.map(({ as }) => as),
      ['transmitter', 'transceiver'],
    )
  })

  test('that is closed takes no more, and ends what it has begun', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier } = open(context, smsc)
    const held = gate()
    smsc.script.push({ after: held.opened })
    const sending = carrier.send(message('x'.repeat(300)))
    await until('the first part', () => smsc.submits.length === 1)
    carrier.close()
    assert.equal((await carrier.send(message())).kind, 'unavailable')
    held.open()
    assert.equal((await sending).kind, 'accepted')
    assert.equal(smsc.submits.length, 2)
    await until('the goodbye', () => smsc.bound.length === 0)
  })

  test('asks a silent SMSC whether it is there, and leaves one that does not answer', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc, { enquire_link_seconds: 20 })
    carrier.listen?.(new Heard())
    await smsc.bindsOf(1)
    await clock.advance(20_000)
    await until('the question', () => smsc.seen.filter((command) => command === 'enquire_link').length === 1)
    await turn()
    // Half open: the peer's machine is gone, and nothing tells.
    smsc.mute = true
    const sending = carrier.send(message())
    await until('the message', () => smsc.submits.length === 1)
    const answer = await passing(clock, sending)
    assert.equal(answer.kind, 'unknown')
    smsc.mute = false
    await passing(
      clock,
      until('the next bind', () => smsc.binds.length >= 2 && smsc.bound.length === 1),
    )
    assert.equal((await passing(clock, carrier.send(message()))).kind, 'accepted')
  })

  test('that listens and cannot bind says so from the third time on, and when it is back for good', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc)
    const heard = new Heard()
    smsc.bindScript.push(0x0d, 0x0d, 0x0d, 0x0d)
    carrier.listen?.(heard)
    const told = (count: number) =>
      passing(
        clock,
        until('the news', () => heard.health.length >= count),
      )
    await told(2)
    assert.match(heard.health[0]!, /^3: /)
    assert.match(heard.health[1]!, /^4: /)
    assert.ok(heard.health.every((line) => !line.includes('secret08')))
    await told(3)
    assert.equal(heard.health[2], 'found')
    assert.equal(smsc.binds.length, 5)
    // A line that drops once, and is there again, was never gone.
    await smsc.hangUp()
    await told(4)
    assert.deepEqual(heard.health.slice(2), ['found', 'found'])
  })

  test('answers enquire_link and unbind, and refuses what it does not know', async (context) => {
    const smsc = await Smsc.start(context)
    const { carrier, clock } = open(context, smsc)
    carrier.listen?.(new Heard())
    await smsc.bindsOf(1)
    const [session] = smsc.bound
    await new Promise((resolve) => session!.enquire_link(resolve))
    // query_sm is none of a client's business.
    const query = Buffer.from('00000010000000030000000000000009', 'hex')
    session!.socket.write(query)
    await until('the refusal', () => smsc.seen.includes('generic_nack'))
    await clock.advance(10_000)
    await new Promise((resolve) => session!.unbind(resolve))
    await passing(
      clock,
      until('the next bind', () => smsc.binds.length === 2),
    )
  })

  for (const [what, garbage] of [
    ['a length that no PDU has', 'ffffffff0000001500000000000000010000'],
    ['a length shorter than a header', '0000000f000000150000000000000001'],
  ] as const)
    test(`closes the connection on ${what}, and keeps nothing of it`, async (context) => {
      const smsc = await Smsc.start(context)
      const { carrier, clock } = open(context, smsc)
      carrier.listen?.(new Heard())
      await smsc.bindsOf(1)
      await clock.advance(10_000)
      const ended = once(smsc.bound[0]!.socket, 'close')
      smsc.bound[0]!.socket.write(Buffer.from(garbage, 'hex'))
      await ended
      await passing(
        clock,
        until('the next bind', () => smsc.bound.length === 1),
      )
      assert.equal((await carrier.send(message())).kind, 'accepted')
    })
})

describe('what an SMSC delivers', () => {
  async function listening(context: TestContext, settings: Partial<Settings> = {}) {
    const smsc = await Smsc.start(context)
    const opened = open(context, smsc, settings)
    const heard = new Heard()
    opened.carrier.listen?.(heard)
    await smsc.bindsOf(1)
    return { smsc, heard, ...opened }
  }

  test('is acknowledged once it is on disk; otherwise it is asked to send again', async (context) => {
    const { smsc, heard } = await listening(context)
    const fields = {
      source_addr: '5511988887777',
      source_addr_ton: 1,
      destination_addr: '15005550006',
      short_message: 'Hi',
    }
    heard.failing = true
    assert.equal(await smsc.deliver(fields), 0x64)
    assert.equal(heard.messages.length, 0)
    heard.failing = false
    assert.equal(await smsc.deliver(fields), 0)
    assert.equal(heard.messages.length, 1)
    assert.equal(heard.messages[0]!.from, '+5511988887777')
  })

  test('again, since it did not hear our answer, has its old name; said twice, it is two messages', async (context) => {
    const { smsc, heard, clock } = await listening(context)
    const fields = { source_addr: '5511988887777', source_addr_ton: 1, destination_addr: '1500', short_message: 'yes' }
    await smsc.deliver(fields)
    await smsc.deliver(fields)
    await clock.advance(10_000)
    await smsc.hangUp()
    await passing(
      clock,
      until('the next bind', () => smsc.receiver !== undefined),
    )
    await smsc.deliver(fields)
    const names = heard.messages.map(({ providerMessageId }) => providerMessageId)
    assert.equal(names.length, 3)
    assert.notEqual(names[0], names[1])
    assert.equal(names[2], names[1])
  })

  test('is read in its alphabet: GSM with extensions, Latin-1, ASCII, UCS-2, payload, data_sm', async (context) => {
    const { smsc, heard } = await listening(context)
    const from = { source_addr: '5511988887777', source_addr_ton: 1, destination_addr: '15005550006' }
    const ucs2 = Buffer.from('conexão 😀', 'utf16le').swap16()
    for (const fields of [
      { ...from, data_coding: 0, short_message: Buffer.from([0x00, 0x1b, 0x65, 0x1b, 0x28, 0x7f]) },
      { ...from, data_coding: 3, short_message: Buffer.from('café', 'latin1') },
      { ...from, data_coding: 1, short_message: Buffer.from('plain') },
      { ...from, data_coding: 8, short_message: ucs2 },
      { ...from, data_coding: 8, short_message: '', message_payload: ucs2 },
    ])
      assert.equal(await smsc.deliver(fields), 0)
    assert.equal(await smsc.deliver({ ...from, data_coding: 8, message_payload: ucs2 }, 'data_sm'), 0)
    assert.deepEqual(
      heard.messages.map(({ content }) => content.kind === 'sms' && content.text),
      ['@€{à', 'café', 'plain', 'conexão 😀', 'conexão 😀', 'conexão 😀'],
    )
  })

  test('in parts says which part of what it is', async (context) => {
    const { smsc, heard } = await listening(context)
    const from = { source_addr: '5511988887777', source_addr_ton: 1, destination_addr: '1500', esm_class: 0x40 }
    const udh = (bytes: number[]) => ({ udh: Buffer.from([bytes.length, ...bytes]), message: Buffer.from('Hi') })
    await smsc.deliver({ ...from, short_message: udh([0, 3, 7, 2, 1]) })
    await smsc.deliver({ ...from, short_message: udh([4, 1, 0, 8, 4, 1, 7, 3, 2]) })
    await smsc.deliver({
      ...from,
      esm_class: 0,
      sar_msg_ref_num: 9,
      sar_total_segments: 2,
      sar_segment_seqnum: 2,
      short_message: 'Hi',
    })
    // A part of nothing is a whole.
    await smsc.deliver({ ...from, short_message: udh([0, 3, 7, 2, 3]) })
    assert.deepEqual(
      heard.messages.map(({ part }) => part),
      [
        { reference: '5511988887777 1500 8 7', total: 2, number: 1 },
        { reference: '5511988887777 1500 16 263', total: 3, number: 2 },
        { reference: '5511988887777 1500 sar 9', total: 2, number: 2 },
        undefined,
      ],
    )
    assert.ok(heard.messages.every(({ content }) => content.kind === 'sms' && content.text === 'Hi'))
  })

  test('is a receipt by its class or its TLV, and read from the TLVs before the text', async (context) => {
    const { smsc, heard, carrier } = await listening(context, { opted_out_statuses: [11] })
    await carrier.send(message())
    await smsc.deliver(smsc.receipt(0, 'DELIVRD'))
    await smsc.deliver(smsc.receipt(0, 'UNDELIV', { message_state: 3, receipted_message_id: '00AF', esm_class: 0 }))
    await smsc.deliver(smsc.receipt(0, 'REJECTD'))
    await smsc.deliver(smsc.receipt(0, 'ENROUTE'))
    await smsc.deliver(smsc.receipt(0, 'UNKNOWN'))
    await smsc.deliver(smsc.receipt(0, 'DELIVRD', { short_message: 'nothing that anybody could read' }))
    // Somebody may write what looks like a receipt.
    await smsc.deliver(smsc.receipt(0, 'DELIVRD', { esm_class: 0 }))
    const numbers = ['5511999999999', '15005550006']
    const part = { channelId: 'chan_1', ids: ['1000', '3e8', '4096'], numbers }
    const told = { messageId: null, providerMessageId: '1000', part, occurredAt: null }
    const failed = (code: string, said: string) => ({ status: 'failed', code, message: `The carrier reports ${said}.` })
    assert.deepEqual(heard.reports, [
      { ...told, change: { status: 'delivered' } },
      {
        ...told,
        providerMessageId: '00AF',
        part: { ...part, ids: ['af', '175'] },
        change: failed('opted_out', 'EXPIRED, error 11'),
      },
      { ...told, change: failed('opted_out', 'REJECTD, error 11') },
      { ...told, change: { status: 'sent' } },
    ])
    assert.equal(heard.messages.length, 1)
  })

  test('cannot be read is refused for good, and the line goes on', async (context) => {
    const { smsc, heard } = await listening(context)
    const answers: number[] = []
    smsc.receiver!.on('deliver_sm_resp', ({ command_status: status }: { command_status: number }) =>
      answers.push(status),
    )
    // A deliver_sm that ends within its first address.
    smsc.receiver!.socket.write(Buffer.from('000000130000000500000000000000630001', 'hex').subarray(0, 18))
    smsc.receiver!.socket.write(Buffer.from('01', 'hex'))
    await until('the refusal', () => answers.length === 1)
    assert.deepEqual(answers, [0x65])
    assert.equal(await smsc.deliver({ source_addr: '551', destination_addr: '1', short_message: 'Hi' }), 0)
    assert.equal(heard.messages.length, 1)
  })
})
