// Contract 7, views V20, V21 and V26, and the pages of documents, questions, feedback and gaps, as a person uses them.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Locator, Page } from 'playwright-core'

import { type Desk, go, signIn, sitDown, skip } from '../support/browser-desk.ts'

const dialog = (page: Page): Locator => page.getByRole('dialog')
const press = (within: Page | Locator, name: string): Promise<void> =>
  within.getByRole('button', { name, exact: true }).click()
const row = (page: Page, title: string): Locator => page.getByRole('listitem').filter({ hasText: title })

const hours = '# Hours\n\nWe are reachable on weekdays.\n\n## Support\n\nSupport is available from 9:00 to 18:00.'

async function addText(page: Page, title: string, content: string, batch = ''): Promise<void> {
  await go(page, 'Documents')
  await press(page, 'Add text')
  await dialog(page).getByLabel('Title').fill(title)
  await dialog(page).getByLabel('Text', { exact: true }).fill(content)
  if (batch !== '') {
    await dialog(page).getByText('Category, batch, source id, language').click()
    await dialog(page).getByLabel('Batch').fill(batch)
  }
  await press(dialog(page), 'Add')
  await row(page, title).first().waitFor()
}

async function ask(page: Page, question: string): Promise<Locator> {
  await page.getByRole('textbox', { name: 'Question' }).fill(question)
  await page.getByRole('textbox', { name: 'Question' }).press('Enter')
  return page.getByRole('list', { name: 'Conversation' }).locator('> li').last()
}

