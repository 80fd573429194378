import assert from 'node:assert/strict'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { describe, test } from 'node:test'

import fc from 'fast-check'
import { Webhook as StandardWebhook } from 'standardwebhooks'

import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { type Random, systemRandom } from '../../kernel/random.ts'
import { createSecretBox, masterKey, WrongMasterKey } from '../../kernel/secret-box.ts'
import { newSecret, SecretKeys, type SigningSecret, type StoredSecret, validAt } from './secrets.ts'
import { signRequest, type SignedParts, tamperSignatures } from './sign-request.ts'

const words = { headerPrefix: 'X-Timely', userAgent: 'Posthorn/1.0.0' }
const box = createSecretBox([masterKey(Buffer.alloc(32, 7))], systemRandom)
const now = Date.UTC(2026, 3, 19, 14, 30, 0, 999)
const raw = JSON.stringify({ id: 'evt_1', data: { name: 'Zoë 😀 \ud800\u2028' } })
const parts: SignedParts = {
  eventId: 'evt_01KPK2BYJ0V7P9WCEXAMPLE00',
  eventType: 'message.received',
  attemptId: '0198c0de-0000-7000-8000-000000000001',
  attempt: 3,
  raw,
  bodySignature: false,
  test: false,
}

/** A secret that signs until `validUntil`, with its text. */
function secretUntil(validUntil: number | null): { text: string; stored: StoredSecret } {
  const { text, stored } = newSecret(systemRandom, box, now)
  return { text, stored: { ...stored, validUntil } }
}

const opened = (...secrets: { stored: StoredSecret }[]): readonly SigningSecret[] =>
  new SecretKeys(box).open(JSON.stringify(secrets.map(({ stored }) => stored)))

function byName(headers: readonly string[]): Record<string, string> {
  const pairs = headers.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), headers[index + 1] ?? '']] : [],
  )
  return Object.fromEntries(pairs) as Record<string, string>
}

/** S3's JavaScript handler: re-serialises the parsed body, compares hex with timingSafeEqual, checks no length. */
function javascriptAccepts(secret: string, headers: Record<string, string>, body: string): boolean {
  const payload = JSON.stringify(JSON.parse(body))
  const expected = createHmac('sha256', secret).update(`${headers['x-timely-timestamp']}.${payload}`).digest('hex')
  return timingSafeEqual(Buffer.from(headers['x-timely-signature'] ?? '', 'hex'), Buffer.from(expected, 'hex'))
}

/** S3's Python handler: the raw body, compared as text. */
function pythonAccepts(secret: string, headers: Record<string, string>, body: string): boolean {
  const expected = createHmac('sha256', secret).update(`${headers['x-timely-timestamp']}.${body}`).digest('hex')
  return headers['x-timely-signature'] === expected
}

/** The Standard Webhooks library, with a receiver's clock at the time of signing. */
function standardAccepts(secret: string, headers: Record<string, string>, body: string): boolean {
  try {
    // The library knows only its own clock, so the request is signed at that time.
    new StandardWebhook(secret).verify(body, headers)
    return true
  } catch {
    return false
  }
}

describe('a signed request', () => {
  test('carries the headers of the contract, and nothing of the secret', () => {
    const secret = secretUntil(null)
    const headers = byName(signRequest(parts, opened(secret), now, words))
    const { 'x-timely-signature': hex, 'webhook-signature': standard, ...others } = headers
    assert.deepEqual(others, {
      'content-type': 'application/json',
      'user-agent': 'Posthorn/1.0.0',
      'x-timely-timestamp': '1776609000',
      'x-timely-event-id': parts.eventId,
      'x-timely-event': 'message.received',
      'x-timely-delivery-id': parts.attemptId,
      'x-timely-attempt': '3',
      'webhook-id': parts.eventId,
      'webhook-timestamp': '1776609000',
    })
    assert.match(hex ?? '', /^[0-9a-f]{64}$/)
    assert.match(standard ?? '', /^v1,[A-Za-z0-9+/]{43}=$/)
    assert.ok(!JSON.stringify(headers).includes(secret.text))
  })

  test('is accepted by both of S3, by the Standard Webhooks library, and by nobody with another secret or body', () => {
    const secret = secretUntil(null)
    const other = secretUntil(null)
    const headers = byName(signRequest(parts, opened(secret), Date.now(), words))
    for (const accepts of [javascriptAccepts, pythonAccepts, standardAccepts]) {
      assert.equal(accepts(secret.text, headers, raw), true, accepts.name)
      assert.equal(accepts(other.text, headers, raw), false, accepts.name)
      assert.equal(accepts(secret.text, headers, raw.replace('Zoë', 'Zoe')), false, accepts.name)
    }
  })

  test('of any body at all is accepted by all three', () => {
    const secret = secretUntil(null)
    const keys = opened(secret)
    const property = fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
      const body = JSON.stringify({ id: 'evt_1', data: JSON.parse(json) as unknown })
      const headers = byName(signRequest({ ...parts, raw: body }, keys, Date.now(), words))
      for (const accepts of [javascriptAccepts, pythonAccepts, standardAccepts])
        assert.ok(accepts(secret.text, headers, body))
    })
    fc.assert(property, { seed: 2026, numRuns: 200 })
  })

  test('of a test says so; the body signature comes only when asked for', () => {
    const secret = secretUntil(null)
    const headers = byName(signRequest({ ...parts, test: true, bodySignature: true }, opened(secret), now, words))
    assert.equal(headers['x-timely-test'], 'true')
    assert.equal(
      headers['x-sendapi-signature'],
      `sha256=${createHmac('sha256', secret.text).update(raw).digest('hex')}`,
    )
    const plain = byName(signRequest(parts, opened(secret), now, words))
    assert.ok(!('x-timely-test' in plain) && !('x-sendapi-signature' in plain))
  })

  test('wears the prefix that was configured', () => {
    const names = Object.keys(
      byName(
        signRequest({ ...parts, test: true }, opened(secretUntil(null)), now, { ...words, headerPrefix: 'X-Acme' }),
      ),
    )
    assert.ok(!names.some((name) => name.startsWith('x-timely')))
    assert.equal(names.filter((name) => name.startsWith('x-acme-')).length, 7)
  })
})

