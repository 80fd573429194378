// What a 202 promises: the question is answered, once, whatever happens to the process that said so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { ChatClient } from '../support/chat-client.ts'
import { eachDatabase } from '../support/each-database.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { setUp, startServer } from '../support/start-server.ts'
import { until } from '../support/until.ts'

const kills = 3
const callers = 8
const perKill = 40

eachDatabase((_kind, open) => {
  test(`kill -9 ${kills} times while questions are answered: each that was accepted is answered, once`, async (t) => {
    const database = await open()
    const { dataDir, databaseUrl } = database
    const installation = { dataDir, ...(databaseUrl !== undefined && { databaseUrl }) }
    const made = await setUp(installation)
    let server = await startServer(installation)
    t.after(() => server.kill())
    const client = new ChatClient(server, made)
    await client.addText(
      'Support',
      '# Support hours\n\nSupport is available Monday to Friday between 09:00 and 18:00.\n',
    )

    const accepted: string[] = []
    const push = async (goal: number): Promise<void> => {
      while (accepted.length < goal) {
        try {
          accepted.push(await client.askAsync('What are your support hours?'))
        } catch (error) {
          if (error instanceof assert.AssertionError) throw error
          // Killed before it answered: nobody knows whether that one was accepted.
          return
        }
      }
    }
    for (let kill = 1; kill <= kills; kill++) {
      const pushing = Promise.all(Array.from({ length: callers }, () => push(kill * perKill)))
      await until('it is time to kill', () => accepted.length >= kill * perKill - perKill / 2)
      await server.kill()
      await pushing
      server = await startServer(installation)
      client.server = server
    }
    await push(kills * perKill)
    for (const id of accepted) {
      let request = await client.poll(id)
      while (request.completed_at === null) {
        await pause(20)
        request = await client.poll(id)
      }
      assert.deepEqual([request.status, request.answered, request.error], ['completed', true, null])
    }

    const raw = await RawDatabase.open(database)
    t.after(() => raw.close())
    await until('no work is left', async () => (await raw.workLeft(Date.now())) === 0)
    const rows = await raw.all('select id, state from chat_request')
    assert.ok(rows.every(({ state }) => state === 'completed'))
    assert.ok(accepted.every((id) => rows.some((row) => row['id'] === id)))
    const told = (await raw.all("select raw from event where type = 'chat.completed'")).map(
      (row) => (JSON.parse(String(row['raw'])) as { data: { request_id: string } }).data.request_id,
    )
    assert.deepEqual(told.sort(), rows.map(({ id }) => String(id)).sort(), 'one event for each, and no other')
    const [counted] = await raw.all('select sum(accepted) as accepted, sum(failed) as failed from chat_usage_day')
    assert.deepEqual([Number(counted!['accepted']), Number(counted!['failed'])], [rows.length, 0])
  })
})
