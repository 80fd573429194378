import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'

import { ChildNode } from '../../../../test/support/child-node.ts'
import { eachDatabase, type OpenedDatabase } from '../../../../test/support/each-database.ts'
import { type NodeOptions, openNode } from '../../../../test/support/open-node.ts'
import { until } from '../../../../test/support/until.ts'
import { FolderInUse, type Store } from './index.ts'

const isDead = (store: Store, nodeId: string) => store.transaction((tx) => store.presence.isDead(tx, nodeId))

type OpenStore = Store & { closeEarly(): Promise<void> }

/** A store that is closed with its test, once. */
async function openFor(t: TestContext, database: OpenedDatabase, options: NodeOptions = {}): Promise<OpenStore> {
  const store = await openNode(database, options)
  let closed: Promise<void> | null = null
  const closeEarly = () => (closed ??= store.close())
  t.after(closeEarly)
  return Object.assign(store, { closeEarly })
}

function nameOf(store: Store): string {
  const { nodeId } = store.presence
  assert.ok(nodeId !== null)
  return nodeId
}

eachDatabase((kind, open) => {
  test('a process knows itself alive under a name of its own, and an unknown name dead', async (t) => {
    const store = await openFor(t, await open())
    assert.match(nameOf(store), /^node_[0-9A-Z]{26}$/)
    assert.equal(await isDead(store, nameOf(store)), false)
    assert.equal(await isDead(store, 'node_of_nobody'), true)
  })

  test('a process that was killed is dead for the one that comes after it', async (t) => {
    const database = await open()
    const child = new ChildNode(t, 'hold', database)
    const name = await child.said()
    await child.kill()
    const store = await openFor(t, database)
    await until('the killed process is dead', () => isDead(store, name))
    assert.notEqual(nameOf(store), name)
  })

  if (kind === 'sqlite') {
    describe('the folder', () => {
      test('is served by one process: a second one is refused, told why, and may have it after the first has closed', async (t) => {
        const database = await open()
        const first = await openFor(t, database)
        await assert.rejects(openNode(database), (error) => {
          assert.ok(error instanceof FolderInUse)
          assert.match(error.message, /Another Posthorn serves from this data folder/)
          assert.ok(error.message.includes(database.dataDir))
          return true
        })
        assert.equal(await isDead(first, nameOf(first)), false)
        await first.closeEarly()
        await (await openFor(t, database)).read.all('select 1')
      })

      test('is refused to a second process, and free again the moment the first is killed', async (t) => {
        const database = await open()
        const child = new ChildNode(t, 'hold', database)
        assert.match(await child.said(), /^node_/)
        await assert.rejects(openNode(database), FolderInUse)
        await child.kill()
        await openFor(t, database)
      })

      test('is open to commands beside the process that serves it', async (t) => {
        const database = await open()
        const serving = await openFor(t, database)
        const command = await openNode(database, { serving: false })
        await command.transaction((tx) => tx.run('create table made_beside (id text)'))
        assert.deepEqual(await serving.read.all('select * from made_beside'), [])
        await command.close()
        await assert.rejects(openNode(database), FolderInUse, 'the command took the folder with it')
      })

      test('has a database that only its owner can read', async (t) => {
        const database = await open()
        await openFor(t, database)
        assert.equal(statSync(join(database.dataDir, 'posthorn.db')).mode & 0o777, 0o600)
      })
    })
  }

  if (kind === 'postgres') {
    describe('presence', () => {
      const endConnectionOf = (through: Store, name: string) =>
        through.read.all(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'posthorn ' || $1",
          [name],
        )

      async function twoNodes(t: TestContext): Promise<[OpenStore, OpenStore]> {
        const database = await open()
        return [await openFor(t, database), await openFor(t, database)]
      }

      test('is seen by the others for as long as the process is there, and not after it closed', async (t) => {
        const [one, other] = await twoNodes(t)
        const name = nameOf(other)
        assert.deepEqual([await isDead(one, name), await isDead(other, nameOf(one))], [false, false])
        await other.closeEarly()
        await until('the closed process is dead', () => isDead(one, name))
        assert.equal(await isDead(one, nameOf(one)), false)
      })

      test('is lost with its connection, and regained under a new name; the old name is dead', async (t) => {
        const [one, other] = await twoNodes(t)
        const heard: string[] = []
        const before = nameOf(one)
        one.presence.onLost(() => heard.push(`lost, now ${one.presence.nodeId}`))
        one.presence.onRegained(() => heard.push(`regained, now ${one.presence.nodeId}`))
        await endConnectionOf(other, before)
        await until('presence is regained', () => heard.length === 2)
        const after = nameOf(one)
        assert.notEqual(after, before)
        assert.deepEqual(heard, ['lost, now null', `regained, now ${after}`])
        assert.deepEqual([await isDead(other, before), await isDead(one, before)], [true, true])
        assert.deepEqual([await isDead(other, after), await isDead(one, after)], [false, false])
      })

      test('is lost when the server does not answer any more, though the connection never ended', async (t) => {
        const database = await open()
        const other = await openFor(t, database)
        const one = await openFor(t, database, { heartbeatMs: 50 })
        const before = nameOf(one)
        const [row] = await other.read.all<{ pid: number }>(
          "select pid from pg_stat_activity where application_name = 'posthorn ' || $1",
          [before],
        )
        // The server's side of the connection stands still, as if the network between had swallowed it.
        process.kill(row!.pid, 'SIGSTOP')
        t.after(() => process.kill(row!.pid, 'SIGCONT'))
        await until('presence is regained', () => one.presence.nodeId !== null && one.presence.nodeId !== before)
      })

      test('stays for as long as the server answers', async (t) => {
        const one = await openFor(t, await open(), { heartbeatMs: 200 })
        const before = nameOf(one)
        await one.read.all('select pg_sleep(1)')
        assert.equal(one.presence.nodeId, before)
      })

      test('can be lost again and again, each time with another name', async (t) => {
        const [one, other] = await twoNodes(t)
        const names = new Set<string>()
        for (let time = 0; time < 3; time++) {
          const before = nameOf(one)
          names.add(before)
          await endConnectionOf(other, before)
          await until('presence is regained', () => one.presence.nodeId !== null && one.presence.nodeId !== before)
        }
        assert.equal(names.size, 3)
      })

      test('is asked about by many at once: of those who ask in the same moment at most one is told that the process is dead', async (t) => {
        const [one, other] = await twoNodes(t)
        const bothAsked = Promise.withResolvers<undefined>()
        const answers: boolean[] = []
        const ask = (store: Store) =>
          store.transaction(async (tx) => {
            if (answers.push(await store.presence.isDead(tx, 'node_of_nobody')) === 2) bothAsked.resolve(undefined)
            await bothAsked.promise
          })
        await Promise.all([ask(one), ask(other)])
        assert.deepEqual(answers.sort(), [false, true])
      })

      test('of a command is never shown, so that nothing waits for one', async (t) => {
        const database = await open()
        const serving = await openFor(t, database)
        const command = await openNode(database, { serving: false })
        assert.equal(await isDead(serving, command.presence.nodeId ?? ''), true)
        await command.close()
      })

      test('leaves no connection behind when the store is closed, also while presence is being regained', async (t) => {
        const database = await open()
        const [one, other] = [await openFor(t, database), await openFor(t, database)]
        const lost = Promise.withResolvers<undefined>()
        one.presence.onLost(() => lost.resolve(undefined))
        await endConnectionOf(other, nameOf(one))
        await lost.promise
        await one.closeEarly()
        // Takes as many steps as regaining presence does, and begins after it.
        await openFor(t, database)
        const shown = async () => {
          const [row] = await other.read.all<{ connections: number }>(
            "select count(*) as connections from pg_stat_activity where datname = current_database() and application_name like 'posthorn node%'",
          )
          return row?.connections
        }
        await until('the two that are open are connected, and nobody else', async () => (await shown()) === 2)
        assert.equal(one.presence.nodeId, null)
      })
    })

    describe('wakes', () => {
      test('are heard by every process that listens to their topic, and by no other topic', async (t) => {
        const database = await open()
        const [one, other] = [await openFor(t, database), await openFor(t, database)]
        const heard: string[] = []
        one.wakes.on('message', () => heard.push('one: message'))
        one.wakes.on('job', () => heard.push('one: job'))
        other.wakes.on('message', () => heard.push('other: message'))
        other.wakes.send('message')
        await until('both have heard', () => heard.length === 2)
        other.wakes.send('job')
        await until('the last wake is heard', () => heard.includes('one: job'))
        assert.deepEqual(heard.toSorted(), ['one: job', 'one: message', 'other: message'])
      })

      test('that are sent while others are on their way go together, each topic once', async (t) => {
        const database = await open()
        const [one, other] = [await openFor(t, database), await openFor(t, database)]
        const heard: string[] = []
        for (const topic of ['message', 'job', 'last']) other.wakes.on(topic, () => heard.push(topic))
        for (let time = 0; time < 500; time++) {
          one.wakes.send('message')
          one.wakes.send('job')
        }
        one.wakes.send('last')
        await until('the last wake is heard', () => heard.includes('last'))
        assert.deepEqual(new Set(heard), new Set(['message', 'job', 'last']))
        assert.ok(heard.length >= 3 && heard.length <= 6, heard.join())
      })

      test('are heard again after presence was lost, and sending one meanwhile is no error', async (t) => {
        const database = await open()
        const [one, other] = [await openFor(t, database), await openFor(t, database)]
        let heard = 0
        one.wakes.on('job', () => heard++)
        const before = nameOf(one)
        await other.read.all(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'posthorn ' || $1",
          [before],
        )
        one.wakes.send('job')
        await until('presence is regained', () => one.presence.nodeId !== null && one.presence.nodeId !== before)
        heard = 0
        other.wakes.send('job')
        await until('the wake is heard', () => heard === 1)
      })
    })
  }
})
