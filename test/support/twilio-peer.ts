// A service that speaks Twilio's Messages API over real HTTP: what it publishes of requests, answers and callbacks.
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { TestContext } from 'node:test'

import { type RecordedRequest, RecordingReceiver, type ScriptedAnswer } from './recording-receiver.ts'

// What is signed is the address that callers reach, so it has to be known before the server listens.
const port = await freePort()
export const publicUrl = `http://127.0.0.1:${port}`
/** Settings of a server that knows where callbacks reach it. One at a time in a test file. */
export const env = { POSTHORN_PORT: String(port), POSTHORN_PUBLIC_URL: publicUrl }

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: free } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return free
}

type Scripted = ScriptedAnswer | number | 'never'

/** An error as Twilio words it. */
export function twilioError(status: number, code: number, message = 'The request was refused'): ScriptedAnswer {
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

let accounts = 0

export class TwilioPeer {
  readonly accountSid = `AC${String(++accounts).padStart(32, '0')}`
  authToken = `token-of-${this.accountSid}`
  /** What the next sends are answered with; after that, as Twilio answers. */
  readonly script: Scripted[] = []
  /** The forms of the sends, in order. */
  readonly sends: Record<string, string>[] = []
  #receiver!: RecordingReceiver

  static async start(test: TestContext): Promise<TwilioPeer> {
    const peer = new TwilioPeer()
    peer.#receiver = await RecordingReceiver.start({ answer: (request) => peer.#answer(request) })
    test.after(() => peer.#receiver.close())
    return peer
  }

  /** Body of `channels.create`. */
  get channel() {
    return {
      name: `Twilio ${this.accountSid.slice(-2)}`,
      provider: 'twilio',
      settings: { account_sid: this.accountSid, from: '+15005550006', base_url: this.#receiver.origin },
      credentials: { auth_token: this.authToken },
    }
  }

  /** Everything that arrived. */
  get requests(): readonly RecordedRequest[] {
    return this.#receiver.requests
  }

  sidOf(position: number): string {
    return `SM${createHash('md5').update(`${this.accountSid} ${position}`).digest('hex')}`
  }

  /** Path, headers and body of a status callback, signed as Twilio signs. */
  callback(path: string, fields: Record<string, string>, token = this.authToken) {
    const sorted = Object.keys(fields)
      .sort()
      .map((name) => name + fields[name])
      .join('')
    return {
      path,
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'x-twilio-signature': createHmac('sha1', token)
          .update(publicUrl + path + sorted)
          .digest('base64'),
      },
      body: new URLSearchParams(fields).toString(),
    }
  }

  /** The report that belongs to a send: at the address that came with it. */
  report(position: number, status: string, more: Record<string, string> = {}) {
    const address = this.sends[position]?.['StatusCallback'] ?? ''
    const sid = this.sidOf(position)
    const fields = { AccountSid: this.accountSid, MessageSid: sid, SmsSid: sid, MessageStatus: status, ...more }
    return this.callback(address.replace(publicUrl, ''), fields)
  }

  #answer(request: RecordedRequest): Scripted {
    const [user, password] = Buffer.from(String(request.headers.authorization).slice('Basic '.length), 'base64')
      .toString()
      .split(':')
    if (user !== this.accountSid || password !== this.authToken) return twilioError(401, 20003, 'Authenticate')
    const base = `/2010-04-01/Accounts/${this.accountSid}`
    if (request.method === 'GET' && request.path === `${base}.json`)
      return json(200, { sid: this.accountSid, status: 'active', friendly_name: 'Test' })
    if (request.method !== 'POST' || request.path !== `${base}/Messages.json`) return twilioError(404, 20404)
    const form = Object.fromEntries(new URLSearchParams(request.body.toString()))
    const position = this.sends.push(form) - 1
    return this.script.shift() ?? json(201, this.#created(form, position))
  }

  #created(form: Record<string, string>, position: number) {
    return {
      sid: this.sidOf(position),
      account_sid: this.accountSid,
      api_version: '2010-04-01',
      body: form['Body'],
      to: form['To'],
      from: form['From'] ?? null,
      messaging_service_sid: form['MessagingServiceSid'] ?? null,
      status: 'queued',
      num_segments: '2',
      num_media: '0',
      price: '-0.00750',
      price_unit: 'USD',
      error_code: null,
      error_message: null,
      direction: 'outbound-api',
      date_created: 'Sun, 19 Apr 2026 14:30:00 +0000',
    }
  }
}

function json(status: number, body: object): ScriptedAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
