// What a 202 promises: the event is delivered, whatever happens to the process that said so. Real servers as processes
// of their own, killed in the middle of their work.
import assert from 'node:assert/strict'
import { after, describe, test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { eachDatabase } from '../support/each-database.ts'
import { fate, LoadClient } from '../support/load-client.ts'
import { leasedNumbers } from '../support/load-leftovers.ts'
import { LoadReceiver } from '../support/load-receiver.ts'
import { RecordingReceiver } from '../support/recording-receiver.ts'
import { type Installation, registerWebhook, type ServerProcess, setUp, startServer } from '../support/start-server.ts'

const kills = 10
const eventsPerKill = 5_000
const connections = 64
const bodyBytes = 400
const lookMs = 10

/** Nothing here takes long; what is not there by then is lost. */
const patienceMs = 60_000

const left: (() => Promise<unknown>)[] = []
after(async () => {
  for (const end of left) await end()
})

async function waitUntil(what: string, met: () => boolean): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!met()) {
    assert.ok(performance.now() < deadline, `waited in vain until ${what}`)
    await pause(lookMs)
  }
}

interface AttemptObject {
  readonly attempt: number
  readonly status: string
  readonly http_status: number | null
}

/** A server that may be killed and started again, with a load on it and a receiver behind it. */
async function underLoad(installation: Installation, events: number, answerAfterMs = 0) {
  const { api_key: apiKey } = await setUp(installation)
  const receiver = await LoadReceiver.start({ answerAfterMs })
  let server = await startServer(installation)
  await registerWebhook(server, apiKey, receiver.urls[0]!)
  const run = 1
  receiver.begin(run, events)
  const client = new LoadClient({ apiKey, connections, bodyBytes, run, events })
  client.connectTo(server.url)
  left.push(
    () => server.kill(),
    () => receiver.close(),
    () => Promise.resolve(client.stop()),
  )
  return {
    client,
    receiver,
    server: () => server,
    /** Numbers of the events that were sent by the server that is dead now, and whose outcome it had not yet written. */
    async sentAndNotWritten(): Promise<number[]> {
      await waitUntil('its last requests have arrived', () => receiver.connections === 0)
      const { times } = receiver.arrivalsAt(0)
      return (await leasedNumbers(installation)).filter((number) => times[number]! > 0)
    },
    async startAgain(): Promise<void> {
      server = await startServer(installation)
      client.connectTo(server.url)
    },
    /** Goes on offering until this many have been accepted in all. */
    async pushUntilAccepted(total: number): Promise<void> {
      const deadline = performance.now() + patienceMs
      while (client.figures.accepted < total && performance.now() < deadline) {
        client.push(total - client.figures.accepted)
        await waitUntil('every call is answered', () => client.idle)
      }
    },
  }
}

/** Which of the accepted events arrived how often, once all of them have had the time to arrive. */
async function account(client: LoadClient, receiver: LoadReceiver) {
  const { times } = receiver.arrivalsAt(0)
  const accepted = [...client.fates.keys()].filter((number) => client.fates[number] === fate.accepted)
  const missing = () => accepted.filter((number) => times[number] === 0)
  const deadline = performance.now() + patienceMs
  while (receiver.arrived < accepted.length || missing().length > 0) {
    if (performance.now() > deadline) break
    await pause(lookMs)
  }
  const doubled = [...times.keys()].filter((number) => times[number]! > 1)
  return { accepted: accepted.length, lost: missing(), doubled, duplicates: receiver.repeated }
}

/** Stops the server and thereby waits for all that it might still send a second time. */
async function stopCleanly(server: ServerProcess): Promise<void> {
  assert.deepEqual(await server.stop(), { code: 0, signal: null }, server.output())
}

