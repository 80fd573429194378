import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { BodyOf } from '@posthorn/contract'

import { ApiError } from '../../kernel/api-error.ts'
import { prepareEmail } from './prepare-email.ts'
import { MOST_ATTACHED_BYTES } from './read-attachments.ts'
import { prepareSms } from './prepare-sms.ts'
import { prepareWhatsApp } from './prepare-whatsapp.ts'
import { readDate } from './read-date.ts'

const to = '+15005550001'
const from = 'no-reply@posthorn.example'

/** Code and field of the refusal. */
function refusal(work: () => unknown): [string, string | null] {
  try {
    work()
  } catch (error) {
    assert.ok(error instanceof ApiError, String(error))
    return [error.code, error.param]
  }
  return assert.fail('it was not refused')
}

describe('an SMS', () => {
  test('takes its text under either name, or under both when they agree', () => {
    for (const body of [{ message: 'Hi' }, { content: 'Hi' }, { message: 'Hi', content: 'Hi' }]) {
      assert.equal(prepareSms({ to, ...body }).content.text, 'Hi')
    }
  })

  test('counts its segments', () => {
    const { segments, content } = prepareSms({ to, message: 'ç'.repeat(71) })
    assert.deepEqual([segments, content.encoding], [2, 'UCS-2'])
  })

  for (const [what, body, expected] of [
    ['two different texts', { to, message: 'Hi', content: 'Ho' }, ['VALIDATION_ERROR', 'content']],
    ['no text', { to }, ['VALIDATION_ERROR', 'message']],
    ['a blank text', { to, message: ' \n' }, ['VALIDATION_ERROR', 'message']],
    ['an empty sender', { to, message: 'Hi', sender_id: '' }, ['VALIDATION_ERROR', 'sender_id']],
    ['a sender with a line break', { to, message: 'Hi', sender_id: 'A\nB' }, ['VALIDATION_ERROR', 'sender_id']],
    ['a sender that is too long', { to, message: 'Hi', sender_id: 'TwelveLetter' }, ['VALIDATION_ERROR', 'sender_id']],
    ['no number', { to: '12345', message: 'Hi' }, ['INVALID_PHONE', 'to']],
  ] as const) {
    test(`refuses ${what}`, () =>
      assert.deepEqual(
        refusal(() => prepareSms(body)),
        expected,
      ))
  }
})

