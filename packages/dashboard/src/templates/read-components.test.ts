import assert from 'node:assert/strict'
import { test } from 'node:test'
import { examplesOf, readComponents } from './read-components.ts'

test('a message is shown with its examples in place of the variables', () => {
  const components = [
    { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['4711'] } },
    {
      type: 'BODY',
      text: 'Hello {{1}}, it arrives {{2}}. Bye {{1}}',
      example: { body_text: [['Maria', 'on Friday']] },
    },
    { type: 'FOOTER', text: 'Your shop' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Thank you' },
        { type: 'URL', text: 'See', url: 'https://a.example/{{1}}' },
      ],
    },
  ]
  const { header, body, footer, buttons } = readComponents(components)
  assert.deepEqual(header, {
    pieces: [
      { text: 'Order ', variable: null },
      { text: '4711', variable: '1' },
    ],
    media: null,
  })
  assert.equal(body.map(({ text }) => text).join(''), 'Hello Maria, it arrives on Friday. Bye Maria')
  assert.equal(footer, 'Your shop')
  assert.deepEqual(buttons, [
    { type: 'QUICK_REPLY', text: 'Thank you', detail: null },
    { type: 'URL', text: 'See', detail: 'https://a.example/{{1}}' },
  ])
  assert.equal(examplesOf(components, 'body').get('2'), 'on Friday')
})

test('variables may have names, and no examples', () => {
  const named = { body_text_named_params: [{ param_name: 'name', example: 'Jo' }] }
  const { body } = readComponents([{ type: 'body', text: '{{name}} and {{day}}', example: named }])
  assert.deepEqual(body, [
    { text: 'Jo', variable: 'name' },
    { text: ' and ', variable: null },
    { text: '{{day}}', variable: 'day' },
  ])
})

test('media, codes and what carriers invent are shown as what they are', () => {
  assert.deepEqual(readComponents([{ type: 'HEADER', format: 'IMAGE' }]).header, { pieces: [], media: 'image' })
  const code = readComponents([
    { type: 'BODY', add_security_recommendation: true },
    { type: 'FOOTER', code_expiration_minutes: 5 },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
  ])
  assert.match(code.body.map(({ text }) => text).join(''), /^123456 is your .* do not share/)
  assert.deepEqual([code.footer, code.buttons[0]?.text], ['Expires in 5 minutes.', 'Copy code'])
  assert.deepEqual(readComponents([{ type: 'BODY', text: '' }]).body, [], 'a text that is not written yet is no code')
  assert.deepEqual(readComponents([{ type: 'CAROUSEL' }, { type: 'BUTTONS', buttons: 'none' }]), {
    header: null,
    body: [],
    footer: null,
    buttons: [],
  })
})
