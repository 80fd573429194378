// Contract 7, views V4, V10, V11, V13 and V14, channels, routing and single messages: in a browser, with a real mail server and
// a real name server behind it.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test, type TestContext } from 'node:test'

import type { EmailDomain } from '@posthorn/contract'
import type { Locator, Page } from 'playwright-core'

import { type Desk, go, signIn, sitDown, skip } from '../support/browser-desk.ts'
import { DnsServer } from '../support/dns-server.ts'
import { MailServer, mailUser } from '../support/mail-server.ts'

const timeout = 120_000

const sectionOf = (page: Page, name: string): Locator =>
  page
    .getByRole('region', { name, exact: true })
    .or(page.getByRole('heading', { name, exact: true }).locator('../../..'))

const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name })

async function startMail(context: TestContext) {
  const mail = await MailServer.start()
  context.after(() => mail.close())
  return { mail, port: new URL(mail.url).port }
}

/** Enters an account at the mail server, up to the button. */
async function fillSmtp(page: Page, name: string, port: string, password: string): Promise<void> {
  await go(page, 'Channels')
  await page.getByRole('link', { name: 'New channel' }).click()
  await page.getByRole('radio', { name: /^SMTP/ }).check()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Host').fill('127.0.0.1')
  await page.getByLabel('Port').fill(port)
  await page.getByLabel('Security').selectOption('none')
  await page.getByLabel('User').fill(mailUser.name)
  await page.getByLabel('Password').fill(password)
}

async function quietAtTheEnd({ page, elsewhere, complaints }: Desk): Promise<void> {
  assert.deepEqual([elsewhere, complaints], [[], []])
  const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
  assert.equal(wide, 0, 'nothing is cut off at the side')
}