describe('an e-mail', () => {
  const good: BodyOf<'email.send'> = { to: 'maria@example.com', subject: 'Your order', text: 'It is on its way.' }
  const file = { filename: 'invoice.pdf', content: 'aGVsbG8=', content_type: 'application/pdf' }

  test('comes from the platform unless told otherwise', () => {
    assert.equal(prepareEmail(good, from).content.from, from)
    assert.equal(prepareEmail({ ...good, from: 'No-Reply@Posthorn.example' }, from).content.from, from)
    assert.equal(prepareEmail({ ...good, from: 'Orders@SHOP.example' }, from).content.from, 'Orders@shop.example')
  })

  test('goes to each recipient once, in the order given', () => {
    const { recipients, content } = prepareEmail(
      { ...good, to: ['b@example.com', 'a@example.com', 'B@example.com'] },
      from,
    )
    assert.deepEqual(content.to, ['b@example.com', 'a@example.com'])
    assert.deepEqual(
      recipients.map(({ contact }) => contact.address),
      ['b@example.com', 'a@example.com'],
    )
  })

  test('keeps its attachments as they are, white space aside', () => {
    const { content } = prepareEmail({ ...good, attachments: [{ ...file, content: 'aGVs\nbG8=' }] }, from)
    assert.deepEqual(content.attachments, [
      { filename: 'invoice.pdf', contentType: 'application/pdf', content: 'aGVsbG8=' },
    ])
  })

  const half = { ...file, content: 'AAAA'.repeat(MOST_ATTACHED_BYTES / 6) }

  for (const [what, change, expected] of [
    ['no body', { text: undefined }, ['VALIDATION_ERROR', 'html']],
    ['no subject', { subject: undefined }, ['VALIDATION_ERROR', 'subject']],
    ['a subject that a template made too long', { subject: 'x'.repeat(501) }, ['VALIDATION_ERROR', 'subject']],
    ['no address', { to: 'maria' }, ['VALIDATION_ERROR', 'to']],
    ['one bad address among several', { to: ['maria@example.com', 'maria'] }, ['VALIDATION_ERROR', 'to[1]']],
    ['a bad sender', { from: 'me' }, ['VALIDATION_ERROR', 'from']],
    ['a bad address for answers', { reply_to: 'me' }, ['VALIDATION_ERROR', 'reply_to']],
    ['a header within the subject', { subject: 'Hi\r\nBcc: all@example.com' }, ['VALIDATION_ERROR', 'subject']],
    ['a header within the name', { from_name: 'Me\nX: y' }, ['VALIDATION_ERROR', 'from_name']],
    ['a blank subject', { subject: ' ' }, ['VALIDATION_ERROR', 'subject']],
    [
      'an attachment that is not base64',
      { attachments: [{ ...file, content: 'hello' }] },
      ['VALIDATION_ERROR', 'attachments[0].content'],
    ],
    [
      'a path for a file name',
      { attachments: [file, { ...file, filename: '../x' }] },
      ['VALIDATION_ERROR', 'attachments[1].filename'],
    ],
    [
      'a header within the media type',
      { attachments: [{ ...file, content_type: 'a/b\r\nX: y' }] },
      ['VALIDATION_ERROR', 'attachments[0].content_type'],
    ],
    [
      'too much attached',
      { attachments: [{ ...file, content: 'AAAA'.repeat(MOST_ATTACHED_BYTES / 3 + 1) }] },
      ['ATTACHMENTS_TOO_LARGE', 'attachments[0].content'],
    ],
    ['too much attached in all', { attachments: [half, half, half] }, ['ATTACHMENTS_TOO_LARGE', 'attachments']],
    ['an empty file', { attachments: [{ ...file, content: '\n' }] }, ['VALIDATION_ERROR', 'attachments[0].content']],
    ...['setup.EXE', 'a.pdf.js', 'run.bat. ', '..', ' ', 'a\u202Efdp.exe', 'a\u0000.pdf'].map(
      (filename) =>
        [
          `a file called ${JSON.stringify(filename)}`,
          { attachments: [file, { ...file, filename }] },
          ['VALIDATION_ERROR', 'attachments[1].filename'],
        ] as const,
    ),
    ...['message/rfc822', 'multipart/mixed; boundary=a', 'application/x-msdownload'].map(
      (content_type) =>
        [
          `a file that is ${content_type}`,
          { attachments: [{ ...file, content_type }] },
          ['VALIDATION_ERROR', 'attachments[0].content_type'],
        ] as const,
    ),
  ] as const) {
    test(`refuses ${what}`, () => {
      const body = { ...good, ...change } as BodyOf<'email.send'>
      assert.deepEqual(
        refusal(() => prepareEmail(body, from)),
        expected,
      )
    })
  }
})

