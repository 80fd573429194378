// A shop with a page that a batch changes and one that it brings, and the customers who ask about both.
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'

import type { BodyOf } from '@posthorn/contract'

import { placeOf } from '../../packages/server/src/domain/rollouts/is-in-share.ts'
import type { OpenedDatabase } from './each-database.ts'
import { RunningApp } from './running-app.ts'

export const OLD =
  '# Shipping\n\n## Express shipping\n\nExpress shipping costs €9.90.\n\n## Returns\n\nA return costs €3.00.'
export const NEW = OLD.replace('€9.90', '€7.90')
export const GIFTS = 'A gift card is valid for 5 years.'

type Text = BodyOf<'documents.createText'>

/** A site with a shipping page, and a batch that changes it and brings another page. */
export class Shop {
  readonly app: RunningApp
  readonly at: { site_id: string }
  of = { site_id: '', rollout_id: '' }

  private constructor(app: RunningApp, siteId: string) {
    this.app = app
    this.at = { site_id: siteId }
  }

  static async open(t: TestContext, database: OpenedDatabase) {
    const app = await RunningApp.start(t, database, { ownerEmails: ['owner@example.com'] })
    const { sites } = await app.call('sites.list')
    const shop = new Shop(app, sites[0]?.id ?? '')
    await shop.text({ source_id: 'shipping', title: 'Shipping', content: OLD })
    return shop
  }

  text(body: Text) {
    return this.app.call('documents.createText', { params: this.at, body })
  }

  /** Creates a rollout and sends its batch. */
  async batch(
    batch_id = 'april',
    texts: readonly Text[] = [
      { source_id: 'shipping', title: 'Shipping', content: NEW },
      { source_id: 'gifts', title: 'Gift cards', content: GIFTS },
    ],
  ) {
    const made = await this.app.call('rollouts.create', { params: this.at, body: { batch_id, by: 'Maria' } })
    this.of = { ...this.at, rollout_id: made.id }
    for (const text of texts) await this.text({ ...text, batch_id })
    return made
  }

  /** Makes questions, asks them, has the content approved and starts it. */
  async started(share = 50) {
    const { app, of } = this
    await app.call('smokeQuestions.generate', { params: of })
    await app.call('rollouts.smoke', { params: of })
    await app.call('rollouts.approve', { params: of, body: { by: 'Maria' } })
    return app.call('rollouts.start', { params: of, body: { share } })
  }

  get() {
    return this.app.call('rollouts.get', { params: this.of })
  }

  async document(source_id: string) {
    const { documents } = await this.app.call('documents.list', { params: this.at, query: { source_id } })
    return documents[0] ?? assert.fail(`no document ${source_id}`)
  }

  async log() {
    const { log } = await this.app.call('rollouts.log', { params: this.of, query: { per_page: 100 } })
    return log.reverse()
  }

  /** Asks as a session, and says what was answered. */
  ask(session_id: string, message = 'How much does express shipping cost?') {
    return this.app.call('chat.ask', { params: this.at, body: { session_id, message, response_language: 'en' } })
  }

  /** Each of these sessions asks, and says whether the answer was right. */
  async replay(sessions: readonly string[], right: string, message?: string) {
    const answers = new Map<string, string>()
    for (const session_id of sessions) {
      const { answer, request_id } = await this.ask(session_id, message)
      const feedback = answer?.includes(right) ? 'good' : 'bad'
      answers.set(session_id, answer ?? '')
      await this.app.call('chat.feedback', { params: this.at, body: { session_id, request_id, feedback } })
    }
    return answers
  }

  /** Customers of whom so many are shown the batch at this share, and so many are not: who is drawn differs from run to run. */
  sessions(shown: number, others: number, share: number): string[] {
    const all = sessionsOf(1_000)
    const place = (session: string) => placeOf(this.of.rollout_id, session)
    return [
      ...all.filter((session) => place(session) < share).slice(0, shown),
      ...all.filter((session) => place(session) >= share).slice(0, others),
    ].sort()
  }

  /** Lets the watch look once more. */
  async watched() {
    const before = (await this.get()).log[0]?.number
    const { checked_at } = await this.get().then(({ watch }) => watch)
    await this.app.clock.advance(60_000)
    await this.app.until('the watch to look', async () => {
      const { watch, log } = await this.get()
      return watch.checked_at !== checked_at || log[0]?.number !== before
    })
    return this.get()
  }
}

/** So many customers. */
export const sessionsOf = (count: number, prefix = 'visitor') =>
  Array.from({ length: count }, (_, n) => `${prefix}-${n}`)
