import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'

import fc from 'fast-check'

import { keyFromText } from '../../kernel/hmac.ts'
import { isSigned, readCallback, signedFields } from './read-callback.ts'

const key = keyFromText('12345')
const form = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
}

const callbackOf = (path: string, body: string, signature?: string, type = 'application/x-www-form-urlencoded') => ({
  path,
  headers: { 'content-type': type, ...(signature !== undefined && { 'x-twilio-signature': signature }) },
  body: Buffer.from(body),
})

test('the signature is the one that Twilio publishes as an example', () => {
  const body = new URLSearchParams(form).toString()
  const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='
  const path = '/myapp.php?foo=1&bar=2'
  assert.equal(isSigned(callbackOf(path, body, signature), 'https://mycompany.com', key), true)
  for (const wrong of [
    callbackOf(path, body),
    callbackOf(path, body, ''),
    callbackOf(path, body, `${signature.slice(0, -2)}=`),
    callbackOf('/myapp.php?foo=1&bar=3', body, signature),
    callbackOf(path, `${body}&More=1`, signature),
    callbackOf(path, body.replace('1234', '1235'), signature),
  ])
    assert.equal(isSigned(wrong, 'https://mycompany.com', key), false)
  assert.equal(isSigned(callbackOf(path, body, signature), 'http://mycompany.com', key), false)
  assert.equal(isSigned(callbackOf(path, body, signature), 'https://mycompany.com', keyFromText('12346')), false)
})

test('a JSON body is signed by its hash in the address, as published', () => {
  const body = '{"property": "value", "boolean": true}'
  const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620'
  const path = `/myapp.php?foo=1&bar=2&bodySHA256=${hash}`
  const signature = 'a9nBmqA0ju/hNViExpshrM61xv4='
  const signed = (text: string) =>
    isSigned(callbackOf(path, text, signature, 'application/json'), 'https://mycompany.com', key)
  assert.equal(signed(body), true)
  assert.equal(signed(body.replace('true', 'false')), false)
})

test('fields are sorted by name, then value, each value once, whatever they hold', () => {
  assert.equal(signedFields(Buffer.from('b=1&a=2&b=0&b=1&A=3&ab=4')), 'A3a2ab4b0b1')
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (fields) => {
      const expected = Object.keys(fields)
        .sort()
        .map((name) => name.toWellFormed() + fields[name]!.toWellFormed())
        .join('')
      fc.pre(new Set(Object.keys(fields).map((name) => name.toWellFormed())).size === Object.keys(fields).length)
      const body = new URLSearchParams(fields).toString()
      assert.equal(signedFields(Buffer.from(body)), expected)
      const signature = createHmac('sha1', '12345').update(`https://a.example/c${expected}`).digest('base64')
      assert.equal(isSigned(callbackOf('/c', body, signature), 'https://a.example', key), true)
    }),
  )
})

test('a report names its message by our id and by Twilio’s', () => {
  const read = (fields: Record<string, string>, path = '/callbacks/twilio/chan_1?message=sms_1') =>
    readCallback(callbackOf(path, new URLSearchParams(fields).toString()), false)
  assert.deepEqual(read({ MessageSid: 'SM1', MessageStatus: 'delivered' }), {
    kind: 'read',
    reports: [{ messageId: 'sms_1', providerMessageId: 'SM1', change: { status: 'delivered' }, occurredAt: null }],
  })
  assert.deepEqual(read({ SmsSid: 'SM1', SmsStatus: 'undelivered', ErrorCode: '30005' }, '/callbacks/twilio/chan_1'), {
    kind: 'read',
    reports: [
      {
        messageId: null,
        providerMessageId: 'SM1',
        change: { status: 'failed', code: 'twilio_30005', message: 'The carrier reports undelivered.' },
        occurredAt: null,
      },
    ],
  })
  for (const status of ['accepted', 'scheduled', 'queued', 'sending', 'receiving', 'of-tomorrow'])
    assert.deepEqual(read({ MessageSid: 'SM1', MessageStatus: status }), { kind: 'read', reports: [] })
  assert.equal(read({ MessageStatus: 'sent' }).kind, 'unreadable')
  assert.equal(read({ MessageSid: 'SM1' }).kind, 'unreadable')
  const json = callbackOf('/c', '{"MessageSid":"SM2","MessageStatus":"sent"}', undefined, 'application/json')
  assert.equal((readCallback(json, false) as { reports: readonly unknown[] }).reports.length, 1)
  assert.equal(readCallback(callbackOf('/c', '[', undefined, 'application/json'), false).kind, 'unreadable')
})

test('a message is read with its media, and with what Twilio did about a word such as STOP', () => {
  const read = (fields: Record<string, string>, answersWords = false) =>
    readCallback(callbackOf('/callbacks/twilio/chan_1', new URLSearchParams(fields).toString()), answersWords)
  const came = { MessageSid: 'SM9', SmsStatus: 'received', From: '+5511999999999', To: '+15005550006', NumMedia: '0' }
  const content = { kind: 'sms', text: 'Olá', senderId: null, encoding: 'UCS-2', callbackUrl: null }
  const message = { providerMessageId: 'SM9', from: '+5511999999999', senderName: null, content, occurredAt: null }
  assert.deepEqual(read({ ...came, Body: 'Olá' }), { kind: 'read', reports: [], received: [message] })
  assert.deepEqual(read({ ...came, Body: 'Olá' }, true), {
    kind: 'read',
    reports: [],
    received: [{ ...message, optOut: { type: null } }],
  })
  const said = read({ ...came, Body: 'Chega', OptOutType: 'STOP' })
  assert.deepEqual(said.kind === 'read' && said.received?.[0]?.optOut, { type: 'stop' })
  const picture = read({
    ...came,
    Body: '',
    NumMedia: '2',
    MediaUrl0: 'https://m.example/1',
    MediaContentType0: 'image/png',
  })
  assert.deepEqual(picture.kind === 'read' && picture.received?.[0]?.content, {
    ...content,
    text: '',
    encoding: 'GSM-7',
    media: [{ url: 'https://m.example/1', contentType: 'image/png' }],
  })
  assert.equal(read({ ...came, From: 'whatsapp:+5511999999999' }).kind, 'unreadable')
  assert.equal(read({ ...came, MessageSid: '' }).kind, 'unreadable')
})
