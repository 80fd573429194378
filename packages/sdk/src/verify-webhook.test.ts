import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { sampleEvent } from '@posthorn/contract'
import { Webhook } from 'standardwebhooks'
import { verifyWebhook, type VerificationFault, type WebhookHeaders } from './index.ts'

const secret = `whsec_${'0123456789abcdef'.repeat(4)}`
const otherSecret = `whsec_${'fedcba9876543210'.repeat(4)}`
const event = { ...sampleEvent, data: { ...sampleEvent.data, note: 'ação 🚚' } }
const payload = JSON.stringify(event)
const nowMs = Date.parse('2026-04-19T14:30:00Z')
const now = String(nowMs / 1_000)

const hexHeaders = (body: string, key = secret, timestamp = now) => ({
  'X-Timely-Timestamp': timestamp,
  'X-Timely-Signature': createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex'),
})
const standardSignature = (body: string, key = secret, timestamp = now) =>
  new Webhook(key).sign(event.id, new Date(Number(timestamp) * 1_000), body)
const standardHeaders = (body: string, key = secret, timestamp = now) => ({
  'webhook-id': event.id,
  'webhook-timestamp': timestamp,
  'webhook-signature': standardSignature(body, key, timestamp),
})

interface Given {
  payload?: string | Uint8Array
  headers: WebhookHeaders
  secret?: string | string[]
  at?: number
  toleranceSeconds?: number
  prefix?: string
}

const verify = ({ at = nowMs, ...given }: Given) => verifyWebhook({ payload, secret, ...given }, () => at)
const accepts = async (given: Given) => assert.deepEqual(await verify(given), event)
const refuses = (given: Given, reason: VerificationFault) =>
  assert.rejects(verify(given), { name: 'WebhookVerificationError', reason })

const schemes = { 'X-Timely-Signature': hexHeaders, 'Standard Webhooks': standardHeaders }

for (const [scheme, sign] of Object.entries(schemes)) {
  const header = scheme === 'Standard Webhooks' ? 'webhook-signature' : 'X-Timely-Signature'
  const headersOf = (body: string, key?: string, timestamp?: string) =>
    sign(body, key, timestamp) as Record<string, string>
  const signed = headersOf(payload)
  const signature = signed[header]!
  const withSignature = (value: string) => ({ ...signed, [header]: value })

  test(`${scheme}: a genuine webhook is accepted, as text and as bytes`, async () => {
    await accepts({ headers: signed })
    await accepts({ headers: signed, payload: new TextEncoder().encode(payload) })
    await accepts({ headers: signed, payload: Buffer.from(payload) })
  })

  test(`${scheme}: headers are found in every form and case`, async () => {
    await accepts({ headers: new Headers(signed) })
    await accepts({ headers: new Map(Object.entries(signed)) })
    await accepts({ headers: Object.entries(signed) })
    await accepts({
      headers: Object.fromEntries(Object.entries(signed).map(([name, value]) => [name.toUpperCase(), [value]])),
    })
  })

  test(`${scheme}: a truncated, lengthened or empty signature is refused`, async () => {
    for (const wrong of [signature.slice(0, -1), signature.slice(1), `${signature}0`, '', 'v1,', ' ']) {
      await refuses({ headers: withSignature(wrong) }, 'wrong_signature')
    }
  })

  test(`${scheme}: each single wrong character is refused`, async () => {
    for (let index = 0; index < signature.length; index++) {
      const wrong = signature.slice(0, index) + (signature[index] === '0' ? '1' : '0') + signature.slice(index + 1)
      await refuses({ headers: withSignature(wrong) }, 'wrong_signature')
    }
  })

  test(`${scheme}: another case of the signature is another signature`, () =>
    refuses({ headers: withSignature(signature.toUpperCase()) }, 'wrong_signature'))

  test(`${scheme}: a body that was written again is refused`, async () => {
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(event).reverse()))
    const escaped = payload.replace('ã', '\\u00e3')
    for (const changed of [
      JSON.stringify(event, null, 2),
      reordered,
      escaped,
      `${payload}\n`,
      payload.slice(0, -1),
      '',
    ]) {
      await refuses({ headers: signed, payload: changed }, 'wrong_signature')
    }
  })

  test(`${scheme}: a body parsed and written again as it was is still genuine`, () =>
    accepts({ headers: signed, payload: JSON.stringify(JSON.parse(payload)) }))

  test(`${scheme}: a stale or future time is refused, within the tolerance it is not`, async () => {
    await accepts({ headers: signed, at: nowMs + 300_000 })
    await refuses({ headers: signed, at: nowMs + 301_000 }, 'too_old')
    await accepts({ headers: signed, at: nowMs - 300_000 })
    await refuses({ headers: signed, at: nowMs - 301_000 }, 'too_new')
    await accepts({ headers: signed, at: nowMs + 3_600_000, toleranceSeconds: 3_600 })
    await refuses({ headers: signed, at: nowMs + 11_000, toleranceSeconds: 10 }, 'too_old')
  })

  test(`${scheme}: a time that is none is refused`, async () => {
    const time = Object.keys(signed).find((name) => /timestamp/i.test(name))!
    for (const wrong of ['', 'now', '-1', '1e9', `${now}.5`, event.timestamp, `0x${now}`]) {
      await refuses({ headers: { ...signed, [time]: wrong } }, 'malformed_timestamp')
    }
  })

  test(`${scheme}: another time than the signed one is refused`, () => {
    const time = Object.keys(signed).find((name) => /timestamp/i.test(name))!
    return refuses({ headers: { ...signed, [time]: String(Number(now) + 1) } }, 'wrong_signature')
  })

  test(`${scheme}: a missing header is named so`, async () => {
    for (const name of Object.keys(signed)) {
      const { [name]: _dropped, ...rest } = signed
      await refuses({ headers: rest }, 'missing_header')
    }
    await refuses({ headers: {} }, 'missing_header')
  })

  test(`${scheme}: any of several secrets will do, another will not`, async () => {
    await accepts({ headers: signed, secret: [otherSecret, secret] })
    await refuses({ headers: signed, secret: otherSecret }, 'wrong_signature')
    await refuses({ headers: signed, secret: '' }, 'malformed_secret')
    await refuses({ headers: signed, secret: [] }, 'malformed_secret')
  })
}

