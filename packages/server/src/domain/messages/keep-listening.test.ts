import assert from 'node:assert/strict'
import { test } from 'node:test'

import { eachDatabase, type OpenedDatabase } from '../../../../../test/support/each-database.ts'
import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { openNode } from '../../../../../test/support/open-node.ts'
import { until } from '../../../../../test/support/until.ts'
import { silentLog } from '../../kernel/log.ts'
import { migrate } from '../../store/index.ts'
import type { Channel } from '../channels/index.ts'
import { Listeners } from './keep-listening.ts'
import type { CarrierReport, CarrierSink, ChannelCarrier, ReceivedMessage } from './port.ts'

const channel = { id: 'chan_1', workspaceId: 'ws_1', type: 'sms', provider: 'smpp' } as Channel

/** One process that could listen, with what it was told. */
async function openProcess(database: OpenedDatabase) {
  const store = await openNode(database)
  await migrate(store, 0)
  const clock = new FakeClock()
  const process = {
    store,
    clock,
    /** The channels in use, each with its account; another account is another line. */
    wanted: new Map<Channel, string>([[channel, 'first account']]),
    sinks: [] as CarrierSink[],
    opened: [] as string[],
    reports: [] as CarrierReport[],
    received: [] as ReceivedMessage[],
    health: [] as string[],
    listeners: null as unknown as Listeners,
    async look() {
      await clock.advance(2_000)
      await process.listeners.look()
    },
  }
  const lines = new Map<string, ChannelCarrier>()
  process.listeners = new Listeners({
    store,
    clock,
    log: silentLog,
    lines: {
      thatListen: async () =>
        [...process.wanted].map(([each, account]) => ({
          channel: each,
          open() {
            if (account === 'broken') throw new Error('The account cannot be opened.')
            const line = lines.get(account) ?? lineOf(account)
            lines.set(account, line)
            return line
          },
        })),
      forget: () => lines.clear(),
    },
    reports: { receive: async (_, report) => void process.reports.push(report) },
    health: {
      cannotListen: async ({ id }, { message }) => void process.health.push(`${id}: ${message}`),
      listensAgain: async ({ id }) => void process.health.push(`${id} is heard`),
    },
    receive: async (_, messages) => {
      process.received.push(...messages)
      return messages.map(() => null)
    },
  })
  function lineOf(account: string): ChannelCarrier {
    return {
      provider: 'smpp',
      idempotentByMessageId: false,
      send: () => assert.fail('nothing is sent here'),
      close: () => undefined,
      listen(sink) {
        process.opened.push(account)
        process.sinks.push(sink)
      },
    }
  }
  return process
}

eachDatabase((kind, open) => {
  test('a line is opened once, again when its account changed, and not any more when its channel is out of use', async (context) => {
    const one = await openProcess(await open())
    context.after(() => one.store.close())
    one.listeners.start()
    await one.look()
    await one.look()
    assert.deepEqual(one.opened, ['first account'])
    one.wanted.set(channel, 'second account')
    await one.look()
    assert.deepEqual(one.opened, ['first account', 'second account'])
    assert.ok(one.listeners.holds(channel.id))
    one.wanted.delete(channel)
    await one.look()
    assert.ok(!one.listeners.holds(channel.id))
    one.wanted.set(channel, 'second account')
    await one.look()
    assert.deepEqual(one.opened, ['first account', 'second account', 'second account'])
    await one.listeners.stop()
    assert.deepEqual(await one.store.read.all('select owner from channel_listener'), [])
  })

  test('what it hears is told of its own channel, and an account that cannot be opened keeps no other from being heard', async (context) => {
    const one = await openProcess(await open())
    context.after(() => one.store.close())
    one.wanted = new Map([
      [{ ...channel, id: 'chan_0' }, 'broken'],
      [channel, 'first account'],
    ])
    await one.listeners.look()
    const [sink] = one.sinks
    assert.ok(sink)
    await sink.reported([
      { messageId: null, providerMessageId: 'theirs', change: { status: 'delivered' }, occurredAt: null },
    ])
    assert.deepEqual(one.reports, [
      {
        messageId: null,
        providerMessageId: 'theirs',
        change: { status: 'delivered' },
        occurredAt: null,
        provider: 'smpp',
        workspaceId: 'ws_1',
      },
    ])
    await sink.lost({ message: 'refused', occurrences: 3, since: 0 })
    await sink.found()
    assert.deepEqual(one.health, ['chan_1: refused', 'chan_1 is heard'])
    await one.listeners.stop()
  })

  if (kind === 'postgres') {
    test('one process listens; another takes over when it stops, or dies', async (context) => {
      const database = await open()
      const [one, two, three] = [
        await openProcess(database),
        await openProcess(database),
        await openProcess(database),
      ] as const
      context.after(() => three.store.close())
      for (const each of [one, two, three]) await each.listeners.look()
      assert.deepEqual([one.opened.length, two.opened.length, three.opened.length], [1, 0, 0])
      await one.listeners.stop()
      await two.look()
      await three.look()
      assert.deepEqual([two.opened.length, three.opened.length], [1, 0])
      // Without a word, as a process that was killed.
      await two.store.close()
      await until('the third to take over', async () => {
        await three.look()
        return three.opened.length === 1
      })
      await one.store.close()
    })
  }
})