describe('during a rotation', () => {
  test('every valid secret signs for the standard header, and the oldest valid one for the bare header', () => {
    const [newest, middle, oldest, ended] = [
      secretUntil(null),
      secretUntil(Date.now() + 60_000),
      secretUntil(Date.now() + 30_000),
      secretUntil(Date.now() - 1),
    ]
    const headers = byName(
      signRequest({ ...parts, bodySignature: true }, opened(newest, middle, oldest, ended), Date.now(), words),
    )
    assert.equal(headers['webhook-signature']?.split(' ').length, 3)
    for (const secret of [newest, middle, oldest]) assert.equal(standardAccepts(secret.text, headers, raw), true)
    assert.equal(standardAccepts(ended.text, headers, raw), false)
    assert.deepEqual(
      [newest, middle, oldest, ended].map(({ text }) => pythonAccepts(text, headers, raw)),
      [false, false, true, false],
    )
    assert.equal(
      headers['x-sendapi-signature'],
      `sha256=${createHmac('sha256', oldest.text).update(raw).digest('hex')}`,
    )
  })

  test('an old secret stops signing at the very moment its overlap ends; the newest never does', () => {
    const clock = new FakeClock()
    const [newest, old] = [secretUntil(null), secretUntil(clock.now() + 1_000)]
    const secrets = opened(newest, old)
    assert.equal(validAt(secrets, clock.now() + 999).length, 2)
    assert.deepEqual(validAt(secrets, clock.now() + 1_000), [secrets[0]])
    assert.deepEqual(validAt(secrets, clock.now() + 1e15), [secrets[0]])
  })

  test('without any valid secret nothing is sent unsigned', () => {
    assert.throws(() => signRequest(parts, [], now, words), /valid secret/)
  })
})

describe('tampered signatures', () => {
  test('look right, differ from the true ones, and touch nothing else', () => {
    const secret = secretUntil(null)
    const headers = signRequest({ ...parts, bodySignature: true, test: true }, opened(secret), Date.now(), words)
    const tampered = tamperSignatures(headers, systemRandom)
    assert.equal(tampered.length, headers.length)
    const [before, after] = [byName(headers), byName(tampered)]
    const changed = Object.keys(before).filter((name) => before[name] !== after[name])
    assert.deepEqual(changed, ['x-timely-signature', 'webhook-signature', 'x-sendapi-signature'])
    assert.match(after['x-timely-signature'] ?? '', /^[0-9a-f]{64}$/)
    assert.match(after['webhook-signature'] ?? '', /^v1,[A-Za-z0-9+/]{43}=$/)
    assert.match(after['x-sendapi-signature'] ?? '', /^sha256=[0-9a-f]{64}$/)
    for (const accepts of [javascriptAccepts, pythonAccepts, standardAccepts]) {
      assert.equal(accepts(secret.text, after, raw), false, accepts.name)
    }
  })

  test('reach our own header under whatever prefix', () => {
    const headers = signRequest(parts, opened(secretUntil(null)), now, { ...words, headerPrefix: 'Signature' })
    assert.notEqual(
      byName(tamperSignatures(headers, systemRandom))['signature-signature'],
      byName(headers)['signature-signature'],
    )
  })
})

describe('secrets', () => {
  const random: Random = { bytes: (count) => Buffer.alloc(count, 0xab), below: () => 0 }

  test('are whsec_ and 64 hex characters, kept sealed, with a few characters to be recognised by', () => {
    const { text, stored } = newSecret(random, box, now)
    assert.equal(text, `whsec_${'ab'.repeat(32)}`)
    assert.deepEqual(
      { ...stored, sealed: '' },
      { sealed: '', prefix: 'whsec_ababab', createdAt: now, validUntil: null },
    )
    assert.ok(!JSON.stringify(stored).includes('ab'.repeat(8)))
    assert.equal(box.open(stored.sealed), text)
  })

  test('are opened again after the master key was changed, and refused under a wrong one', () => {
    const { stored } = newSecret(systemRandom, box, now)
    const column = JSON.stringify([stored])
    const [newer, wrong] = [masterKey(Buffer.alloc(32, 8)), masterKey(Buffer.alloc(32, 9))]
    assert.equal(
      new SecretKeys(createSecretBox([newer, masterKey(Buffer.alloc(32, 7))], systemRandom)).open(column).length,
      1,
    )
    assert.throws(() => new SecretKeys(createSecretBox([wrong], systemRandom)).open(column), WrongMasterKey)
  })

  test('are prepared once: the same column gives the same keys', () => {
    const keys = new SecretKeys(box)
    const column = JSON.stringify([secretUntil(null).stored])
    assert.equal(keys.open(column), keys.open(column))
  })
})
