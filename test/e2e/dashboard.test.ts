// Contract 7, views V1, V2, V3 and V5, as a person uses them: a browser, the real server, a receiver of their own.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'

import type { Locator, Page } from 'playwright-core'

import { go, signIn, sitDown, skip } from '../support/browser-desk.ts'
import { type Answer, RecordingReceiver } from '../support/recording-receiver.ts'

const tab = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Endpoint' }).getByRole('link', { name, exact: true }).click()

/** The line of the event log for events of one type. */
const lineOf = (page: Page, type: string): Locator => page.getByRole('listitem').filter({ hasText: type }).first()

/** A handler as the dashboard's own snippet is: 401 to a wrong signature. */
const checking =
  (secret: string): Answer =>
  ({ headers, body }) => {
    const signed = createHmac('sha256', secret)
      .update(`${String(headers['x-timely-timestamp'])}.`)
      .update(body)
    return { status: signed.digest('hex') === headers['x-timely-signature'] ? 200 : 401, body: 'checked' }
  }

/** Registers an endpoint for SMS and custom events, and gives the secret that is shown once. */
async function registerEndpoint(page: Page, url: string): Promise<string> {
  await go(page, 'Webhooks')
  await page.getByRole('link', { name: 'New endpoint' }).first().click()
  await page.getByLabel('URL').fill(url)
  await page.getByRole('checkbox', { name: 'All of sms' }).check()
  await page.getByLabel('Events of your own').fill('custom.*')
  await page.getByLabel('Description').fill('Made by a test')
  await page.getByRole('button', { name: 'Create endpoint' }).click()
  const secret = await page.getByLabel('Signing secret').inputValue()
  assert.match(secret, /^whsec_[0-9a-f]{64}$/)
  return secret
}

async function sendSms(page: Page, text: string): Promise<void> {
  await go(page, 'Messages')
  await page.getByLabel('To', { exact: true }).fill('+15005550100')
  await page.getByLabel('Text').fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('listitem').filter({ hasText: text }).getByText('delivered').waitFor()
}

async function openEndpoint(page: Page, url: string): Promise<void> {
  await go(page, 'Webhooks')
  await page.getByRole('link').filter({ hasText: url }).click()
}

test('from signing in to a delivery that is sent again', { skip, timeout: 120_000 }, async (context) => {
  const desk = await sitDown(context)
  const { app, page } = desk
  const receiver = await RecordingReceiver.start()
  context.after(() => receiver.close())
  const url = `${receiver.origin}/hook`

  await signIn(desk, 'sk_live_nobody')
  await page.getByText('The server does not know this key').waitFor()
  await signIn(desk)
  await page.getByRole('heading', { name: 'This key' }).waitFor()
  await page.getByText(app.workspaceId).waitFor()

  const secret = await registerEndpoint(page, url)
  receiver.answerWith(checking(secret))
  await page.getByRole('link', { name: /test the endpoint/ }).click()
  await page.getByRole('button', { name: 'Send a test', exact: true }).click()
  await page.getByText(/The handler answered 200/).waitFor()
  await page.getByRole('button', { name: 'Send a tampered test' }).click()
  await page.getByText(/answered 401.*as it should/).waitFor()
  assert.equal(receiver.requests.length, 2)

  await sendSms(page, 'Your code is 482913')
  await receiver.waitFor(4)
  await openEndpoint(page, url)
  await page.getByText('100%').waitFor()
  await tab(page, 'Event log')
  const line = lineOf(page, 'sms.delivered')
  await line.getByText('1 attempt').waitFor()
  await line.getByRole('button', { expanded: false }).click()
  const sent = receiver.requests.find(({ headers }) => headers['x-timely-event'] === 'sms.delivered')
  assert.ok(sent)
  const shown = page.getByLabel('request body', { exact: true })
  assert.deepEqual(JSON.parse((await shown.textContent()) ?? ''), JSON.parse(sent.body.toString()))
  await page.getByLabel('With line breaks').uncheck()
  assert.equal(await shown.textContent(), sent.body.toString())
  assert.equal(await page.getByLabel('response body', { exact: true }).textContent(), 'checked')

  await line.getByRole('button', { name: /^Resend/ }).click()
  await line.getByText('2 attempts').waitFor()
  const again = receiver.requests.at(-1)
  assert.equal(receiver.requests.length, 5)
  assert.equal(again?.body.toString(), sent.body.toString())
  assert.notEqual(again?.headers['x-timely-delivery-id'], sent.headers['x-timely-delivery-id'])
  await line.getByText('by hand').waitFor()

  assert.ok(!page.url().includes(app.key))
  assert.deepEqual([desk.elsewhere, desk.complaints], [[], []])
})

