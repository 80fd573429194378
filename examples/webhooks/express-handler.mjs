// Receives webhooks with Express: checks the signature, answers at once, works later, and does each event only once.
//
//   WEBHOOK_SECRET=whsec_… PORT=3000 node examples/webhooks/express-handler.mjs
//
// It signs the body that `express.json()` parsed, serialised again. That gives the bytes that were sent, because they
// were sent as JSON.stringify writes them. Where you can get at the raw body, check that instead.
import crypto from 'node:crypto'
import express from 'express'

const secret = process.env.WEBHOOK_SECRET

function isSigned(body, signature, timestamp) {
  const payload = `${timestamp}.${JSON.stringify(body)}`
  const expected = crypto.createHmac('sha256', secret).update(payload).digest('hex')
  return crypto.timingSafeEqual(Buffer.from(signature, 'hex'), Buffer.from(expected, 'hex'))
}

// A table with a unique key in production, so that it outlives the process.
const seen = new Set()

const app = express()
app.use(express.json())

app.post('/webhooks/posthorn', (request, response) => {
  const signature = request.headers['x-timely-signature']
  const timestamp = request.headers['x-timely-timestamp']
  if (!isSigned(request.body, signature, timestamp)) return response.status(401).send('Invalid signature')

  // An event may come more than once: a retry, or an answer of ours that was lost.
  const eventId = request.headers['x-timely-event-id']
  if (seen.has(eventId)) return response.status(200).send('ok')
  seen.add(eventId)

  response.status(200).send('ok')
  handle(request.body)
})

function handle({ event, data }) {
  console.log(`${event} ${JSON.stringify(data)}`)
}

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`Listening on http://127.0.0.1:${server.address().port}/webhooks/posthorn`)
})
