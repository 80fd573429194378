/** Handlers to paste, ready for a new endpoint. Each reads the raw body, answers 401 to a wrong signature, and in time. */
export interface Snippet {
  readonly name: string
  readonly source: string
}

const node = `import { createHmac, timingSafeEqual } from 'node:crypto'
import express from 'express'

const app = express()
const secret = process.env.POSTHORN_WEBHOOK_SECRET

function isGenuine(body, timestamp = '', signature = '') {
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false
  const expected = createHmac('sha256', secret).update(timestamp + '.').update(body).digest('hex')
  return signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
}

app.post('/webhooks/posthorn', express.raw({ type: 'application/json' }), (request, response) => {
  if (!isGenuine(request.body, request.get('X-Timely-Timestamp'), request.get('X-Timely-Signature'))) {
    return response.status(401).end()
  }
  response.status(200).end() // Within 10 seconds; then do the work.
  const event = JSON.parse(request.body)
  console.log(event.event_id, event.event) // The same event_id may come more than once.
})

app.listen(3000)
`

const sdk = `import { verifyWebhook } from '@posthorn/sdk'
import express from 'express'

const app = express()
const secret = process.env.POSTHORN_WEBHOOK_SECRET

app.post('/webhooks/posthorn', express.raw({ type: 'application/json' }), async (request, response) => {
  const event = await verifyWebhook({ payload: request.body, headers: request.headers, secret }).catch(() => null)
  if (event === null) return response.status(401).end()
  response.status(200).end() // Within 10 seconds; then do the work.
  console.log(event.event_id, event.event) // The same event_id may come more than once.
})

app.listen(3000)
`

const python = `import hashlib, hmac, os, time
from flask import Flask, request

app = Flask(__name__)
secret = os.environ["POSTHORN_WEBHOOK_SECRET"].encode()

@app.post("/webhooks/posthorn")
def receive():
    body = request.get_data()
    timestamp = request.headers.get("X-Timely-Timestamp", "0")
    expected = hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    fresh = timestamp.isdigit() and abs(time.time() - int(timestamp)) <= 300
    if not fresh or not hmac.compare_digest(expected, request.headers.get("X-Timely-Signature", "")):
        return "", 401
    event = request.get_json()
    print(event["event_id"], event["event"])  # The same event_id may come more than once.
    return "", 200  # Within 10 seconds; do the work elsewhere.
`

const standard = `import express from 'express'
import { Webhook } from 'standardwebhooks'

const app = express()
const webhook = new Webhook(process.env.POSTHORN_WEBHOOK_SECRET)

app.post('/webhooks/posthorn', express.raw({ type: 'application/json' }), (request, response) => {
  let event
  try {
    event = webhook.verify(request.body.toString(), request.headers)
  } catch {
    return response.status(401).end()
  }
  response.status(200).end() // Within 10 seconds; then do the work.
  console.log(event.event_id, event.event) // The same event_id may come more than once.
})

app.listen(3000)
`

export const snippets: readonly Snippet[] = [
  { name: 'Node', source: node },
  { name: 'Python', source: python },
  { name: 'Posthorn SDK', source: sdk },
  { name: 'Standard Webhooks', source: standard },
]