/** The example goes at one press; texts and files come, and what cannot be read says why. */
async function fillTheSite({ page }: Desk): Promise<void> {
  await go(page, 'Documents')
  await page.getByText('An example is here:').waitFor()
  await press(page, 'Remove the example')
  await page.getByText('No document yet').waitFor()
  await addText(page, 'Opening hours', hours)
  await row(page, 'Opening hours').getByText('in answers').waitFor()

  await page.getByLabel('Files to add').setInputFiles([
    {
      name: 'returns.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from('# Returns\n\nYou have 30 days to return a lamp.'),
    },
    { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 and nothing else') },
  ])
  await dialog(page).getByText('Add 2 files').waitFor()
  await press(dialog(page), 'Upload')
  await row(page, 'returns').getByText('in answers').first().waitFor()
  const broken = row(page, 'broken').filter({ hasText: 'failed' })
  await broken.getByText(/damaged/).waitFor()
  await page.getByLabel('Readiness').selectOption('failed')
  await page.waitForURL(/readiness=failed/)
  await page.getByLabel(/^Choose broken/).check()
  await press(page, 'Delete')
  await press(dialog(page), 'Delete the document')
  await page.getByText('No document matches').waitFor()
}

/** Each change is a version: shown beside the one before, and taken back. */
async function changeAndRollBack({ page }: Desk): Promise<void> {
  await go(page, 'Documents')
  await page.getByRole('link', { name: 'Opening hours' }).click()
  await press(page, 'Edit')
  await dialog(page).getByLabel('Text', { exact: true }).fill(hours.replace('18:00', '20:00'))
  await press(dialog(page), 'Save')
  await page.getByRole('button', { name: /^Version 2 live/ }).waitFor()
  await page.getByLabel('Show').selectOption({ label: 'what changed since version 1' })
  const changes = page.getByRole('region', { name: 'What changed from version 1 to version 2' })
  await changes.getByText('18:00.', { exact: true }).waitFor()
  await changes.getByText('20:00.', { exact: true }).waitFor()
  await page.getByRole('button', { name: /^Version 1/ }).click()
  await press(page, 'Roll back to this')
  await press(dialog(page), 'Roll back to version 1')
  await page.getByRole('button', { name: /^Version 3 live/ }).waitFor()
  await page.getByRole('region', { name: 'Text of version 3' }).getByText('18:00').waitFor()
}

/** An answer comes with its source in the document; what is declined gets an answer, and is asked again. */
async function askAndAnswer({ page }: Desk): Promise<void> {
  await go(page, 'Try it')
  const answered = await ask(page, 'When is support available?')
  await answered.getByText(/high confidence|medium confidence/).waitFor()
  await press(answered, 'Show in the text')
  assert.match((await dialog(page).locator('mark').textContent()) ?? '', /from 9:00 to 18:00/)
  await page.keyboard.press('Escape')
  await press(answered, 'Bad')
  await answered.getByLabel('Why?').fill('It was closed at five.')
  await press(answered, 'Send')
  await answered.getByText('Your comment was kept.').waitFor()

  const declined = await ask(page, 'Do you repair violins?')
  await declined.getByText('no answer in the documents').waitFor()
  await press(declined, 'Add an answer')
  assert.equal(await dialog(page).getByLabel('Question').inputValue(), 'Do you repair violins?')
  await dialog(page).getByLabel('Answer', { exact: true }).fill('Yes, violins are repaired in our workshop in Porto.')
  await press(dialog(page), 'Add')
  await press(declined, 'Ask again')
  const again = page.getByRole('list', { name: 'Conversation' }).locator('> li').nth(2)
  await again.getByText('our workshop in Porto').first().waitFor()
}

/** What was thought of it is listed, counted, blamed on its document, and kept with its session. */
async function lookBack({ page, app }: Desk): Promise<void> {
  await go(page, 'Feedback')
  await page.getByText('“It was closed at five.”').waitFor()
  await page.getByText('1 bad').waitFor()
  const saved = page.waitForEvent('download')
  await press(page, 'Export as a table')
  assert.equal((await saved).suggestedFilename(), 'feedback.csv')
  await page.getByRole('link', { name: 'Opening hours' }).first().click()
  await page.getByText('“It was closed at five.”').waitFor()

  const site = (await app.call('sites.list')).sites[0]?.id ?? ''
  const body = { session_id: 'polled', message: 'When is support available?' }
  await app.call('chat.askAsync', { params: { site_id: site }, body })
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Chat', exact: true }).click()
  await page.getByRole('img', { name: /^Feedback from .*: 0 good, 1 bad\.$/ }).waitFor()
  const completion = page.getByRole('listitem').filter({ hasText: 'Async completion' })
  await completion.getByText(/\d+ (ms|s) \/ \d+/).waitFor({ timeout: 20_000 })
  await page.getByRole('link', { name: /^polled/ }).click()
  await page.getByText('asked and polled').waitFor()
}

/** A batch is approved, tried with its questions, started, paused with a reason and rolled back (R1). */
async function rollOut({ page }: Desk): Promise<void> {
  await go(page, 'Content rollouts')
  await press(page, 'New rollout')
  await dialog(page).getByLabel('Batch id').fill('spring')
  await press(dialog(page), 'Create')
  await page.getByRole('heading', { name: 'spring' }).waitFor()
  await addText(page, 'Express shipping', '# Express shipping\n\nExpress shipping costs 12 euros.', 'spring')
  await row(page, 'Express shipping').getByText('on trial').waitFor()
  await go(page, 'Content rollouts')
  await page.getByRole('link').filter({ hasText: 'spring' }).click()
  await press(page, 'Approve the content')
  await press(page, 'Make questions')
  await page.getByText('Expected: “Express shipping costs 12 euros.”').first().waitFor()
  await press(page, 'Ask them')
  await page
    .getByText(/^All \d+ passed\.$/)
    .first()
    .waitFor()
  await press(page, 'Start')
  await press(dialog(page), 'Start')
  await page.getByText('Now 10% of the sessions see it.').first().waitFor()
  await press(page, 'Pause')
  await dialog(page).getByLabel('Why').fill('The price is wrong.')
  await press(dialog(page), 'Pause')
  await page.getByText('Paused: The price is wrong.').waitFor()
  await press(page, 'Roll back')
  await dialog(page).getByLabel('Why').fill('Called off.')
  await press(dialog(page), 'Roll back')
  await page.getByText('Rolled back: Called off.').waitFor()
}

/** What was asked in vain has a draft to approve. New ones are gathered every half minute. */
async function closeTheGap({ page }: Desk): Promise<void> {
  await go(page, 'Gaps')
  const gap = page.getByRole('button', { expanded: false }).filter({ hasText: 'Do you sell cellos?' })
  await gap.click({ timeout: 45_000 })
  await page.getByLabel('Answer', { exact: true }).fill('No, cellos are not sold here.')
  await press(page, 'Approve')
  await page.getByText('A document was made of it.').first().waitFor()
  await go(page, 'Documents')
  await row(page, 'Do you sell cellos?').getByText('in answers').waitFor()
}

test('from an empty site to answers, and to better ones', { skip, timeout: 150_000 }, async (context) => {
  const desk = await sitDown(context, { POSTHORN_EXAMPLE: 'true' })
  await signIn(desk)
  await fillTheSite(desk)
  await go(desk.page, 'Try it')
  await (await ask(desk.page, 'Do you sell cellos?')).getByText('no answer in the documents').waitFor()
  await press(desk.page, 'New conversation')
  await changeAndRollBack(desk)
  await askAndAnswer(desk)
  await lookBack(desk)
  await rollOut(desk)
  await closeTheGap(desk)
  assert.deepEqual([desk.elsewhere, desk.complaints], [[], []])
})
