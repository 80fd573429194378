import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { events } from '@posthorn/contract'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'

import { eachDatabase, type OpenedDatabase } from '../../../../../test/support/each-database.ts'
import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { createJobs, Engine } from '../../engine/index.ts'
import { silentLog } from '../../kernel/log.ts'
import { createNewId } from '../../kernel/new-id.ts'
import { systemRandom } from '../../kernel/random.ts'
import { migrate, openStore } from '../../store/index.ts'
import { setUpWorkspace } from '../access/index.ts'
import { findOrMakeChannels } from '../channels/index.ts'
import { createRecordEvents, type RecordedEvent } from '../events/index.ts'
import { createCountReceived } from '../usage/count-received.ts'
import type { ReceivedMessage } from './port.ts'
import { createReceiveMessages } from './receive-messages.ts'

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)

async function openScenario(context: TestContext, database: OpenedDatabase) {
  const clock = new FakeClock()
  const newId = createNewId(clock, systemRandom)
  const { dataDir, databaseUrl = null } = database
  const store = await openStore({ dataDir, databaseUrl, poolSize: 4, newId, log: silentLog, serving: true })
  context.after(async () => {
    await store.close()
    await database.cleanUp()
  })
  await migrate(store, clock.now())
  const fanned: RecordedEvent[] = []
  const recordEvents = createRecordEvents({ clock, newId, fanOut: async (_, drafts) => void fanned.push(...drafts) })
  const deps = { store, clock, newId, recordEvents, credits: { received: createCountReceived() } }
  const acted: string[] = []
  const engine = new Engine({ store, clock, log: silentLog })
  const jobs = createJobs(engine, { store, clock, newId, log: silentLog })
  const receive = createReceiveMessages({
    ...deps,
    mediaLink: () => null,
    jobs,
    onReceived: [async (_, received) => void acted.push(...received.map(({ message }) => message.id))],
  })
  const channelOf = async () => {
    const setUp = await setUpWorkspace({ store, clock, newId, random: systemRandom }, { another: true })
    assert.ok('workspaceId' in setUp)
    const wanted = { workspaceId: setUp.workspaceId, type: 'sms', provider: 'simulator', simulated: true } as const
    const [channel] = await store.transaction((tx) => findOrMakeChannels(tx, [wanted], deps))
    assert.ok(channel)
    return channel
  }
  const told = (): string[] => fanned.splice(0).map((event) => (checkEvent(event), event.type))
  const count = async (from: string): Promise<number> => {
    const [row] = await store.read.all<{ number: number }>(`select cast(count(*) as bigint) as number from ${from}`)
    return Number(row?.number)
  }
  return { store, clock, receive, channel: await channelOf(), channelOf, told, fanned, acted, count }
}

/** What receivers are promised is what they get. */
function checkEvent({ type, raw }: RecordedEvent): void {
  const row = events[type as keyof typeof events]
  const { data } = JSON.parse(raw) as { data: unknown }
  assert.ok(ajv.validate(row.data, data), `${type} ${raw} ${ajv.errorsText()}`)
}

function sms(providerMessageId: string, parts: Partial<ReceivedMessage> = {}): ReceivedMessage {
  return {
    providerMessageId,
    from: '+5511999999999',
    senderName: null,
    content: { kind: 'sms', text: 'Hello', senderId: null, encoding: 'GSM-7', callbackUrl: null },
    occurredAt: null,
    ...parts,
  }
}