eachDatabase((kind, open) => {
  test(`kill -9 ${kills} times, each in the middle of ${eventsPerKill} events: nothing accepted is lost`, async (t) => {
    const { dataDir, databaseUrl } = await open()
    const installation = { dataDir, ...(databaseUrl !== undefined && { databaseUrl }) }
    const load = await underLoad(installation, kills * (eventsPerKill + 2 * connections))
    const { client, receiver } = load
    const inFlight: number[][] = []
    for (let kill = 0; kill < kills; kill++) {
      // At another point of the 5,000 each time: from the warm-up's slow first ones to the last.
      const killAt = kill * eventsPerKill + Math.round((eventsPerKill * (kill + 0.5)) / kills)
      client.push((kill + 1) * eventsPerKill - client.figures.accepted)
      await waitUntil('it is time to kill', () => client.figures.accepted >= killAt)
      await load.server().kill()
      client.disconnect()
      inFlight.push(await load.sentAndNotWritten())
      await load.startAgain()
      await load.pushUntilAccepted((kill + 1) * eventsPerKill)
    }
    const { accepted, lost, doubled, duplicates } = await account(client, receiver)
    await stopCleanly(load.server())
    const atKills = inFlight.map((numbers) => numbers.length)
    t.diagnostic(
      `${kind}: ${accepted} accepted, ${lost.length} lost, ${duplicates} duplicates; ` +
        `sent and not yet written at the kills: ${atKills.join(', ')}; ${client.figures.unanswered} calls unanswered`,
    )
    assert.equal(accepted, kills * eventsPerKill)
    assert.deepEqual(lost, [])
    assert.equal(client.figures.refused, 0, client.firstRefusal)
    // Twice came only what was on its way when the server died; nothing came twice for any other reason.
    const mayDouble = new Set(inFlight.flat())
    assert.deepEqual(
      doubled.filter((number) => !mayDouble.has(number)),
      [],
    )
    assert.ok(duplicates <= inFlight.flat().length)
  })

  test('SIGTERM in the middle of the work: all of it is finished or given back, and nothing arrives twice', async (t) => {
    const { dataDir, databaseUrl } = await open()
    const installation = { dataDir, ...(databaseUrl !== undefined && { databaseUrl }) }
    // Answers take a while, so that there is always something under way.
    const load = await underLoad(installation, 8_000, 20)
    const { client, receiver } = load
    for (const stopAt of [500, 1_500, 3_000]) {
      client.push(2_000)
      await waitUntil('it is time to stop', () => client.figures.accepted >= stopAt)
      await stopCleanly(load.server())
      client.disconnect()
      assert.deepEqual(await leasedNumbers(installation), [], 'a stopped server holds nothing')
      await load.startAgain()
    }
    await waitUntil('every call is answered', () => client.idle)
    const { accepted, lost, duplicates } = await account(client, receiver)
    await stopCleanly(load.server())
    const { refused, unanswered } = client.figures
    t.diagnostic(
      `${kind}: ${accepted} accepted, ${lost.length} lost, ${duplicates} duplicates; while stopping, ` +
        `${refused} calls refused and ${unanswered} unanswered`,
    )
    assert.deepEqual(lost, [])
    assert.equal(duplicates, 0)
    assert.equal(receiver.repeated, 0)
  })

  test('kill -9 while a retry waits: it is made by the next server, once', async () => {
    const { dataDir, databaseUrl } = await open()
    const installation = {
      dataDir,
      ...(databaseUrl !== undefined && { databaseUrl }),
      env: { POSTHORN_WEBHOOK_RETRY_WAITS: '2,600' },
    }
    const { api_key: apiKey } = await setUp(installation)
    const receiver = await RecordingReceiver.start({ answer: (_request, position) => (position === 1 ? 500 : 200) })
    left.push(() => receiver.close())
    let server = await startServer(installation)
    left.push(() => server.kill())
    const webhook = await registerWebhook(server, apiKey, `http://127.0.0.1:${receiver.port}/hook`)
    const published = await fetch(`${server.url}/v1/events`, {
      method: 'POST',
      headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'custom.order.paid', data: { order: 1042 } }),
    })
    assert.equal(published.status, 202)
    const eventId = ((await published.json()) as { data: { id: string } }).data.id
    /** The attempts of the event, newest first, once the newest has this status. */
    const attemptsOnce = async (status: string, count: number) => {
      const url = `${server.url}/v1/webhooks/${webhook.id}/deliveries?event_id=${eventId}`
      const deadline = performance.now() + patienceMs
      for (;;) {
        const response = await fetch(url, { headers: { 'x-api-key': apiKey } })
        const { data } = (await response.json()) as { data: AttemptObject[] }
        if (data.length === count && data[0]?.status === status) return data
        assert.ok(performance.now() < deadline, `waited in vain for ${status}: ${JSON.stringify(data)}`)
        await pause(lookMs)
      }
    }
    await attemptsOnce('pending', 2)
    await server.kill()
    assert.equal(receiver.requests.length, 1)

    server = await startServer(installation)
    await receiver.waitUntil(({ requests }) => requests.length === 2)
    const made = await attemptsOnce('success', 2)
    await stopCleanly(server)
    assert.deepEqual(
      made.map(({ attempt, status, http_status }) => ({ attempt, status, http_status })),
      [
        { attempt: 2, status: 'success', http_status: 200 },
        { attempt: 1, status: 'failed', http_status: 500 },
      ],
    )
    const [first, second] = receiver.requests
    assert.equal(receiver.requests.length, 2)
    assert.deepEqual(second?.body, first?.body)
    assert.equal(second?.headers['x-timely-event-id'], eventId)
    assert.equal(second?.headers['x-timely-attempt'], '2')
    // The wait was 2 s from the first attempt, whoever made it.
    const waited = second.arrivedAt - first!.arrivedAt
    assert.ok(waited >= 1_950, `waited ${waited} ms`)
  })
})

describe('two servers on one PostgreSQL', () => {
  eachDatabase((kind, open) => {
    if (kind === 'sqlite') return
    test('one is killed: the other finishes its work within seconds, and nothing is lost', (t) => killOneOfTwo(t, open))
  })
})

async function killOneOfTwo(
  t: TestContext,
  open: () => Promise<{ dataDir: string; databaseUrl?: string }>,
): Promise<void> {
  const { dataDir, databaseUrl } = await open()
  const installation = { dataDir, databaseUrl: databaseUrl! }
  // Slow answers: the server that dies has its hands full, and more leased that waits for its turn.
  const { client, receiver, server } = await underLoad(installation, 5_200, 100)
  const other = await startServer(installation)
  left.push(() => other.kill())
  client.push(5_000)
  await waitUntil('half of the events are accepted', () => client.figures.accepted >= 2_500)
  await server().kill()
  const killedAt = performance.now()
  client.connectTo(other.url)
  const leased = await leasedNumbers(installation)
  const { times } = receiver.arrivalsAt(0)
  await waitUntil('the other has sent what the dead one had leased', () => leased.every((number) => times[number]! > 0))
  const takenUpMs = Math.round(performance.now() - killedAt)
  await waitUntil('every call is answered', () => client.idle)
  const { accepted, lost, duplicates } = await account(client, receiver)
  await stopCleanly(other)
  t.diagnostic(
    `${accepted} accepted, ${lost.length} lost, ${duplicates} duplicates; ` +
      `${leased.length} leased at the kill, all sent ${takenUpMs} ms later`,
  )
  assert.deepEqual(lost, [])
  assert.ok(leased.length > 0)
  assert.ok(duplicates <= leased.length)
  assert.ok(takenUpMs < 10_000, `it took ${takenUpMs} ms`)
}
