// The ceiling: the same bodies, signed in the same two ways, posted by nothing but undici. It stores nothing, retries
// nothing and checks nothing: what one Node process can send at most on this machine.
import { createHmac, createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { type Dispatcher, Pool } from 'undici'
import { type EventText, numbered } from '../../test/support/load-message.ts'
import { serveCalls } from '../part.ts'

interface LoopOptions {
  readonly url: string
  readonly connections: number
  readonly text: EventText
  /** Most events that may be sent. */
  readonly events: number
  readonly seconds: number
}

const secret = `whsec_${randomBytes(32).toString('hex')}`
const wholeKey = createSecretKey(secret, 'utf8')
const decodedKey = createSecretKey(secret.slice(6), 'base64')
const eventId = 'evt_01M7Y2STJ78YBGZZCX568SV9ZJ'

function signedHeaders(body: string, attemptId: string): string[] {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const stamped = `${timestamp}.${body}`
  return [
    'content-type',
    'application/json',
    'user-agent',
    'Posthorn/0.1.0',
    'X-Timely-Signature',
    createHmac('sha256', wholeKey).update(stamped).digest('hex'),
    'X-Timely-Timestamp',
    timestamp,
    'X-Timely-Event-Id',
    eventId,
    'X-Timely-Event',
    'custom.order.paid',
    'X-Timely-Delivery-Id',
    attemptId,
    'X-Timely-Attempt',
    '1',
    'webhook-id',
    eventId,
    'webhook-timestamp',
    timestamp,
    'webhook-signature',
    `v1,${createHmac('sha256', decodedKey).update(`${eventId}.${stamped}`).digest('base64')}`,
  ]
}

/** Keeps every connection busy for `seconds`; resolves when all that was sent is answered. */
async function runLoop({ url, connections, text, events, seconds }: LoopOptions) {
  const { origin, pathname: path } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const attemptId = randomUUID()
  let sent = 0
  let answered = 0
  let failed = 0
  let deadline = Infinity
  const startedAt = performance.now()
  await new Promise<void>((resolve) => {
    const next = (): void => {
      if (sent < events && performance.now() < deadline) post()
      else if (sent === answered + failed) resolve()
    }
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {},
      onResponseStart(_controller, status) {
        if (status !== 200) failed++
      },
      onResponseData() {},
      onResponseEnd() {
        answered++
        next()
      },
      onResponseError() {
        failed++
        next()
      },
    }
    const post = (): void => {
      const body = numbered(text, sent++)
      pool.dispatch({ path, method: 'POST', headers: signedHeaders(body, attemptId), body }, handler)
    }
    deadline = startedAt + seconds * 1000
    for (let line = 0; line < connections; line++) post()
  })
  const perSecond = answered / ((performance.now() - startedAt) / 1000)
  await pool.close()
  return { sent, answered, failed, perSecond }
}

const methods = { run: runLoop }
export type BareLoopMethods = typeof methods

serveCalls(methods)