eachDatabase((_kind, open) => {
  test('the first message of a stranger makes contact and conversation; a second one finds them', async (context) => {
    const { receive, channel, told, count, store, clock, acted } = await openScenario(context, await open())
    const [id] = await receive(channel, [sms('one', { senderName: 'Maria\0 Silva ' })])
    assert.deepEqual(told(), ['contact.created', 'conversation.created', 'message.received'])
    const [contact] = await store.read.all('select name, phone, source from contact')
    assert.deepEqual({ ...contact }, { name: 'Maria Silva', phone: '+5511999999999', source: 'sms' })
    await clock.advance(1_000)
    const [second] = await receive(channel, [sms('two')])
    assert.deepEqual(told(), ['message.received'])
    assert.deepEqual(acted, [id, second])
    const [conversation] = await store.read.all<{ last_received_at: number }>(
      'select last_received_at from conversation',
    )
    assert.equal(conversation?.last_received_at, clock.now())
    assert.equal(await count("message where due_at is null and direction = 'inbound'"), 2)
    const [day] = await store.read.all<{ received: number }>(
      'select cast(sum(received) as bigint) as received from usage_day',
    )
    assert.equal(Number(day?.received), 2)
  })

  test('what a carrier brings twice is one message, whoever else has one of that name', async (context) => {
    const { receive, channel, channelOf, told, count } = await openScenario(context, await open())
    const long = 'x'.repeat(5_000)
    const both = await Promise.all([receive(channel, [sms(long)]), receive(channel, [sms(long)])])
    assert.equal(both.flat().filter((id) => id === null).length, 1)
    assert.deepEqual(await receive(channel, [sms(long)]), [null])
    const other = await channelOf()
    assert.notDeepEqual(await receive(other, [sms(long)]), [null])
    assert.equal(await count('message'), 2)
    assert.equal(told().filter((type) => type === 'message.received').length, 2)
  })

  test('a contact without a name gets the one it gives itself, and keeps the one it has', async (context) => {
    const { receive, channel, told, fanned, store } = await openScenario(context, await open())
    await receive(channel, [sms('one')])
    told()
    await receive(channel, [sms('two', { senderName: 'Maria' }), sms('three', { senderName: 'Somebody else' })])
    const updated = fanned.find(({ type }) => type === 'contact.updated')
    assert.ok(updated)
    const { data } = JSON.parse(updated.raw) as { data: { changes: unknown } }
    assert.deepEqual(data.changes, { name: { from: null, to: 'Maria' } })
    assert.deepEqual(told(), ['contact.updated', 'message.received', 'message.received'])
    await receive(channel, [sms('four', { senderName: 'Maria Silva' })])
    assert.deepEqual(told(), ['message.received'])
    assert.deepEqual(
      (await store.read.all<{ name: string }>('select name from contact')).map(({ name }) => name),
      ['Maria'],
    )
  })

  test('a sender that is no number is a contact all the same', async (context) => {
    const { receive, channel, told, store } = await openScenario(context, await open())
    await receive(channel, [
      sms('one', { from: '12345' }),
      sms('two', { from: 'BANK' }),
      sms('three', { from: 'bank' }),
    ])
    assert.equal(told().filter((type) => type === 'contact.created').length, 2)
    const contacts = await store.read.all<{ phone: string }>('select phone from contact order by phone')
    assert.deepEqual(
      contacts.map(({ phone }) => phone),
      ['12345', 'bank'],
    )
  })

  test('an answer joins the conversation of what it answers, in its own workspace only', async (context) => {
    const { receive, channel, channelOf, store } = await openScenario(context, await open())
    const [original] = await receive(channel, [sms('one')])
    assert.ok(original)
    const [answer] = await receive(channel, [sms('two', { from: '+5511988888888', inReplyTo: original })])
    const other = await channelOf()
    const [foreign] = await receive(other, [sms('three', { inReplyTo: original })])
    const rows = await store.read.all<{ id: string; conversation_id: string; workspace_id: string }>(
      'select id, conversation_id, workspace_id from message',
    )
    const conversationOf = new Map(rows.map((row) => [row.id, row.conversation_id]))
    assert.equal(conversationOf.get(answer ?? ''), conversationOf.get(original))
    assert.notEqual(conversationOf.get(foreign ?? ''), conversationOf.get(original))
  })

  test('shuffled and doubled, each message is there once, and the window opens with the latest', async (context) => {
    const { receive, channel, told, store, clock, fanned } = await openScenario(context, await open())
    const start = clock.now()
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 12 }), async (order) => {
        round++
        await clock.advance(10_000)
        const at = (index: number): number => start + round * 10_000 - 9_000 + index * 1_000
        const named = order.map((index) => sms(`${round}-${index}`, { occurredAt: at(index) }))
        await Promise.all(named.map((message) => receive(channel, [message])))
        assert.equal(fanned.filter(({ type }) => type === 'message.received').length, new Set(order).size)
        told()
        const [row] = await store.read.all<{ last_received_at: number }>('select last_received_at from conversation')
        assert.equal(row?.last_received_at, at(Math.max(...order)))
      }),
      { numRuns: 15 },
    )
  })
})
