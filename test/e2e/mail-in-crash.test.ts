// What a 250 promises: the mail is kept, whatever happens to the process that said so. One that was not answered is its
// sender's still, who sends it again, and it is kept once. A real server in a process of its own, killed at every moment.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { deriveKeys } from '../../packages/server/src/kernel/derive-keys.ts'
import { masterKey } from '../../packages/server/src/kernel/secret-box.ts'
import { mailAddress } from '../../packages/server/src/domain/messages/mail-addresses.ts'
import { createMailTokens } from '../../packages/server/src/domain/messages/mail-tokens.ts'
import { eachDatabase } from '../support/each-database.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { answer } from '../support/returned-mail.ts'
import { type ServerProcess, setUp, startServer } from '../support/start-server.ts'

const MASTER_KEY = 'ef'.repeat(32)
const KILLS = 4
const patienceMs = 30_000

/** Hands a mail in; calls `sent` when its last byte is on the way. False: nobody said 250. */
async function deliver(address: string, to: string, raw: string, sent: () => void = () => undefined): Promise<boolean> {
  const at = address.lastIndexOf(':')
  const socket = connect(Number(address.slice(at + 1)), address.slice(0, at))
  const over = new AbortController()
  socket.setEncoding('utf8').on('error', () => undefined)
  socket.on('close', () => over.abort())
  const reply = async (): Promise<string> => String((await once(socket, 'data', { signal: over.signal }))[0])
  try {
    await reply()
    for (const line of ['HELO a.example', 'MAIL FROM:<maria@example.com>', `RCPT TO:<${to}>`, 'DATA']) {
      socket.write(`${line}\r\n`)
      assert.match(await reply(), /^[23]/, line)
    }
    const answered = reply()
    socket.write(`${raw}\r\n.\r\n`)
    sent()
    return (await answered).startsWith('250')
  } catch (error) {
    // Whoever dies says nothing, or that the line is gone.
    if (over.signal.aborted || (error as NodeJS.ErrnoException).code === 'ECONNRESET') return false
    throw error
  } finally {
    socket.destroy()
  }
}

describe('a mail that comes in', () => {
  eachDatabase((_kind, open) => {
    test('is kept once, whenever the server dies', async (context) => {
      const database = await open()
      const env = { POSTHORN_MASTER_KEY: MASTER_KEY, POSTHORN_MAIL_IN_PORT: '0', POSTHORN_SIMULATOR_DELAY_MS: '0' }
      const installation = { ...database, env }
      const { api_key: key } = await setUp(installation)
      let server: ServerProcess = await startServer(installation)
      context.after(() => server.kill())
      const mailIn = async (): Promise<string> => {
        const until = performance.now() + patienceMs
        for (;;) {
          const at = /^Mail is taken in on (\S+)$/m.exec(server.output())?.[1]
          if (at !== undefined) return at
          assert.ok(performance.now() < until, server.output())
          await pause(10)
        }
      }
      const sent = await fetch(`${server.url}/v1/email/send`, {
        method: 'POST',
        headers: { 'x-api-key': key, 'content-type': 'application/json' },
        body: JSON.stringify({ to: 'maria@example.com', subject: 'Hi', text: 'Hi' }),
      })
      const { data } = (await sent.json()) as { data: { id: string } }
      const tokens = createMailTokens(deriveKeys([masterKey(Buffer.from(MASTER_KEY, 'hex'))], 'mail addresses'))
      const to = mailAddress(tokens, 'reply', data.id, 'localhost')

      const unanswered: string[] = []
      for (let kill = 0; kill < KILLS; kill++) {
        const raw = answer().replace('answer-1', `answer-${kill}`)
        const killed: Promise<unknown>[] = []
        // At once, and a little later each time: before, while and after it is written.
        const ok = await deliver(await mailIn(), to, raw, () => {
          killed.push(pause(kill * 15).then(() => server.kill()))
        })
        await Promise.all(killed)
        server = await startServer(installation)
        if (ok) continue
        unanswered.push(raw)
        assert.ok(await deliver(await mailIn(), to, raw), 'its sender comes again')
      }
      const raw = await RawDatabase.open(database)
      context.after(() => raw.close())
      const rows = await raw.all("select provider_message_id from message where direction = 'inbound'")
      assert.deepEqual(
        rows.map((row) => row['provider_message_id']).sort(),
        Array.from({ length: KILLS }, (_, kill) => `<answer-${kill}@example.com>`),
      )
      assert.ok(unanswered.length > 0, 'at least one was killed in time')
    })
  })
})