test('an outage is seen, and what failed for good is recovered', { skip, timeout: 120_000 }, async (context) => {
  const desk = await sitDown(context)
  const { page } = desk
  const receiver = await RecordingReceiver.start({ answer: { status: 503, body: 'being repaired' } })
  context.after(() => receiver.close())
  const url = `${receiver.origin}/hook`
  await signIn(desk)
  await registerEndpoint(page, url)
  for (const text of ['One', 'Two', 'Three']) await sendSms(page, text)
  await receiver.waitFor(12)

  await openEndpoint(page, url)
  await page
    .getByText(/12 failures in a row, since/)
    .first()
    .waitFor()
  await tab(page, 'Event log')
  await page.getByLabel('State').selectOption('permanent failure')
  assert.match(page.url(), /state=permanent_failure/)
  const line = lineOf(page, 'sms.delivered')
  await line.getByRole('button', { expanded: false }).click()
  await page.getByText('being repaired').waitFor()
  await go(page, 'Notifications')
  await page
    .getByText(/failing/)
    .first()
    .waitFor()

  receiver.answerWith(200)
  await openEndpoint(page, url)
  await tab(page, 'Recover')
  await page.getByRole('button', { name: 'Count first' }).click()
  await page.getByRole('button', { name: 'Send all 6 again' }).click()
  await receiver.waitFor(18)
  await page.getByText('6 of 6 sent again').waitFor()
  await tab(page, 'Overview')
  await page.getByText('active', { exact: true }).first().waitFor()
  assert.deepEqual([desk.elsewhere, desk.complaints], [[], []])
})

test(
  'a key may do in the dashboard what it may do, and loses it when it is revoked',
  { skip, timeout: 120_000 },
  async (context) => {
    const desk = await sitDown(context)
    const { app, page } = desk
    await signIn(desk)
    await go(page, 'API keys')
    await page.getByRole('button', { name: 'New key' }).click()
    await page.getByLabel('Name').fill('Reports')
    await page.getByRole('checkbox', { name: /^webhooks:read/ }).check()
    await page.getByRole('button', { name: 'Create key' }).click()
    const key = await page.getByLabel('API key', { exact: true }).inputValue()
    await page.getByRole('button', { name: 'I have copied it' }).click()
    assert.ok(!(await page.content()).includes(key), 'shown once')
    await page.getByRole('button', { name: 'Sign out' }).click()

    await signIn(desk, key)
    await go(page, 'API keys')
    await page.getByText('This key lacks the scope admin').first().waitFor()
    await go(page, 'Webhooks')
    const refused = page.getByRole('button', { name: 'New endpoint' }).first()
    assert.equal(await refused.getAttribute('aria-disabled'), 'true')
    await refused.focus()
    await page.getByRole('tooltip', { name: 'This key lacks the scope webhooks:write.' }).waitFor()

    const { data: keys } = await app.call('apiKeys.list')
    const { id } = keys.find(({ name }) => name === 'Reports') ?? assert.fail('no such key')
    await app.call('apiKeys.revoke', { params: { key_id: id } })
    await go(page, 'Events')
    await page.getByText('The key is no longer valid').waitFor()
    assert.deepEqual([desk.elsewhere, desk.complaints], [[], []])
  },
)