test('an account is entered, tested, put in order, and carries a mail', { skip, timeout }, async (context) => {
  const { mail, port } = await startMail(context)
  const desk = await sitDown(context)
  const { page, app } = desk
  await signIn(desk)

  await go(page, 'Channels')
  await page.getByText('simulated: nothing leaves the building').first().waitFor()
  await fillSmtp(page, 'Main server', port, 'not-the-password')
  assert.equal(await page.getByLabel('Password').getAttribute('type'), 'password')
  await page.getByLabel('Port').fill('0')
  await page.getByRole('button', { name: 'Test and keep' }).click()
  await page.getByRole('alert').filter({ hasText: 'port' }).waitFor()
  await page.getByLabel('Port').fill(port)
  await page.getByRole('button', { name: 'Test and keep' }).click()
  await page
    .getByRole('alert')
    .filter({ hasText: /could not be connected/ })
    .waitFor()
  assert.deepEqual((await app.call('channels.list')).data, [], 'what fails its test is not kept')
  await page.getByLabel('Password').fill(mailUser.password)
  await page.getByRole('button', { name: 'Test and keep' }).click()
  await page.getByRole('heading', { name: /Main server/ }).waitFor()
  await page.getByText('1st choice').waitFor()
  assert.ok(!(await page.content()).includes(mailUser.password), 'a credential is never shown')
  await page.getByRole('button', { name: 'Test now' }).click()
  await page.getByText('The carrier accepts the account').waitFor()

  await fillSmtp(page, 'Spare server', '1', 'whatever')
  await page.getByLabel('Test the connection first').uncheck()
  await page.getByRole('button', { name: 'Keep without a test' }).click()
  await page.getByRole('heading', { name: /Spare server/ }).waitFor()
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page
    .getByRole('alert')
    .filter({ hasText: /could not be connected/ })
    .waitFor()
  await page.getByRole('navigation', { name: 'Channel', exact: true }).getByRole('link', { name: 'History' }).click()
  await page.getByText('test failed').waitFor()

  await go(page, 'Channels')
  await page.getByRole('navigation', { name: 'Channels', exact: true }).getByRole('link', { name: 'Routing' }).click()
  const route = page.getByRole('list', { name: 'Route for E-mail' })
  await route.getByRole('button', { name: 'Move Spare server up' }).click()
  await route.getByRole('button', { name: 'Take Main server off the route' }).click()
  await page.getByRole('button', { name: 'Put Main server on the route' }).click()
  await page.getByRole('button', { name: 'Move Main server up' }).click()
  await route.getByRole('button', { name: 'Take Spare server off the route' }).click()
  await page.getByRole('button', { name: 'Save' }).and(page.locator(':not([aria-disabled])')).click()
  await page.getByText('The route for E-mail was saved.').waitFor()
  const names = (await app.call('channels.list')).data.filter(({ position }) => position !== null)
  assert.deepEqual(
    names.map(({ name, position }) => [name, position]),
    [['Main server', 1]],
  )

  const { data } = await app.call('email.send', {
    body: { to: 'maria@example.com', subject: 'Your order', text: 'Hi' },
  })
  await go(page, 'Messages')
  await page.getByLabel('Find by id').fill(data.id)
  await page.getByRole('button', { name: 'Open' }).click()
  await page.getByRole('listitem').filter({ hasText: 'The carrier has it. By Main server.' }).waitFor()
  await page.getByText('maria@example.com').first().waitFor()
  assert.equal(mail.mails.length, 1)

  await page.getByRole('link', { name: 'Main server' }).click()
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await dialog(page, 'Disconnect Main server?').getByLabel('Reason').fill('maintenance')
  await dialog(page, 'Disconnect Main server?').getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('button', { name: 'Connect', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete the channel' }).click()
  await page.getByText('Main server was deleted.').waitFor()
  const left = (await app.call('channels.list')).data.filter(({ built_in: builtIn }) => !builtIn)
  assert.deepEqual(
    left.map(({ name }) => name),
    ['Spare server'],
  )
  await quietAtTheEnd(desk)
})

/** Publishes what a domain asks for, as a person would in the pages of a DNS provider. */
function publish(dns: DnsServer, { records }: EmailDomain): void {
  for (const { type, name, value } of Object.values(records)) {
    dns.hold(name, type === 'CNAME' ? { cname: value } : { txt: [value.match(/.{1,255}/g) ?? []] })
  }
}

test('a domain is added and proved, and an address gets no more mail', { skip, timeout }, async (context) => {
  const dns = await DnsServer.start()
  context.after(() => dns.close())
  const desk = await sitDown(context, {
    POSTHORN_DNS_SERVERS: dns.address,
    POSTHORN_MAIL_DOMAIN: 'mail.posthorn.test',
  })
  const { page, app } = desk
  await signIn(desk)

  await go(page, 'Email domains')
  await page.getByRole('button', { name: 'Add domain' }).first().click()
  const adding = dialog(page, 'Add a domain')
  await adding.getByLabel('Domain').fill('not a domain')
  await adding.getByRole('button', { name: 'Add domain' }).click()
  await adding.getByRole('alert').waitFor()
  await adding.getByLabel('Domain').fill('example.com')
  await adding.getByRole('button', { name: 'Add domain' }).click()
  const spf = sectionOf(page, 'SPF')
  await spf.getByText('v=spf1 include:mail.posthorn.test ~all').waitFor()
  dns.hold('example.com', { txt: ['v=spf1 include:other.example -all'] })
  await page.getByRole('button', { name: 'Check now' }).click()
  await spf.getByText('v=spf1 include:other.example -all').waitFor()
  await spf.getByText(/The SPF record does not say include/).waitFor()
  await sectionOf(page, 'DKIM').getByText('Nothing stands there.').waitFor()
  const [domain] = (await app.call('emailDomains.list')).data
  publish(dns, domain ?? assert.fail('no domain'))
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText('E-mail may be sent from it').waitFor()
  assert.equal(await page.getByText('verified', { exact: true }).count(), 5, 'the domain and each of its four records')

  await suppress(page)
  await go(page, 'Messages')
  await page.getByRole('tab', { name: 'E-mail' }).click()
  await page.getByLabel('To', { exact: true }).fill('maria@example.com')
  await page.getByLabel('Subject').fill('Hello')
  await page.getByLabel('Text').fill('Hello')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('listitem').filter({ hasText: 'suppression list' }).getByRole('link').click()
  await page.getByText('suppressed', { exact: true }).first().waitFor()

  await go(page, 'Suppressions')
  await page.getByRole('button', { name: 'Remove maria@example.com' }).click()
  await page.getByRole('button', { name: 'Remove from the list' }).click()
  await page.getByText('maria@example.com gets mail again.').waitFor()
  const entries = (await app.call('suppressions.list')).data
  assert.deepEqual(entries.map(({ address }) => address).sort(), ['ana@example.com', 'jose@example.com'])
  await quietAtTheEnd(desk)
})

/** Adds one address by hand, imports others, searches, and exports. */
async function suppress(page: Page): Promise<void> {
  await go(page, 'Suppressions')
  await page.getByText('Nobody is suppressed').waitFor()
  await page.getByRole('button', { name: 'Add address' }).click()
  await dialog(page, 'Suppress an address').getByLabel('E-mail address').fill('maria@example.com')
  await dialog(page, 'Suppress an address').getByRole('button', { name: 'Suppress' }).click()
  await page.getByRole('listitem').filter({ hasText: 'maria@example.com' }).getByText('by hand').waitFor()

  await page.getByRole('button', { name: 'Import' }).click()
  await dialog(page, 'Import addresses')
    .getByLabel('Addresses')
    .fill('jose@example.com\nmaria@example.com\nana@example.com,complaint\nnobody')
  await dialog(page, 'Import addresses').getByRole('button', { name: 'Import 4' }).click()
  await page.getByText('2 added, 1 known already.').waitFor()
  await page.getByText('nobody').waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('listitem').filter({ hasText: 'ana@example.com' }).getByText('complaint').waitFor()

  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const lines = (await readFile(await (await saved).path(), 'utf8')).trim().split('\n')
  assert.equal(lines.length, 3)
  const search = page.getByRole('search')
  await search.getByLabel('Address').fill('jose@example.com')
  await search.getByRole('button', { name: 'Search' }).click()
  await page.getByText('maria@example.com').waitFor({ state: 'hidden' })
  await page.getByRole('listitem').filter({ hasText: 'jose@example.com' }).waitFor()
  await search.getByLabel('Address').fill('')
  await page.getByText('maria@example.com').waitFor()
}

test('a template is written, submitted, approved and deleted', { skip, timeout }, async (context) => {
  const desk = await sitDown(context)
  const { page, app } = desk
  await signIn(desk)
  await go(page, 'WhatsApp templates')
  await page.getByText('No template yet').waitFor()
  await page.getByRole('link', { name: 'New template' }).first().click()
  await page.getByText(/this one is simulated\. Nobody reviews it/).waitFor()
  await page.getByLabel('Name').fill('Order Update')
  await page.getByLabel('Header').fill('Order {{1}}')
  await page.getByLabel('Text', { exact: true }).fill('Your order arrives {{1}}')
  const keep = page.getByRole('button', { name: 'Keep the draft' })
  assert.equal(await keep.getAttribute('aria-disabled'), 'true', 'examples are missing')
  await page.getByLabel('{{1}} in the header').fill('4711')
  await page.getByLabel('{{1}} in the text').fill('on Friday')
  await keep.click()
  await page
    .getByRole('alert')
    .filter({ hasText: /must not begin or end with a variable/ })
    .waitFor()
  // What is wrong has the focus.
  await page.waitForFunction("document.activeElement.tagName === 'TEXTAREA'")
  await page.getByLabel('Text', { exact: true }).fill('Your order arrives {{1}}, we think.')
  await page.getByLabel('Footer').fill('Your shop')
  await page.getByRole('figure').getByText('on Friday').waitFor()
  await keep.click()

  await page.getByRole('heading', { name: /order_update draft simulated/ }).waitFor()
  await page.getByRole('figure').getByText('4711').waitFor()
  const refresh = page.getByRole('button', { name: 'Ask the carrier now' })
  assert.equal(await refresh.getAttribute('aria-disabled'), 'true', 'no carrier knows a draft')
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByText('order_update was submitted.').waitFor()
  await page.getByRole('heading', { name: /order_update approved/ }).waitFor()
  await page.getByText('under a minute').waitFor()
  await page.getByRole('button', { name: 'Submit' }).and(page.locator('[aria-disabled]')).waitFor()
  await refresh.click()
  await page.getByText('order_update is approved.').waitFor()

  const components = [{ type: 'BODY', text: 'Hello' }]
  const draft = { name: 'is_rejected', language: 'pt_BR', category: 'marketing', components } as const
  const { id } = (await app.call('templates.create', { body: draft })).data
  await app.call('templates.submit', { params: { template_id: id } })
  await go(page, 'WhatsApp templates')
  await page.getByLabel('State').selectOption('rejected')
  await page.getByRole('link').filter({ hasText: 'order_update' }).waitFor({ state: 'hidden' })
  await page.getByRole('link').filter({ hasText: 'since its name says so' }).click()
  await page.getByText('In the words of the carrier, which has it rejected.').waitFor()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete the template' }).click()
  await page.getByText('is_rejected was deleted.').waitFor()
  await page.getByRole('link').filter({ hasText: 'order_update' }).getByText('approved').waitFor()
  const left = (await app.call('templates.list')).data
  assert.deepEqual(
    left.map(({ name, status }) => [name, status]),
    [['order_update', 'approved']],
  )
  await quietAtTheEnd(desk)
})

test('a number gets no more SMS, and a message for later is cancelled', { skip, timeout }, async (context) => {
  const desk = await sitDown(context)
  const { page, app } = desk
  await signIn(desk)
  await go(page, 'Suppressions')
  await page.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name: 'SMS' }).click()
  await page.getByText('Who answers STOP').waitFor()
  await page.getByRole('button', { name: 'Add number' }).click()
  const adding = dialog(page, 'Suppress a number for SMS')
  await adding.getByLabel('Phone number').fill('500 555 0100')
  await adding.getByRole('button', { name: 'Suppress' }).click()
  await adding.getByRole('alert').filter({ hasText: 'no phone number' }).waitFor()
  await adding.getByLabel('Phone number').fill('+1 500 555 0100')
  await adding.getByRole('button', { name: 'Suppress' }).click()
  await page.getByText('+15005550100 gets no more SMS.').waitFor()
  await page.getByRole('button', { name: 'Import' }).click()
  await page.getByRole('dialog').getByLabel('Numbers').fill('phone\n+15005550101,stop\nnobody')
  await page.getByRole('button', { name: 'Import 2' }).click()
  await page.getByText('1 added, 0 known already.').waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('listitem').filter({ hasText: '+15005550101' }).getByText('answered STOP').waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const lines = (await readFile(await (await saved).path(), 'utf8')).trim().split('\n')
  assert.deepEqual([(await saved).suggestedFilename(), lines.length], ['suppressions-sms.ndjson', 2])
  await page.getByRole('search').getByLabel('Number').fill('+1 500 555 0101')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('+15005550100', { exact: true }).waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Remove +15005550101' }).click()
  await page.getByRole('button', { name: 'Remove from the list' }).click()
  await page.getByText('+15005550101 gets SMS again.').waitFor()
  await page.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name: 'WhatsApp' }).click()
  await page.getByText('Nobody is suppressed').waitFor()
  const sms = (await app.call('suppressions.list', { query: { channel: 'sms' } })).data
  assert.deepEqual(
    [sms.map(({ address }) => address), (await app.call('suppressions.list')).data],
    [['+15005550100'], []],
  )

  const later = new Date(Date.now() + 3_600_000).toISOString()
  const body = { to: '+15005550102', message: 'Hello', scheduled_at: later }
  const ids = [(await app.call('sms.send', { body })).data.id, (await app.call('sms.send', { body })).data.id] as const
  for (const id of ids) {
    await go(page, 'Messages')
    await page.getByLabel('Find by id').fill(id)
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByText('Scheduled for').waitFor()
    await page.getByRole('button', { name: 'Cancel the message' }).click()
    const asking = dialog(page, 'Cancel the message?')
    if (id === ids[1]) await app.call('messages.cancel', { params: { message_id: id } })
    await asking.getByRole('button', { name: 'Cancel the message' }).click()
    if (id === ids[1]) {
      await asking.getByRole('alert').filter({ hasText: 'The message is cancelled' }).waitFor()
      await asking.getByRole('button', { name: 'Keep it' }).click()
    } else await page.getByText('The message was cancelled.').waitFor()
    await page.getByRole('listitem').filter({ hasText: 'It was cancelled: it is not sent.' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Cancel the message' }).count(), 0)
    assert.equal((await app.call('sms.status', { params: { message_id: id } })).data.status, 'cancelled')
  }
  await quietAtTheEnd(desk)
})

