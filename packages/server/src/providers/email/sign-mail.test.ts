// RFC 6376, verified by a receiver that is not ours.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'

import fc from 'fast-check'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'

import { signMail } from './sign-mail.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
const signer = { domain: 'shop.example', selector: 'ph-1', privateKey }

const header = [
  'From: "Shop" <orders@shop.example>',
  'To: maria@example.com',
  'Message-ID: <eml_1@shop.example>',
  'Subject: Your   order,\r\n\tfolded',
  'List-Unsubscribe: <https://mail.example/unsubscribe?token=1>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  'Date: Sun, 19 Apr 2026 14:30:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
]

async function resultOf(mail: Buffer): Promise<string> {
  const resolver = async (name: string, type: string) => {
    assert.deepEqual([name, type], ['ph-1._domainkey.shop.example', 'TXT'])
    return [[record]]
  }
  const { results } = await dkimVerify(mail, { resolver })
  assert.equal(results.length, 1)
  return results[0]!.status.result
}

const mailOf = (body: string, fields: readonly string[] = header): Buffer =>
  Buffer.from(`${fields.join('\r\n')}\r\n\r\n${body}`)

describe('a DKIM signature', () => {
  test('passes at a receiver, and names what must not be changed', async () => {
    const signed = await signMail(mailOf('Hello\r\n'), signer)
    assert.equal(await resultOf(signed), 'pass')
    const field = signed.toString().split(/\r\n(?![ \t])/)[0]!
    assert.ok(field.split('\r\n').every((line) => line.length <= 78))
    const named = /h=([^;]*);/.exec(field)![1]!.replace(/\s/g, '').split(':')
    assert.deepEqual(named.filter((name) => name === 'from').length, 2, 'once more than there are')
    for (const name of ['reply-to', 'list-unsubscribe', 'list-unsubscribe-post', 'message-id', 'content-type'])
      assert.ok(named.includes(name), name)
    assert.match(field, /a=rsa-sha256; c=relaxed\/relaxed; d=shop\.example;/)
  })

  test('does not pass once anything of it was changed', async () => {
    const signed = (await signMail(mailOf('Hello\r\nPay 10 to 12345\r\n'), signer)).toString()
    for (const changed of [
      signed.replace('12345', '54321'),
      signed.replace('Your   order', 'Your debt'),
      signed.replace('=One-Click', '=Two-Clicks'),
      // A second one of a field is shown by some mail programs, and verified by none but for oversigning.
      signed.replace('\r\nFrom:', '\r\nFrom: boss@shop.example\r\nFrom:'),
      signed.replace('\r\nFrom:', '\r\nReply-To: thief@example.net\r\nFrom:'),
      signed.replace('\r\nFrom:', '\r\nSubject: Another\r\nFrom:'),
      `${signed}And more\r\n`,
    ]) {
      assert.notEqual(changed, signed)
      assert.notEqual(await resultOf(Buffer.from(changed)), 'pass', changed.slice(-200))
    }
  })

  test('passes whatever stands in the mail, and though relays change its white space', async () => {
    const line = fc.stringMatching(/^[ -~\t]{0,60}$/)
    const body = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\r\n'))
    await fc.assert(
      fc.asyncProperty(body, fc.stringMatching(/^[!-~][ -~]{0,60}$/), async (text, subject) => {
        const fields = header.map((field) => (field.startsWith('Subject') ? `Subject: ${subject}` : field))
        const signed = await signMail(mailOf(text, fields), signer)
        assert.equal(await resultOf(signed), 'pass')
        const relayed = signed.toString().replace('\r\nTo: ', '\r\nTO:   ').concat('\r\n\r\n')
        assert.equal(await resultOf(Buffer.from(relayed)), 'pass')
      }),
      { numRuns: 50 },
    )
  })

  test('is made of bytes: what is no ASCII passes, and so does a mail without a body', async () => {
    assert.equal(await resultOf(await signMail(mailOf('Grüße  \r\n\r\n. dot\r\n'), signer)), 'pass')
    assert.equal(await resultOf(await signMail(mailOf(''), signer)), 'pass')
  })

  test('that cannot be made leaves no unsigned mail behind', async () => {
    const { privateKey: other } = generateKeyPairSync('ed25519')
    await assert.rejects(signMail(mailOf('Hello'), { ...signer, privateKey: other }))
  })
})
