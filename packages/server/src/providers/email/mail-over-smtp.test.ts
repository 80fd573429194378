import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'

import { MailServer } from '../../../../../test/support/mail-server.ts'
import { mailOverSmtp } from './mail-over-smtp.ts'

test('notices are signed where there is a key', async (context) => {
  const server = await MailServer.start()
  context.after(() => server.close())
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signer = { domain: 'posthorn.example', selector: 'posthorn', privateKey }
  const notice = { to: ['owner@example.com'], subject: 'A', text: 'B', messageId: '<1@posthorn.example>' }
  for (const each of [signer, null]) {
    const mail = mailOverSmtp({ url: server.url, from: 'no-reply@posthorn.example', signer: each })
    await mail.send(notice)
    mail.close()
  }
  const [signed, unsigned] = server.mails
  assert.match(signed!.raw, /^DKIM-Signature: .*d=posthorn\.example;\r\n s=posthorn;/)
  assert.doesNotMatch(unsigned!.raw, /DKIM-Signature/)
})