describe('a WhatsApp message', () => {
  const link = 'https://example.com/cat.jpg'
  const jo = { name: 'Jo', phone: to }
  const button = (id: string, title = `Button ${id}`) => ({ type: 'reply', reply: { id, title } })
  const buttons = { type: 'button', body: { text: 'Well?' }, action: { buttons: [button('yes'), button('no')] } }
  const list = {
    type: 'list',
    header: { type: 'text', text: 'Times' },
    body: { text: 'When?' },
    action: { button: 'Choose', sections: [{ rows: [{ id: '1', title: 'At one' }] }] },
  }
  const cta = {
    type: 'cta_url',
    body: { text: 'See for yourself' },
    action: { name: 'cta_url', parameters: { display_text: 'Look', url: 'https://example.com' } },
  }
  const flow = { type: 'flow', body: { text: 'Fill in' }, action: { name: 'flow', parameters: {} } }
  const interactive = (part: Record<string, unknown>) => ({ type: 'interactive', interactive: part }) as const
  const several: Record<string, unknown>[] = [jo]
  const halves: Record<string, unknown>[] = [jo, { name: 'Al' }]

  for (const [what, body, text, payload] of [
    ['a text', { text: { body: 'Hi' } }, 'Hi', null],
    ['a text under its other names', { content: 'Hi', message: 'Hi' }, 'Hi', null],
    [
      'a template',
      { type: 'template', template: { name: 'order', language: 'en' } },
      null,
      { name: 'order', language: 'en' },
    ],
    ['an image by link', { type: 'image', image: { link, caption: 'A cat' } }, 'A cat', { link, caption: 'A cat' }],
    ['an image by media_url', { type: 'image', media_url: link, caption: 'A cat' }, 'A cat', { link }],
    ['a document', { type: 'document', document: { link, filename: 'a.pdf' } }, null, { link, filename: 'a.pdf' }],
    [
      'a location',
      { type: 'location', location: { latitude: -23.5, longitude: -46.6 } },
      null,
      { latitude: -23.5, longitude: -46.6 },
    ],
    ['a contact', { type: 'contact', contact: { name: 'Jo', phone: to } }, null, { name: 'Jo', phone: to }],
    ['several contacts', { type: 'contact', contacts: several }, null, { contacts: [{ name: 'Jo', phone: to }] }],
    ['buttons', { type: 'interactive', interactive: buttons }, null, buttons],
    ['a list', { type: 'interactive', interactive: list }, null, list],
    ['a link', { type: 'interactive', interactive: cta }, null, cta],
    ['what is yet to come', { type: 'interactive', interactive: flow }, null, flow],
  ] as const) {
    test(`takes ${what}`, () => {
      const { content } = prepareWhatsApp({ to, ...body })
      assert.deepEqual([content.text, content.payload], [text, payload])
    })
  }

  for (const [what, body, expected] of [
    ['a text without words', {}, ['VALIDATION_ERROR', 'text.body']],
    ['two different texts', { text: { body: 'Hi' }, content: 'Ho' }, ['VALIDATION_ERROR', 'content']],
    ['a template that is missing', { type: 'template' }, ['VALIDATION_ERROR', 'template']],
    ['media without an address', { type: 'video', video: {} }, ['VALIDATION_ERROR', 'video.link']],
    [
      'media under two addresses',
      { type: 'image', image: { link }, media_url: `${link}2` },
      ['VALIDATION_ERROR', 'media_url'],
    ],
    ['media on the disk', { type: 'image', image: { link: 'file:///etc/passwd' } }, ['VALIDATION_ERROR', 'image.link']],
    [
      'a caption that is no text',
      { type: 'image', image: { link, caption: 7 } },
      ['VALIDATION_ERROR', 'image.caption'],
    ],
    [
      'a place off the earth',
      { type: 'location', location: { latitude: 91, longitude: 0 } },
      ['VALIDATION_ERROR', 'location.latitude'],
    ],
    ['a contact twice', { type: 'contact', contact: jo, contacts: several }, ['VALIDATION_ERROR', 'contacts']],
    [
      'the second contact without a number',
      { type: 'contact', contacts: halves },
      ['VALIDATION_ERROR', 'contacts[1].phone'],
    ],
    ['nothing to press', interactive({ type: 'button' }), ['VALIDATION_ERROR', 'interactive.action']],
    ['buttons without words', interactive({ ...buttons, body: undefined }), ['VALIDATION_ERROR', 'interactive.body']],
    [
      'four buttons',
      interactive({ ...buttons, action: { buttons: [1, 2, 3, 4].map((id) => button(`${id}`)) } }),
      ['VALIDATION_ERROR', 'interactive.action.buttons'],
    ],
    [
      'two buttons of one id',
      interactive({ ...buttons, action: { buttons: [button('a'), button('a')] } }),
      ['VALIDATION_ERROR', 'interactive.action.buttons'],
    ],
    [
      'a title that is too long',
      interactive({ ...buttons, action: { buttons: [button('a', 'x'.repeat(21))] } }),
      ['VALIDATION_ERROR', 'interactive.action.buttons[0].reply.title'],
    ],
    [
      'a list without rows',
      interactive({ ...list, action: { button: 'Choose', sections: [{ rows: [] }] } }),
      ['VALIDATION_ERROR', 'interactive.action.sections[0].rows'],
    ],
    [
      'a link to nowhere',
      interactive({ ...cta, action: { parameters: { display_text: 'Go', url: 'javascript:alert(1)' } } }),
      ['VALIDATION_ERROR', 'interactive.action.parameters.url'],
    ],
    ['a contact without a number', { type: 'contact', contact: { name: 'Jo' } }, ['VALIDATION_ERROR', 'contact.phone']],
  ] as const) {
    test(`refuses ${what}`, () => {
      assert.deepEqual(
        refusal(() => prepareWhatsApp({ to, ...body })),
        expected,
      )
    })
  }
})

test('a bare date is a whole day', () => {
  assert.equal(readDate('from_date', '2026-04-19', 'from'), Date.UTC(2026, 3, 19))
  assert.equal(readDate('to_date', '2026-04-19', 'to'), Date.UTC(2026, 3, 20))
  assert.equal(readDate('to_date', '2026-04-19T12:00:00Z', 'to'), Date.UTC(2026, 3, 19, 12))
  assert.equal(readDate('to_date', undefined, 'to'), undefined)
  assert.deepEqual(
    refusal(() => readDate('to_date', '2026-13-01', 'to')),
    ['VALIDATION_ERROR', 'to_date'],
  )
})
