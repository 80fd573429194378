import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { type Config, loadConfig, settings } from './config.ts'

const KEY = '0123456789abcdef'.repeat(4)

function read(environment: Record<string, string>): Config {
  const result = loadConfig(environment)
  assert.ok(result.ok, JSON.stringify(result))
  return result.config
}

function faults(environment: Record<string, string>) {
  const result = loadConfig(environment)
  assert.ok(!result.ok, 'it was taken')
  return result.faults
}

describe('the settings', () => {
  test('are those of a machine of one, when nothing is set', () => {
    assert.deepEqual(read({ PATH: '/bin', HOME: '/root' }), {
      port: 7676,
      host: '127.0.0.1',
      dataDir: './data',
      databaseUrl: null,
      databasePool: 10,
      publicUrl: null,
      masterKeys: null,
      requireHttps: false,
      trustedProxies: ['127.0.0.1/32', '::1/128'],
      webhookAllowInsecure: false,
      webhookAllowAddresses: [],
      webhookHeaderPrefix: 'X-Timely',
      webhookRetryWaitsMs: [5_000, 15_000, 60_000, 300_000, 900_000],
      dnsServers: [],
      rateLimitPerMinute: null,
      example: true,
      chatDeadlineMs: 60_000,
      chatAsyncDeadlineMs: 300_000,
      chatConcurrency: 8,
      chatWaiting: 100,
      maxBodyBytes: 1_048_576,
      maxUploadBytes: 20_971_520,
      smtpUrl: null,
      mailFrom: 'posthorn@localhost',
      mailDomain: 'localhost',
      dkimKeyFile: null,
      dkimSelector: 'posthorn',
      mailIn: null,
      simulatorDelayMs: 1_000,
      whatsappDriver: 'simulator',
      metaGraphUrl: 'https://graph.facebook.com',
      models: { model: null, embeddings: null },
      retentionDays: 90,
      stopMs: 20_000,
      logLevel: 'info',
    })
  })

  test('take the domain of mail from its sender, unless it is given', () => {
    assert.equal(read({ POSTHORN_MAIL_FROM: 'no-reply@Example.COM' }).mailDomain, 'example.com')
    const both = { POSTHORN_MAIL_FROM: 'no-reply@example.com', POSTHORN_MAIL_DOMAIN: 'Mail.Example.com' }
    assert.equal(read(both).mailDomain, 'mail.example.com')
    for (const domain of ['https://example.com', 'a b', 'example.com.', '-a'])
      assert.equal(faults({ POSTHORN_MAIL_DOMAIN: domain })[0]?.name, 'POSTHORN_MAIL_DOMAIN')
  })

  test('mail is taken in only where a port is named, and with a whole certificate or none', () => {
    assert.equal(read({}).mailIn, null)
    const given = { POSTHORN_MAIL_IN_PORT: '2525', POSTHORN_MAIL_DOMAIN: 'mail.example.com' }
    assert.deepEqual(read(given).mailIn, {
      port: 2525,
      host: '127.0.0.1',
      maxBytes: 10_485_760,
      connections: 50,
      tls: null,
      feedbackAddress: 'fbl@mail.example.com',
    })
    const files = { POSTHORN_MAIL_IN_KEY_FILE: 'a.key', POSTHORN_MAIL_IN_CERTIFICATE_FILE: 'a.pem' }
    assert.deepEqual(read({ ...given, ...files }).mailIn?.tls, { keyFile: 'a.key', certificateFile: 'a.pem' })
    const half = { ...given, POSTHORN_MAIL_IN_KEY_FILE: 'a.key' }
    assert.equal(faults(half)[0]?.name, 'POSTHORN_MAIL_IN_CERTIFICATE_FILE')
  })

  test('a model is an address with a name, and asked for nothing without them', () => {
    assert.deepEqual(read({}).models, { model: null, embeddings: null })
    const url = 'http://127.0.0.1:8080/v1/'
    const { model, embeddings } = read({
      POSTHORN_MODEL_URL: url,
      POSTHORN_MODEL_NAME: 'local-8b',
      POSTHORN_EMBEDDINGS_URL: url,
      POSTHORN_EMBEDDINGS_MODEL: 'local-embed',
      POSTHORN_EMBEDDINGS_KEY: 'sk-1',
      POSTHORN_EMBEDDINGS_QUESTION_PREFIX: 'query: ',
    }).models
    assert.deepEqual(model, { url: 'http://127.0.0.1:8080/v1', key: null, model: 'local-8b', withinMs: 20_000 })
    assert.deepEqual([embeddings?.key, embeddings?.questionPrefix, embeddings?.documentPrefix], ['sk-1', 'query: ', ''])
    assert.equal(faults({ POSTHORN_MODEL_URL: url })[0]?.name, 'POSTHORN_MODEL_NAME')
    assert.equal(faults({ POSTHORN_EMBEDDINGS_MODEL: 'x' })[0]?.name, 'POSTHORN_EMBEDDINGS_URL')
    const told = faults({ POSTHORN_MODEL_URL: 'https://me:secret@models.example.com/v1', POSTHORN_MODEL_NAME: 'x' })
    assert.equal(told.length, 1)
    assert.doesNotMatch(JSON.stringify(told), /secret@/)
  })

  test('that are empty count as not set', () => {
    const empty = Object.fromEntries(Object.keys(settings).map((name) => [name, ' ']))
    assert.deepEqual(read(empty), read({}))
  })

  test('have defaults that they would take themselves', () => {
    const given = Object.entries(settings).flatMap(([name, { default: value }]) =>
      value === null ? [] : [[name, value]],
    )
    assert.deepEqual(read(Object.fromEntries(given) as Record<string, string>), read({}))
  })

  test('are read in every form that a person would write', () => {
    const config = read({
      POSTHORN_PORT: '0',
      POSTHORN_DATABASE_URL: 'postgresql://me:secret@db/posthorn',
      POSTHORN_PUBLIC_URL: 'https://posthorn.example.com//',
      POSTHORN_MASTER_KEY: `${KEY} , ${KEY.toUpperCase()}`,
      POSTHORN_WEBHOOK_ALLOW_INSECURE: 'Yes',
      POSTHORN_WEBHOOK_ALLOW_ADDRESSES: '10.1.0.0/16, fd00::/8, 192.168.1.7',
      POSTHORN_WEBHOOK_RETRY_WAITS: '0.2, 1.005,0.0001,60',
      POSTHORN_DNS_SERVERS: '9.9.9.9, 127.0.0.1:5353,[::1]:53, 2620:fe::fe',
      POSTHORN_TRUSTED_PROXIES: '10.0.0.1,10.2.0.0/16',
      POSTHORN_STOP_SECONDS: '5',
      POSTHORN_LOG_LEVEL: 'warn',
    })
    assert.equal(config.port, 0)
    assert.equal(config.publicUrl, 'https://posthorn.example.com')
    assert.equal(config.requireHttps, true, 'since the public URL is https://')
    assert.equal(config.masterKeys?.length, 2)
    assert.equal(config.webhookAllowInsecure, true)
    assert.deepEqual(config.webhookAllowAddresses, ['10.1.0.0/16', 'fd00::/8', '192.168.1.7/32'])
    assert.deepEqual(config.webhookRetryWaitsMs, [200, 1_005, 1, 60_000], 'in whole milliseconds')
    assert.deepEqual(config.dnsServers, ['9.9.9.9', '127.0.0.1:5353', '[::1]:53', '2620:fe::fe'])
    assert.deepEqual(config.trustedProxies, ['10.0.0.1/32', '10.2.0.0/16'])
    assert.equal(config.stopMs, 5_000)
    for (const text of ['true', '1', 'on', 'TRUE'])
      assert.equal(read({ POSTHORN_REQUIRE_HTTPS: text }).requireHttps, true)
    for (const text of ['false', '0', 'off', 'no']) {
      assert.equal(read({ POSTHORN_REQUIRE_HTTPS: text, POSTHORN_PUBLIC_URL: 'https://x' }).requireHttps, false)
    }
  })
})

