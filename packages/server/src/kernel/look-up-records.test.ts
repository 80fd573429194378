import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { DnsServer } from '../../../../test/support/dns-server.ts'
import { FakeClock } from '../../../../test/support/fake-clock.ts'
import { createRecordLookup, RecordLookupError } from './look-up-records.ts'

async function startDns(test: TestContext): Promise<DnsServer> {
  const dns = await DnsServer.start()
  test.after(() => dns.close())
  return dns
}

const withCode = (code: string) => (error: unknown) => error instanceof RecordLookupError && error.code === code

test('the strings of a text are put together, and each record is one text', async (t) => {
  const dns = await startDns(t)
  const { txt } = createRecordLookup({ servers: [dns.address] })
  const long = 'p'.repeat(400)
  dns.hold('texts.test', { txt: [[long.slice(0, 255), long.slice(255)], 'v=spf1 -all'] })
  assert.deepEqual((await txt('texts.test')).sort(), [long, 'v=spf1 -all'])
})

test('a CNAME is followed to its texts, and a ring of them ends', async (t) => {
  const dns = await startDns(t)
  const { txt, cname } = createRecordLookup({ servers: [dns.address] })
  dns.hold('alias.test', { cname: 'next.test' })
  dns.hold('next.test', { cname: 'Target.TEST' })
  dns.hold('target.test', { txt: ['found'] })
  dns.hold('ring.test', { cname: 'gnir.test' })
  dns.hold('gnir.test', { cname: 'ring.test' })
  assert.deepEqual(await txt('alias.test'), ['found'])
  assert.deepEqual(await cname('next.test'), ['target.test'])
  assert.deepEqual(await txt('ring.test'), [])
})

test('a name without such records, or that is not there, has none', async (t) => {
  const dns = await startDns(t)
  const { txt, cname } = createRecordLookup({ servers: [dns.address] })
  dns.hold('bare.test', {})
  for (const name of ['bare.test', 'nowhere.test']) assert.deepEqual([await txt(name), await cname(name)], [[], []])
})

test('a name server that fails says nothing about the name', async (t) => {
  const dns = await startDns(t)
  const { txt, cname } = createRecordLookup({ servers: [dns.address] })
  dns.answer('broken.test', 'SERVFAIL')
  await assert.rejects(txt('broken.test'), withCode('ESERVFAIL'))
  await assert.rejects(cname('broken.test'), withCode('ESERVFAIL'))
})

test('a name server that does not answer is given five seconds', async (t) => {
  const dns = await startDns(t)
  const clock = new FakeClock()
  const { txt } = createRecordLookup({ servers: [dns.address], clock })
  dns.answer('silent.test', 'silent')
  const rejected = assert.rejects(txt('silent.test'), withCode('ETIMEOUT'))
  await clock.advance(5_000)
  await rejected
})
