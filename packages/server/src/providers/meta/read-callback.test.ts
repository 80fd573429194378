import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'

import fc from 'fast-check'

import { keyFromText } from '../../kernel/hmac.ts'
import { phoneOfWaId } from './phone-of-wa-id.ts'
import { isSigned, readCallback } from './read-callback.ts'

const own = { phone_number_id: '106540352242922', waba_id: '102290129340398' }

const callbackOf = (body: string | Buffer, signature?: string) => ({
  path: '/callbacks/waba/chan_1',
  headers: signature === undefined ? {} : { 'x-hub-signature-256': signature },
  body: Buffer.from(body),
})

const read = (body: unknown) => readCallback(callbackOf(typeof body === 'string' ? body : JSON.stringify(body)), own)

test('the signature is that of the bytes, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ minLength: 1 }), (bytes, secret) => {
      const body = Buffer.from(bytes)
      const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
      const key = keyFromText(secret)
      assert.equal(isSigned(callbackOf(body, signature), key), true)
      assert.equal(isSigned(callbackOf(Buffer.concat([body, Buffer.from('x')]), signature), key), false)
      assert.equal(isSigned(callbackOf(body, signature.slice(0, -1)), key), false)
      assert.equal(isSigned(callbackOf(body, `${signature}0`), key), false)
      assert.equal(isSigned(callbackOf(body, signature.replace('sha256', 'sha1')), key), false)
      assert.equal(isSigned(callbackOf(body), key), false)
    }),
  )
})

test('a status of Meta’s own example is a report, and data of somebody else is no id of ours', () => {
  const status = {
    id: 'wamid.HBgLMTY0NjcwNDM1OTUVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA',
    status: 'failed',
    timestamp: '1749416383',
    recipient_id: '16467043595',
    biz_opaque_callback_data: 'campaign 7',
    errors: [{ code: 131047, title: 'Re-engagement message', error_data: { details: 'More than 24 hours.' } }],
  }
  const metadata = { display_phone_number: '15550783881', phone_number_id: own.phone_number_id }
  const value = { messaging_product: 'whatsapp', metadata, statuses: [status, { ...status, status: 'played' }, {}, 7] }
  const entry = [{ id: own.waba_id, changes: [{ value, field: 'messages' }] }]
  assert.deepEqual(read({ object: 'whatsapp_business_account', entry }), {
    kind: 'read',
    reports: [
      {
        messageId: null,
        providerMessageId: status.id,
        change: {
          status: 'failed',
          code: 'template_required',
          message: 'The carrier reports failed, code 131047. Re-engagement message – More than 24 hours.',
        },
        occurredAt: 1_749_416_383_000,
      },
    ],
    received: [],
    templates: [],
    ofOthers: false,
  })
})

test('somebody who keeps his number to himself is heard all the same', () => {
  const metadata = { display_phone_number: '15550783881', phone_number_id: own.phone_number_id }
  const user = 'US.13491208655302741918'
  const contacts = [{ profile: { name: 'Sheena Nelson', username: 'sheena' }, user_id: user }]
  const messages = [{ from_user_id: user, id: 'wamid.1', timestamp: '1749416383', type: 'text', text: { body: 'Hi' } }]
  const entry = [{ id: own.waba_id, changes: [{ value: { metadata, contacts, messages }, field: 'messages' }] }]
  const reading = read({ entry })
  assert.deepEqual(reading.kind === 'read' && reading.received, [
    {
      providerMessageId: 'wamid.1',
      from: user,
      senderName: 'Sheena Nelson',
      content: { kind: 'whatsapp', type: 'text', text: 'Hi', payload: null },
      occurredAt: 1_749_416_383_000,
    },
  ])
})

test('ids of templates keep all their digits', () => {
  const value = `{"event":"REJECTED","message_template_id":90071992547409931,"message_template_name":"a","message_template_language":"en","reason":"INCORRECT_CATEGORY"}`
  const field = 'message_template_status_update'
  const body = `{"entry":[{"id":"${own.waba_id}","time":1751247548,"changes":[{"value":${value},"field":"${field}"}]}]}`
  const reading = read(body)
  assert.deepEqual(reading.kind === 'read' && reading.templates, [
    {
      providerTemplateId: '90071992547409931',
      name: 'a',
      language: 'en',
      state: 'rejected',
      reason: 'INCORRECT_CATEGORY',
      at: 1_751_247_548_999,
    },
  ])
  const elsewhere = read(body.replace(own.waba_id, '1'))
  assert.deepEqual(elsewhere.kind === 'read' && [elsewhere.templates, elsewhere.ofOthers], [[], true])
})

test('whatever JSON comes is read or called unreadable, and nothing throws', () => {
  const part = fc.oneof(fc.jsonValue(), fc.constantFrom('messages', own.phone_number_id, own.waba_id))
  const message = fc.dictionary(
    fc.constantFrom('from', 'id', 'type', 'text', 'image', 'contacts', 'interactive', 'timestamp'),
    part,
  )
  const value = fc.record({
    metadata: fc.constantFrom({ phone_number_id: own.phone_number_id }, null),
    messages: fc.oneof(fc.array(message), part),
    statuses: fc.oneof(fc.array(fc.dictionary(fc.constantFrom('id', 'status', 'errors', 'pricing'), part)), part),
    contacts: part,
  })
  const change = fc.record({
    field: fc.constantFrom('messages', 'message_template_status_update', 7),
    value: fc.oneof(value, part),
  })
  const entry = fc.record({ id: part, time: part, changes: fc.oneof(fc.array(change), part) })
  fc.assert(fc.property(fc.oneof(fc.record({ entry: fc.array(entry) }), fc.jsonValue()), (body) => void read(body)))
  for (const body of ['', '[]', 'null', '{"entry":{}}', '{']) assert.equal(read(body).kind, 'unreadable')
})

test('a wa_id is the number that people have now', () => {
  for (const [waId, phone] of [
    ['5511999999999', '+5511999999999'],
    ['551199999999', '+5511999999999'],
    ['551133334444', '+551133334444'],
    ['5215512345678', '+525512345678'],
    ['525512345678', '+525512345678'],
    ['16505551234', '+16505551234'],
    ['+16505551234', '+16505551234'],
    ['US.13491208655302741918', 'US.13491208655302741918'],
  ])
    assert.equal(phoneOfWaId(waId!), phone)
})
