// A person at the dashboard: a browser, and the real server behind it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

import { type Browser, chromium, type Page } from 'playwright-core'

import { type Clock, systemClock } from '../../packages/server/src/kernel/clock.ts'
import { RunningApp } from './running-app.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome']
const found = spawnSync('sh', ['-c', names.map((name) => `command -v ${name}`).join(' || ')], { encoding: 'utf8' })
const browserPath = found.stdout.trim()
/** Why a test cannot run here; false: it can. */
export const skip = browserPath === '' ? 'no Chromium on this machine' : false
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const builtPage = join(import.meta.dirname, '..', '..', 'packages', 'dashboard', 'dist', 'index.html')

export interface Desk {
  readonly app: RunningApp<Clock>
  readonly page: Page
  /** What the browser complained of, refusals by the API apart. */
  readonly complaints: string[]
  /** Requests to anybody but the server. */
  readonly elsewhere: string[]
}

/** A server on a fresh database, and a browser in front of it. */
export async function sitDown(context: TestContext, settings: Readonly<Record<string, string>> = {}): Promise<Desk> {
  assert.ok(existsSync(builtPage), 'The dashboard is not built: npm run build -w @posthorn/dashboard')
  // Before the server, so that it is gone before the server is: it keeps connections open.
  const browser: Browser = await chromium.launch({ executablePath: browserPath, args: quiet })
  context.after(() => browser.close())
  const dataDir = await mkdtemp(join(tmpdir(), 'posthorn-dashboard-'))
  const cleanUp = () => rm(dataDir, { recursive: true, force: true })
  const env = { POSTHORN_WEBHOOK_RETRY_WAITS: '1', POSTHORN_SIMULATOR_DELAY_MS: '50', ...settings }
  const app = await RunningApp.start<Clock>(context, { dataDir, cleanUp }, { clock: systemClock, env })
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(15_000)
  const [complaints, elsewhere]: [string[], string[]] = [[], []]
  page.on('request', (request) => {
    if (!request.url().startsWith(app.url)) elsewhere.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('the server responded with'))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { app, page, complaints, elsewhere }
}

export async function signIn({ app, page }: Desk, key = app.key): Promise<void> {
  await page.goto(`${app.url}/`)
  await page.getByLabel('API key').fill(key)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Goes to a page by the navigation. */
export const go = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link').filter({ hasText: name }).click()