test('what was sent is seen by channel, and who is told when credits run out', { skip, timeout }, async (context) => {
  const desk = await sitDown(context)
  const { page, app } = desk
  const workspace = { params: { workspace_id: app.workspaceId } }
  await signIn(desk)
  await go(page, 'Billing')
  await page.getByRole('button', { name: 'Change to Starter' }).click()
  await page.getByRole('button', { name: 'Change the plan' }).click()
  await page.getByText('The plan is Starter now.').waitFor()
  await page.getByText('1,500', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Top up' }).click()
  await dialog(page, 'Top up').getByLabel('Credits').fill('700')
  await dialog(page, 'Top up').getByRole('button', { name: 'Top up' }).click()
  await page.getByText('2,200', { exact: true }).waitFor()

  await page.getByLabel('Threshold in percent').fill('0')
  await page.getByText('Give a whole number from 1 to 99.').first().waitFor()
  await page.getByLabel('Threshold in percent').fill('35')
  await page.getByLabel('Recipients').fill('billing@example.com\nnobody')
  const save = page.getByRole('button', { name: 'Save' })
  await save.click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Recipients').fill('billing@example.com')
  await save.click()
  await page.getByText('The alerts were changed.').waitFor()
  const kept = (await app.call('workspaces.get', workspace)).data.credit_alert
  assert.deepEqual(kept, { enabled: true, threshold_percentage: 35, recipients: ['billing@example.com'] })
  await page.getByLabel('Low balance notification').uncheck()
  await save.click()
  await page.getByLabel('Low balance notification').and(page.locator(':not(:checked)')).waitFor()

  for (const to of ['+15005550100', '+15005550101', '+15005550002'])
    await app.call('sms.send', { body: { to, message: 'Hello' } })
  await app.call('email.send', { body: { to: ['a@example.com', 'bounced@example.com'], subject: 'Hi', text: 'Hi' } })
  // What the simulator reports is in, so that the pages need not be watched until they look again.
  await app.until('all reports', async () => {
    const { channels } = (await app.call('account.deliveryRates')).data
    return channels.reduce((sum, { delivered, failed, bounced }) => sum + delivered + failed + bounced, 0) === 5
  })
  await go(page, 'Usage')
  await page.getByRole('meter', { name: 'SMS quota' }).waitFor()
  await page.getByRole('img', { name: /^Sent from .*: 5 in all, most on .* with 5\.$/ }).waitFor()
  await page.getByLabel('Time').selectOption('year')
  await page.getByRole('tab', { name: 'Table' }).click()
  const table = page.getByRole('region', { name: 'Usage as a table' })
  assert.equal(await table.getByRole('rowheader').count(), 12, 'one row a month')
  await page.getByRole('link', { name: 'Delivery rates' }).click()
  const cells = (type: string) => page.getByRole('row').filter({ hasText: type }).getByRole('cell')
  await cells('SMS').last().getByText('66.6%').waitFor()
  assert.deepEqual(await cells('SMS').allTextContents(), ['3', '0', '0', '2', '1', '0', '66.6%'])
  await cells('E-mail').last().getByText('50%').waitFor()
  assert.deepEqual(await cells('E-mail').allTextContents(), ['2', '0', '0', '1', '0', '1', '50%'])
  await quietAtTheEnd(desk)
})

test('a key sees of sending what it may, on a narrow screen, too', { skip, timeout }, async (context) => {
  const desk = await sitDown(context)
  const { page, app } = desk
  await app.call('sms.send', { body: { to: '+15005550100', message: 'Hello' } })
  const key = await app.keyWith({ scopes: ['channels:read', 'account:read'] })
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(desk, key)
  const goTo = async (name: string) => {
    await page.getByRole('button', { name: 'Open the menu' }).click()
    await go(page, name)
  }
  await goTo('Channels')
  const refused = page.getByRole('button', { name: 'New channel' })
  assert.equal(await refused.getAttribute('aria-disabled'), 'true')
  await page
    .getByRole('link', { name: /Simulator/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Test now' }).and(page.locator('[aria-disabled]')).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Delete' }).count(), 0, 'what Posthorn made stays')
  for (const name of ['Email domains', 'Suppressions']) {
    await goTo(name)
    await page.getByText('This key lacks the scope email:write').first().waitFor()
  }
  await goTo('WhatsApp templates')
  await page.getByText('This key lacks the scope whatsapp:read').first().waitFor()
  await goTo('Usage')
  await page.getByText('no quota').first().waitFor()
  await goTo('Billing')
  await page.getByText('The plan charges nothing').waitFor()
  await page.getByRole('button', { name: 'Top up' }).and(page.locator('[aria-disabled]')).waitFor()
  await quietAtTheEnd(desk)
})
