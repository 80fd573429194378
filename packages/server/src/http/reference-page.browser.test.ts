import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

import { openApiDocument } from '@posthorn/contract'
import fastify from 'fastify'
import { chromium } from 'playwright-core'

import { registerReferencePage } from './reference-page.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome']
const found = spawnSync('sh', ['-c', names.map((name) => `command -v ${name}`).join(' || ')], { encoding: 'utf8' })
const browserPath = found.stdout.trim()
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

test(
  'a browser shows the reference, tries a request, and talks to nobody else',
  { skip: browserPath === '' ? 'no Chromium on this machine' : false, timeout: 60_000 },
  async (context) => {
    const app = fastify()
    let baseUrl = ''
    await registerReferencePage(app, { openapi: () => openApiDocument({ baseUrl, version: '0.1.0' }) })
    let healthAsked = 0
    app.get('/v1/health', () => ({ data: { asked: (healthAsked += 1) } }))
    baseUrl = await app.listen({ host: '127.0.0.1', port: 0 })
    context.after(() => app.close())
    const browser = await chromium.launch({ executablePath: browserPath, args: quiet })
    context.after(() => browser.close())
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
    const elsewhere: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(baseUrl) && !request.url().startsWith('data:')) elsewhere.push(request.url())
    })
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))

    await page.goto(`${baseUrl}/docs#tag/system/GET/v1/health`)
    const sample = page.getByRole('button', { name: 'curl' }).first()
    await sample.click()
    for (const language of ['JavaScript', 'Python']) await page.getByRole('option', { name: language }).waitFor()
    await page.keyboard.press('Escape')
    await page
      .getByRole('button', { name: /test request/i })
      .first()
      .click()
    const answered = page.waitForResponse(`${baseUrl}/v1/health`)
    await page.getByRole('button', { name: /^send/i }).last().click()
    await answered

    assert.equal(healthAsked, 1)
    assert.deepEqual(elsewhere, [])
    assert.deepEqual(complaints, [])
  },
)
