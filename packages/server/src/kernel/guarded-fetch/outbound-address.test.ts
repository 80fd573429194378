import assert from 'node:assert/strict'
import { setDefaultCACertificates } from 'node:tls'
import { test, type TestContext } from 'node:test'

import { DnsServer } from '../../../../../test/support/dns-server.ts'
import { createTestCertificate } from '../../../../../test/support/recording-receiver-certificate.ts'
import type { RecordingReceiver } from '../../../../../test/support/recording-receiver.ts'
import { createResolver } from '../resolve-host.ts'
import { OutboundFixture } from '../../../../../test/support/recording-receiver-outbound.ts'
import { vetUrl } from './vet-url.ts'

const tls = createTestCertificate(['hook.test', 'other.test', '127.0.0.2'])
setDefaultCACertificates([tls.cert])

/** 127.0.0.2 stands for the public internet here: it is opened, and all else on loopback is as forbidden as ever. */
const guarded = { allowInsecure: false, allowAddresses: ['127.0.0.2/32'] }

async function scene(t: TestContext): Promise<Scene> {
  const dns = await DnsServer.start()
  t.after(() => dns.close())
  const resolve = createResolver({ servers: [dns.address] })
  const fixture = new OutboundFixture(t, { ...guarded, resolve })
  const receiver = await fixture.receiver({ host: '127.0.0.2', tls })
  return { dns, resolve, fixture, receiver, url: `https://hook.test:${receiver.port}/` }
}

interface Scene {
  dns: DnsServer
  resolve: ReturnType<typeof createResolver>
  fixture: OutboundFixture
  receiver: RecordingReceiver
  url: string
}

test('a vetted name is asked for once for each connection, and what was vetted is dialled', async (t) => {
  const { dns, fixture, receiver, url } = await scene(t)
  dns.answer('hook.test', ['127.0.0.2'], ['127.0.0.1'])
  assert.equal((await fixture.answered(url)).httpStatus, 200)
  assert.equal((await fixture.answered(url)).httpStatus, 200)
  assert.equal(dns.timesAsked('hook.test'), 1)
  assert.equal(receiver.connections, 1)
  assert.deepEqual(receiver.serverNames, ['hook.test'])
})

test('a name that leads to loopback is refused without a connection', async (t) => {
  const { dns, fixture, receiver, url } = await scene(t)
  dns.answer('hook.test', ['127.0.0.1'])
  const outcome = await fixture.failed(url)
  assert.equal(outcome.error, 'blocked_address')
  assert.match(outcome.detail, /loopback/)
  assert.doesNotMatch(outcome.detail, /127\./)
  assert.equal(receiver.connections, 0)
})

test('one forbidden answer among good ones refuses the call, in either family', async (t) => {
  const { dns, fixture, receiver, url } = await scene(t)
  for (const bad of ['10.0.0.1', '169.254.169.254', '::1', 'fd00:ec2::254', '64:ff9b::7f00:1', '2002:7f00:1::']) {
    dns.answer('hook.test', ['127.0.0.2', bad])
    assert.equal((await fixture.failed(url)).error, 'blocked_address', bad)
  }
  assert.equal(receiver.connections, 0)
})

test('a name rebound after it was registered is refused at the attempt', async (t) => {
  const { dns, resolve, fixture, receiver, url } = await scene(t)
  dns.answer('hook.test', ['127.0.0.2'], ['127.0.0.1'])
  assert.deepEqual(await vetUrl(url, { ...guarded, resolve }), { ok: true, url })
  assert.equal((await fixture.failed(url)).error, 'blocked_address')
  assert.equal(receiver.connections, 0)
})

test('a name is vetted again for every connection, not only the first', async (t) => {
  const { dns, fixture, receiver, url } = await scene(t)
  receiver.answerWith({ headers: { connection: 'close' } })
  dns.answer('hook.test', ['127.0.0.2'], ['127.0.0.2', '10.0.0.1'])
  await fixture.answered(url)
  assert.equal((await fixture.failed(url)).error, 'blocked_address')
  assert.equal(receiver.connections, 1)
})

test('an address in the URL is checked although nothing is resolved', async (t) => {
  const { dns, fixture, receiver } = await scene(t)
  const inside = await fixture.receiver({ tls })
  for (const host of ['127.0.0.1', '0x7f.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]']) {
    assert.equal((await fixture.failed(`https://${host}:${inside.port}/`)).error, 'blocked_address', host)
  }
  assert.equal(inside.connections, 0)
  assert.equal((await fixture.answered(`https://127.0.0.2:${receiver.port}/`)).httpStatus, 200)
  assert.deepEqual(receiver.serverNames, [false])
  assert.deepEqual(dns.queries, [])
})

test('without allowInsecure plain http is not called', async (t) => {
  const { fixture } = await scene(t)
  const plain = await fixture.receiver({ host: '127.0.0.2' })
  const outcome = await fixture.failed(plain.origin)
  assert.equal(outcome.error, 'tls')
  assert.match(outcome.detail, /not https/)
  assert.equal(plain.connections, 0)
})

test('a certificate nobody vouches for, or for another name, or no TLS at all, is a tls error', async (t) => {
  const { dns, fixture, receiver } = await scene(t)
  const selfSigned = await fixture.receiver({ host: '127.0.0.2', tls: createTestCertificate(['hook.test']) })
  const plain = await fixture.receiver({ host: '127.0.0.2' })
  for (const name of ['hook.test', 'another.test']) dns.answer(name, ['127.0.0.2'])
  const details = [
    await fixture.failed(`https://hook.test:${selfSigned.port}/`),
    await fixture.failed(`https://another.test:${receiver.port}/`),
    await fixture.failed(`https://hook.test:${plain.port}/`),
  ].map(({ error, detail }) => `${error}: ${detail}`)
  assert.match(details[0] ?? '', /^tls: The certificate is self-signed \(DEPTH_ZERO_SELF_SIGNED_CERT\)/)
  assert.match(details[1] ?? '', /^tls: .*ERR_TLS_CERT_ALTNAME_INVALID/)
  assert.match(details[2] ?? '', /^tls: wrong version number \(ERR_SSL_WRONG_VERSION_NUMBER\)/)
  assert.equal(selfSigned.requests.length + receiver.requests.length + plain.requests.length, 0)
})

test('allowInsecure lifts the address rules but not the certificate', async (t) => {
  const fixture = new OutboundFixture(t, { allowInsecure: true })
  const receiver = await fixture.receiver({ tls: createTestCertificate(['127.0.0.1']) })
  assert.equal((await fixture.failed(receiver.origin)).error, 'tls')
})
