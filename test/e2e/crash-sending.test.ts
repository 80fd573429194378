// What a 201 promises: the message goes out through its channel, whatever happens to the process that said so, and never
// twice where the carrier would deliver it twice. A real server process, killed while it talks to a real mail server.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { eachDatabase } from '../support/each-database.ts'
import { MailServer, mailUser } from '../support/mail-server.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { type ServerProcess, setUp, startServer } from '../support/start-server.ts'

const kills = 3
const mailsPerKill = 60
const callers = 16
const patienceMs = 30_000
const lookMs = 20

const left: (() => Promise<unknown>)[] = []
after(async () => {
  for (const end of left) await end()
})

async function waitUntil(what: string, met: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!(await met())) {
    assert.ok(performance.now() < deadline, `waited in vain until ${what}`)
    await pause(lookMs)
  }
}

/** Sends one e-mail after the other, each to an address of its own, from several callers at once. */
class MailCallers {
  /** Ids of what was answered with 201, by address. */
  readonly accepted = new Map<string, string>()
  offered = 0
  readonly #apiKey: string
  #goal = 0

  constructor(apiKey: string) {
    this.#apiKey = apiKey
  }

  /** Goes on until this many were accepted in all, or the server is gone. */
  async push(url: string, goal: number): Promise<void> {
    this.#goal = goal
    await Promise.all(Array.from({ length: callers }, () => this.#call(url)))
  }

  async #call(url: string): Promise<void> {
    while (this.accepted.size < this.#goal) {
      const to = `person${this.offered++}@example.com`
      try {
        const response = await fetch(`${url}/v1/email/send`, {
          method: 'POST',
          headers: { 'x-api-key': this.#apiKey, 'content-type': 'application/json' },
          body: JSON.stringify({ to, subject: 'Your order', text: 'It is on its way.' }),
        })
        const { data } = (await response.json()) as { data: { id: string } }
        if (response.status === 201) this.accepted.set(to, data.id)
      } catch {
        // Killed before it answered: nobody knows whether that one was accepted.
        return
      }
    }
  }
}

async function enterMailChannel(server: ServerProcess, apiKey: string, mail: MailServer): Promise<void> {
  const { hostname, port } = new URL(mail.url)
  const response = await fetch(`${server.url}/v1/channels`, {
    method: 'POST',
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'email',
      provider: 'smtp',
      name: 'Mail',
      settings: { host: hostname, port: Number(port), security: 'none' },
      credentials: { user: mailUser.name, password: mailUser.password },
    }),
  })
  assert.equal(response.status, 201, await response.text())
}

eachDatabase((kind, open) => {
  test(`kill -9 ${kills} times while mail goes out: none of it is lost, none arrives twice`, async (t) => {
    const database = await open()
    const { dataDir, databaseUrl } = database
    const env = { POSTHORN_MAIL_FROM: 'no-reply@posthorn.example' }
    const installation = { dataDir, env, ...(databaseUrl !== undefined && { databaseUrl }) }
    const { api_key: apiKey } = await setUp(installation)
    const mail = await MailServer.start()
    left.push(() => mail.close())
    let server = await startServer(installation)
    left.push(() => server.kill())
    await enterMailChannel(server, apiKey, mail)
    const clients = new MailCallers(apiKey)
    for (let kill = 1; kill <= kills; kill++) {
      const before = mail.mails.length
      const pushing = clients.push(server.url, kill * mailsPerKill)
      await waitUntil('it is time to kill', () => mail.mails.length >= before + (mailsPerKill * kill) / (kills + 1))
      await server.kill()
      await pushing
      server = await startServer(installation)
    }
    await clients.push(server.url, kills * mailsPerKill)
    const raw = await RawDatabase.open(database)
    await waitUntil('nothing is left to be sent', async () => {
      const [row] = await raw.all('select count(*) as open from message where due_at is not null')
      return Number(row!['open']) === 0
    })
    const rows = await raw.all(
      "select message.address, message.state, count(message_status.id) as unknown from message left join message_status on message_status.message_id = message.id and message_status.status = 'unknown' group by message.id, message.address, message.state",
    )
    await raw.close()
    assert.deepEqual(await server.stop(), { code: 0, signal: null }, server.output())

    const arrived = new Map<string, number>()
    for (const { to } of mail.mails) arrived.set(to[0]!, (arrived.get(to[0]!) ?? 0) + 1)
    const stored = new Map(rows.map((row) => [String(row['address']), row]))
    const isUnknown = (address: string): boolean => Number(stored.get(address)?.['unknown'] ?? 0) > 0
    const addresses = [...clients.accepted.keys()]
    const unknown = [...stored.keys()].filter(isUnknown)
    t.diagnostic(
      `${kind}: ${addresses.length} accepted, ${mail.mails.length} arrived, ` +
        `${unknown.length} unknown, of which ${unknown.filter((address) => arrived.has(address)).length} arrived`,
    )
    assert.equal(addresses.length >= kills * mailsPerKill, true)
    assert.deepEqual(
      addresses.filter((address) => !arrived.has(address) && !isUnknown(address)),
      [],
      'lost',
    )
    assert.deepEqual(
      [...arrived].filter(([, times]) => times > 1),
      [],
      'arrived twice',
    )
    // What is said of each is true: sent what arrived, and of the others nobody can tell.
    for (const [address, row] of stored)
      assert.equal(row['state'], isUnknown(address) ? 'queued' : 'sent', `${address} is ${String(row['state'])}`)
    assert.ok(unknown.length <= kills * 256, 'no more than what was under way')
  })
})
