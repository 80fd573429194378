// Traffic is replayed over the real server: what a batch does to the answers, and what the watch makes of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { eachDatabase } from '../support/each-database.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { GIFTS, OLD, sessionsOf, Shop } from '../support/rollout-shop.ts'

const DAY_MS = 86_400_000
const WRONG = OLD.replace('€9.90', '€0.99')

/** Which sessions were answered so. */
const answered = (answers: ReadonlyMap<string, string>, text: string) =>
  [...answers].filter(([, answer]) => answer.includes(text)).map(([session]) => session)

eachDatabase((_kind, open) => {
  test('a bad batch is paused by itself: everybody is answered from the old content at once, and all is in the log', async (t) => {
    const database = await open()
    const shop = await Shop.open(t, database)
    const { app } = shop
    await shop.replay(sessionsOf(8, 'earlier'), '€9.90')
    await app.sleep(DAY_MS)
    await shop.batch('april', [
      { source_id: 'shipping', title: 'Shipping', content: WRONG },
      { source_id: 'gifts', title: 'Gift cards', content: GIFTS },
    ])
    // It says what it says: that this is wrong only customers find.
    const started = await shop.started(50)
    assert.deepEqual([started.status, started.share, started.watch.before.requests], ['running', 50, 8])

    const sessions = shop.sessions(12, 12, 50)
    const first = await shop.replay(sessions, '€9.90')
    const inShare = answered(first, '€0.99')
    assert.equal(inShare.length, 12)
    assert.deepEqual(
      answered(first, '€9.90'),
      sessions.filter((session) => !inShare.includes(session)),
    )
    // The same session sees the same, and never both.
    for (const [session, answer] of await shop.replay(sessions.slice(0, 6), '€9.90')) {
      assert.equal(answer, first.get(session))
      assert.ok(!(answer.includes('€0.99') && answer.includes('€9.90')))
    }
    const seen = await shop.get()
    assert.equal(seen.status, 'running')
    assert.equal(seen.actions.expand.allowed, false)

    const paused = await shop.watched()
    assert.deepEqual([paused.status, paused.paused_by_watch, paused.share], ['paused', true, 0])
    assert.match(
      paused.reason ?? '',
      /^Bad feedback: \d+ of \d+ with the batch \(100 %\), 0 % otherwise; the limit is 25 %\.$/,
    )
    assert.deepEqual(answered(await shop.replay(sessions, '€9.90'), '€9.90'), sessions)
    assert.equal((await shop.ask('visitor-gift', 'How long is a gift card valid?')).confidence_level, 'low')

    const entry = (await shop.log()).at(-1)
    assert.deepEqual([entry?.action, entry?.by, entry?.key_id, entry?.reason], ['paused', 'watch', null, paused.reason])
    assert.deepEqual(
      entry?.documents.map(({ source_id }) => source_id),
      ['shipping', 'gifts'],
    )
    const [breach] = entry?.details['breaches'] as { figure: string; occurrences: number }[]
    assert.deepEqual([breach?.figure, (breach?.occurrences ?? 0) >= inShare.length], ['bad_feedback', true])
    const notices = (await app.call('notifications.list')).data.filter(({ kind }) => kind === 'rollout.paused')
    assert.deepEqual(
      notices.map(({ recipients }) => recipients),
      [['owner@example.com']],
    )
    const raw = await RawDatabase.open(database)
    const events = await raw.all("select raw from event where type = 'rollout.paused'")
    await raw.close()
    assert.equal(events.length, 1)
    assert.match(String(events[0]?.['raw']), /"automatic":true/)
    // It stays so: nobody looks any more, and nothing comes in.
    await app.clock.advance(600_000)
    await app.quiet()
    assert.equal((await shop.get()).log[0]?.number, entry?.number)
    assert.equal((await app.refused('rollouts.resume', { params: shop.of })).type, 'rollout_not_ready')

    const over = await app.call('rollouts.rollback', { params: shop.of, body: { reason: 'The price was wrong.' } })
    assert.equal(over.status, 'rolled_back')
    assert.deepEqual(answered(await shop.replay(sessions.slice(0, 4), '€9.90'), '€9.90'), sessions.slice(0, 4))
  })

  test('a good batch goes through its stages to done; whoever was in stays in', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    await shop.batch()
    const { of: params } = shop
    await shop.started(40)
    const sessions = shop.sessions(9, 15, 40)
    const answers = async (message?: string) => {
      const right = (session: string) => (inShare.includes(session) ? '€7.90' : '€9.90')
      const given = new Map<string, string>()
      for (const session of sessions)
        for (const [who, answer] of await shop.replay([session], message ? '5 years' : right(session), message))
          given.set(who, answer)
      return given
    }
    let inShare: string[] = []
    for (const session of sessions) if ((await shop.ask(session)).answer?.includes('€7.90')) inShare.push(session)
    assert.equal(inShare.length, 9)
    const first = await answers()
    assert.deepEqual(answered(first, '€7.90'), inShare)

    const judged = await shop.watched()
    assert.deepEqual(
      [judged.status, judged.watch.verdict, judged.actions.expand.reasons],
      ['running', 'acceptable', []],
    )
    assert.deepEqual([judged.watch.batch.feedback, judged.watch.batch.bad_feedback], [inShare.length, 0])
    const wider = await app.call('rollouts.expand', { params, body: { share: 70 } })
    assert.deepEqual([wider.status, wider.share, wider.watch.batch.requests], ['running', 70, 0])
    const before = inShare
    inShare = []
    for (const session of sessions) if ((await shop.ask(session)).answer?.includes('€7.90')) inShare.push(session)
    assert.deepEqual(
      before.filter((session) => !inShare.includes(session)),
      [],
    )

    await shop.watched()
    const all = await app.call('rollouts.expand', { params })
    assert.deepEqual([all.status, all.share], ['expanded', 100])
    inShare = sessions
    assert.deepEqual(answered(await answers(), '€7.90'), sessions)
    assert.deepEqual(
      answered(await shop.replay(sessions.slice(0, 3), '5 years', 'How long is a gift card valid?'), '5 years').length,
      3,
    )
    assert.equal((await shop.watched()).status, 'expanded')
    const done = await app.call('rollouts.finish', { params })
    assert.equal(done.status, 'done')
    assert.deepEqual(answered(await answers(), '€7.90'), sessions)
    const { requests } = await app.call('chat.requests', { params: shop.at, query: { per_page: 1 } })
    assert.equal(requests[0]?.batch_id, null)
    const log = (await shop.log()).map(({ action }) => action)
    assert.deepEqual(log.slice(-4), ['started', 'expanded', 'expanded', 'finished'])
  })

  test('expected answers that are not given any more pause it, but not the first time one is missed', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    await shop.batch()
    await shop.started()
    const gifts = await shop.document('gifts')
    await app.call('documents.update', { params: { ...shop.at, document_id: gifts.id }, body: { status: 'draft' } })
    const once = await shop.watched()
    assert.deepEqual([once.status, once.watch.verdict], ['running', 'unknown'])
    const twice = await shop.watched()
    assert.deepEqual([twice.status, twice.paused_by_watch], ['paused', true])
    assert.match(
      twice.reason ?? '',
      /One smoke question is no longer answered as the approved content has it: 2 wrong answers/,
    )
  })

  test('failed requests and timeouts pause it; callers who hung up do not', async (t) => {
    const database = await open()
    const shop = await Shop.open(t, database)
    await shop.batch()
    await shop.started()
    const sessions = shop.sessions(12, 12, 50)
    for (const session of sessions) await shop.ask(session)
    const raw = await RawDatabase.open(database)
    const fail = (code: string) =>
      raw.all(
        `update chat_request set state = 'failed', error_code = '${code}' where batch_id = 'april' and session_id < '${sessions[14]}'`,
      )
    await fail('caller_gone')
    assert.equal((await shop.watched()).status, 'running')
    await fail('timeout')
    await raw.close()
    const paused = await shop.watched()
    assert.equal(paused.status, 'paused')
    assert.match(paused.reason ?? '', /^Errors and timeouts: /)
    assert.ok(paused.watch.batch.timeouts >= 2)
  })

  test('without enough answers nothing is decided, and an expanded rollout is watched no longer than it is to be', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    await shop.batch('april', [{ source_id: 'shipping', title: 'Shipping', content: WRONG }])
    await shop.started(99)
    await shop.replay(shop.sessions(3, 0, 99), '€9.90')
    const early = await shop.watched()
    assert.deepEqual([early.status, early.watch.verdict], ['running', 'unknown'])
    const { of: params } = shop
    await app.call('rollouts.update', { params, body: { thresholds: { watch_hours: 1 } } })
    await app.call('rollouts.expand', { params, body: { share: 'all', override: 'It is Sunday.' } })
    await shop.watched()
    await app.sleep(2 * 3_600_000)
    await app.quiet()
    await shop.replay(sessionsOf(10), '€9.90')
    await app.clock.advance(180_000)
    await app.quiet()
    assert.equal((await shop.get()).status, 'expanded')
  })
})
