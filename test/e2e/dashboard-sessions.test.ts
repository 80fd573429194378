// Contract 7, view V12: a phone is linked, drops and comes back, in a browser and on a simulated phone.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { go, signIn, sitDown, skip } from '../support/browser-desk.ts'

test('a phone is linked by its code, drops, and is seen to', { skip, timeout: 120_000 }, async (context) => {
  const desk = await sitDown(context)
  const { page, app } = desk
  await signIn(desk)
  await go(page, 'WhatsApp sessions')
  await page.getByText('No phone yet').waitFor()
  await page.getByRole('button', { name: 'Connect a phone' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill('Support')
  await page.getByRole('dialog').getByLabel('Webhook URL').fill('nowhere')
  await page.getByRole('button', { name: 'Show the code' }).click()
  await page.getByRole('dialog').getByRole('alert').waitFor()
  await page.getByRole('dialog').getByLabel('Webhook URL').fill('')
  await page.getByRole('button', { name: 'Show the code' }).click()

  const code = page.getByRole('img', { name: 'QR code to scan with WhatsApp' })
  await code.waitFor()
  await page.getByText(/This code can be scanned for \d+ more seconds/).waitFor()
  // Drawn, and not an empty sheet: a code is dark and light in about equal parts.
  const dark: unknown = await page.evaluate(`(() => {
    const canvas = document.querySelector('canvas')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    let count = 0
    for (let at = 0; at < data.length; at += 4) if (data[at] < 128 && data[at + 3] > 128) count++
    return count / (data.length / 4)
  })()`)
  assert.ok(typeof dark === 'number' && dark > 0.2 && dark < 0.6, `${String(dark)} of it is dark`)

  await page.getByRole('button', { name: 'Scan the code' }).click()
  await page.getByText('Connected since').waitFor()
  await page.getByText('+15005550006').first().waitFor()
  await code.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Log out on the phone' }).click()
  await page.getByText(/removed Posthorn from its linked devices/).waitFor()
  const history = page.getByRole('region', { name: 'History' })
  await history.getByText('disconnected').first().waitFor({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Reconnect' }).click()
  await code.waitFor()

  await go(page, 'WhatsApp sessions')
  await page.getByRole('link').filter({ hasText: 'Support' }).getByText('pending').waitFor()
  await go(page, 'Channels')
  await page.getByText('chosen by session').waitFor()
  await go(page, 'WhatsApp sessions')
  await page.getByRole('link').filter({ hasText: 'Support' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete the session' }).click()
  await page.getByText('No phone yet').waitFor()
  assert.deepEqual((await app.call('whatsappSessions.list')).data, [])
  assert.deepEqual([desk.elsewhere, desk.complaints], [[], []])
})
