import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '@posthorn/sdk'
import {
  bodyOf,
  componentsOf,
  type Draft,
  emptyDraft,
  fieldOfFault,
  missingIn,
  nameFrom,
  variablesOf,
} from './draft.ts'

const draft: Draft = {
  ...emptyDraft,
  name: 'order_update',
  header: 'Order {{1}}',
  body: 'Hello {{1}}, it arrives {{2}}.',
  footer: 'Your shop',
  examples: { 'header:1': '4711', 'body:1': 'Maria', 'body:2': 'on Friday', 'body:3': 'gone' },
}

test('what was written becomes components, with an example for each variable', () => {
  assert.deepEqual(componentsOf(draft), [
    { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['4711'] } },
    { type: 'BODY', text: 'Hello {{1}}, it arrives {{2}}.', example: { body_text: [['Maria', 'on Friday']] } },
    { type: 'FOOTER', text: 'Your shop' },
  ])
  const named = { ...emptyDraft, body: 'Hi {{name}}!', examples: { 'body:name': 'Jo' } }
  const params = [{ param_name: 'name', example: 'Jo' }]
  assert.deepEqual(componentsOf(named), [
    { type: 'BODY', text: 'Hi {{name}}!', example: { body_text_named_params: params } },
  ])
})

test('a code has a text of the carrier’s, and no variables to be filled in', () => {
  const code: Draft = { ...draft, category: 'authentication' }
  assert.deepEqual(componentsOf(code), [
    { type: 'BODY', add_security_recommendation: true },
    { type: 'FOOTER', code_expiration_minutes: 10 },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
  ])
  assert.deepEqual(variablesOf(code), [])
  assert.equal(missingIn({ ...code, body: '' }), null)
  assert.equal(componentsOf({ ...code, minutes: '' }).length, 2)
})

test('the channel is named only where it was chosen', () => {
  assert.ok(!('channel_id' in bodyOf(draft)))
  assert.equal(bodyOf({ ...draft, channelId: 'chn_1' }).channel_id, 'chn_1')
  assert.equal(nameFrom('Order Update-now'), 'order_update_now')
})

test('what is missing is said one after the other', () => {
  assert.match(missingIn(emptyDraft) ?? '', /name/)
  assert.match(missingIn({ ...draft, body: ' ' }) ?? '', /text/)
  assert.match(missingIn({ ...draft, body: 'Hello {{3}}, {{4}}.' }) ?? '', /\{\{4\}\}/)
  assert.equal(missingIn(draft), null)
})

test('a fault finds its field', () => {
  const fault = (param: string) =>
    new ApiError({ status: 400, type: 'validation_error', code: 'VALIDATION_ERROR', message: 'No', param } as never)
  const fields = ['name', 'channel_id', 'components[0].text', 'components[1].example.body_text', 'components[2].text']
  assert.deepEqual(
    [...fields, 'components', 'other'].map((param) => fieldOfFault(fault(param), draft)),
    ['name', 'channelId', 'header', 'body', 'footer', 'body', null],
  )
  const code: Draft = { ...draft, category: 'authentication' }
  assert.equal(fieldOfFault(fault('components[1].code_expiration_minutes'), code), 'minutes')
  assert.equal(fieldOfFault(fault('components[2].buttons'), code), null)
  assert.equal(fieldOfFault(null, draft), null)
})