test('X-Timely-Signature: repeated, it is refused', async () => {
  const signed = hexHeaders(payload)
  const twice = signed['X-Timely-Signature']
  await refuses({ headers: { ...signed, 'X-Timely-Signature': [twice, twice] } }, 'wrong_signature')
  await refuses({ headers: { ...signed, 'X-Timely-Signature': `${twice} ${twice}` } }, 'wrong_signature')
  await refuses({ headers: { ...signed, 'X-Timely-Signature': `sha256=${twice}` } }, 'wrong_signature')
})

test('X-Timely-Signature: its prefix may be another', async () => {
  const [timestamp, signature] = Object.values(hexHeaders(payload)) as [string, string]
  const headers = { 'acme-timestamp': timestamp, 'acme-signature': signature }
  await accepts({ headers, prefix: 'Acme' })
  await refuses({ headers }, 'missing_header')
})

test('Standard Webhooks: one good signature among several is enough', async () => {
  const signed = standardHeaders(payload)
  const [good, old] = [signed['webhook-signature'], standardSignature(payload, otherSecret)]
  for (const signatures of [`${old} ${good}`, `${good} ${old}`, `${good} ${good}`, `v2,abc v1a,def ${good}`]) {
    await accepts({ headers: { ...signed, 'webhook-signature': signatures } })
  }
  for (const signatures of [`${old} ${old}`, good.replace('v1,', 'v2,'), good.slice(3), `v1,${good}`]) {
    await refuses({ headers: { ...signed, 'webhook-signature': signatures } }, 'wrong_signature')
  }
})

test('Standard Webhooks: another id than the signed one is refused', () =>
  refuses({ headers: { ...standardHeaders(payload), 'webhook-id': 'evt_other' } }, 'wrong_signature'))

test('where both are there, the Standard Webhooks one decides', async () => {
  await accepts({ headers: { ...standardHeaders(payload), ...hexHeaders('something else') } })
  const forged = { ...standardHeaders(payload, otherSecret), ...hexHeaders(payload) }
  await refuses({ headers: forged }, 'wrong_signature')
  const { 'webhook-signature': _dropped, ...rest } = { ...standardHeaders(payload), ...hexHeaders(payload) }
  await refuses({ headers: rest }, 'missing_header')
})

test('the standardwebhooks package accepts and refuses the same', async () => {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const signed = standardHeaders(payload, secret, timestamp)
  const [good, old] = [signed['webhook-signature'], standardSignature(payload, otherSecret, timestamp)]
  const outcome = (work: () => unknown) =>
    Promise.resolve()
      .then(work)
      .then(
        () => 'accepted',
        () => 'refused',
      )
  for (const [body, key, signatures, expected] of [
    [payload, secret, good, 'accepted'],
    [payload, secret, `${old} ${good}`, 'accepted'],
    [payload, secret, `v2,abc v1a,def ${good}`, 'accepted'],
    [payload, secret, good.slice(0, -1), 'refused'],
    [payload, secret, `${old} ${old}`, 'refused'],
    [`${payload} `, secret, good, 'refused'],
    [payload, otherSecret, good, 'refused'],
  ] as const) {
    const headers = { ...signed, 'webhook-signature': signatures }
    assert.equal(await outcome(() => new Webhook(key).verify(body, headers)), expected)
    assert.equal(await outcome(() => verifyWebhook({ payload: body, headers, secret: key })), expected)
  }
})

test('a genuine body that is no JSON is named so', () =>
  refuses({ payload: 'hello', headers: hexHeaders('hello') }, 'not_json'))

test('a secret that is not base64 is named so', () =>
  refuses({ headers: standardHeaders(payload), secret: 'whsec_!!!' }, 'malformed_secret'))