describe('a wrong setting', () => {
  const wrong: Record<string, string[]> = {
    POSTHORN_PORT: ['-1', '65536', '80.5', 'http', '0x50', '1e3'],
    POSTHORN_DATABASE_URL: ['mysql://me:hunter2@db/x', 'db'],
    POSTHORN_DATABASE_POOL: ['1', '501'],
    POSTHORN_PUBLIC_URL: ['posthorn.example.com', 'ftp://x'],
    POSTHORN_MASTER_KEY: ['hunter2', KEY.slice(1), `${KEY},`, `${KEY}0`],
    POSTHORN_REQUIRE_HTTPS: ['maybe', '2'],
    POSTHORN_TRUSTED_PROXIES: ['proxy', '10.0.0.0/33', '1', '127.1', '10.0.0.1;10.0.0.2'],
    POSTHORN_WEBHOOK_ALLOW_INSECURE: ['sure'],
    POSTHORN_WEBHOOK_ALLOW_ADDRESSES: ['example.com', '10.0.0.0/', '0x7f.1', '300.1.1.1'],
    POSTHORN_WEBHOOK_HEADER_PREFIX: ['X Timely', '-X', 'X:', 'Ü', 'x'.repeat(41)],
    POSTHORN_WEBHOOK_RETRY_WAITS: [
      '5,',
      '0',
      '-1',
      'five',
      '5;15',
      '604801',
      Array.from({ length: 31 }, () => 1).join(),
    ],
    POSTHORN_DNS_SERVERS: ['dns.example.com', '9.9.9.9:', '1'],
    POSTHORN_RATE_LIMIT_PER_MINUTE: ['0', 'many', '-5'],
    POSTHORN_MAX_BODY_BYTES: ['1', '1MB'],
    POSTHORN_MAX_UPLOAD_BYTES: ['1', '20971521'],
    POSTHORN_SMTP_URL: ['mail.example.com:25', 'http://u:hunter2@mail'],
    POSTHORN_MAIL_FROM: ['nobody', 'Me <me@example.com>', 'a@b c'],
    POSTHORN_SIMULATOR_DELAY_MS: ['soon'],
    POSTHORN_RETENTION_DAYS: ['29', '3651'],
    POSTHORN_STOP_SECONDS: ['601'],
    POSTHORN_LOG_LEVEL: ['loud', 'INFO'],
  }

  for (const [name, values] of Object.entries(wrong)) {
    test(`${name} is named, with what to write instead`, () => {
      for (const value of values) {
        const [fault, ...others] = faults({ [name]: value })
        assert.deepEqual([fault?.name, others], [name, []], value)
        assert.match(fault?.message ?? '', /^write /, value)
        const { secret } = settings[name as keyof typeof settings]
        assert.equal(fault?.value, secret ? '(hidden)' : value)
      }
    })
  }

  test('is found together with all the others, and its secrets are not repeated', () => {
    const all = Object.fromEntries(Object.entries(wrong).map(([name, [value]]) => [name, value!]))
    const found = faults({ ...all, POSTHORN_PROT: '80', POSTHORN_TEST_THING: 'x', POSTHORN_SERVICE_HOST: '10.0.0.1' })
    assert.deepEqual(found.map(({ name }) => name).sort(), [...Object.keys(wrong), 'POSTHORN_PROT'].sort())
    assert.ok(!JSON.stringify(found).includes('hunter2'))
  })

  test('of a name that does not exist is answered with those that do', () => {
    const [fault] = faults({ POSTHORN_WEBHOOK_RETRY_WAIT: '5' })
    assert.equal(fault?.name, 'POSTHORN_WEBHOOK_RETRY_WAIT')
    assert.match(fault?.message ?? '', /\bPOSTHORN_WEBHOOK_RETRY_WAITS\b/)
  })
})

test('every setting says what it is for, and secret ones are marked', () => {
  for (const [name, { doc, type }] of Object.entries(settings)) assert.ok(doc.endsWith('.') && type !== '', name)
  const secrets = Object.entries(settings).flatMap(([name, row]) => (row.secret ? [name] : []))
  assert.deepEqual(secrets, [
    'POSTHORN_DATABASE_URL',
    'POSTHORN_MASTER_KEY',
    'POSTHORN_SMTP_URL',
    'POSTHORN_MODEL_KEY',
    'POSTHORN_EMBEDDINGS_KEY',
  ])
})
