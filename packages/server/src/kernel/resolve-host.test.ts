import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { DnsServer } from '../../../../test/support/dns-server.ts'
import { FakeClock } from '../../../../test/support/fake-clock.ts'
import { createResolver, UnresolvedHostError } from './resolve-host.ts'

async function startDns(test: TestContext): Promise<DnsServer> {
  const dns = await DnsServer.start()
  test.after(() => dns.close())
  return dns
}

const withCode = (code: string) => (error: unknown) => error instanceof UnresolvedHostError && error.code === code

test('both families are asked for, and one may be empty', async (t) => {
  const dns = await startDns(t)
  const resolve = createResolver({ servers: [dns.address] })
  dns.answer('both.test', ['192.0.2.1', '192.0.2.2', '2001:db8::1'])
  dns.answer('six.test', ['2001:db8::6'])
  assert.deepEqual(await resolve('both.test'), [
    { address: '192.0.2.1', family: 4 },
    { address: '192.0.2.2', family: 4 },
    { address: '2001:db8::1', family: 6 },
  ])
  assert.deepEqual(await resolve('six.test'), [{ address: '2001:db8::6', family: 6 }])
})

test('a name without addresses is an error that keeps the code of the resolver', async (t) => {
  const dns = await startDns(t)
  const resolve = createResolver({ servers: [dns.address] })
  dns.answer('broken.test', 'SERVFAIL')
  dns.answer('empty.test', [])
  await assert.rejects(resolve('nowhere.test'), withCode('ENOTFOUND'))
  await assert.rejects(resolve('broken.test'), withCode('ESERVFAIL'))
  await assert.rejects(resolve('empty.test'), withCode('ENODATA'))
})

test('nothing is cached: each question gets the answer of its moment', async (t) => {
  const dns = await startDns(t)
  const resolve = createResolver({ servers: [dns.address] })
  dns.answer('moving.test', ['192.0.2.1'], ['192.0.2.2'])
  assert.deepEqual(await resolve('moving.test'), [{ address: '192.0.2.1', family: 4 }])
  assert.deepEqual(await resolve('moving.test'), [{ address: '192.0.2.2', family: 4 }])
})

test('questions for one name that are in flight together are one question', async (t) => {
  const dns = await startDns(t)
  const resolve = createResolver({ servers: [dns.address] })
  dns.answer('busy.test', ['192.0.2.1'])
  await Promise.all([resolve('busy.test'), resolve('busy.test'), resolve('busy.test')])
  assert.equal(dns.timesAsked('busy.test'), 1)
})

test('a name server that does not answer is given five seconds', async (t) => {
  const dns = await startDns(t)
  const clock = new FakeClock()
  const resolve = createResolver({ servers: [dns.address], clock })
  dns.answer('silent.test', 'silent')
  const rejected = assert.rejects(resolve('silent.test'), withCode('ETIMEOUT'))
  await clock.advance(5_000)
  await rejected
})

test('without servers the system is asked, /etc/hosts included', async () => {
  const addresses = await createResolver()('localhost')
  assert.ok(addresses.some(({ address }) => address === '127.0.0.1' || address === '::1'))
  await assert.rejects(createResolver()('nowhere.invalid'), UnresolvedHostError)
})
