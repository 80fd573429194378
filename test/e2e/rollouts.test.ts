import assert from 'node:assert/strict'
import { test } from 'node:test'

import { eachDatabase } from '../support/each-database.ts'
import { OLD, Shop } from '../support/rollout-shop.ts'

eachDatabase((_kind, open) => {
  test('what comes in under a batch is live for nobody; questions are made from what it changes, and asked', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    const made = await shop.batch()
    assert.deepEqual([made.status, made.share, made.next_share, made.counts.documents], ['draft', 0, 10, 0])
    assert.match(made.warnings.join(), /no documents yet/)
    const shipping = await shop.document('shipping')
    assert.deepEqual([shipping.version, shipping.indexed_version], [2, 1])
    const gifts = await shop.document('gifts')
    assert.deepEqual([gifts.status, gifts.indexed_version], ['active', null])

    const { questions } = await app.call('smokeQuestions.generate', { params: shop.of })
    assert.deepEqual(questions.map(({ question, expected }) => `${question} → ${expected}`).sort(), [
      'How much does express shipping cost? → Express shipping costs €7.90.',
      'What about gift cards? → A gift card is valid for 5 years.',
    ])
    const smoked = await app.call('rollouts.smoke', { params: shop.of })
    assert.deepEqual([smoked.smoke?.passed, smoked.smoke?.failed, smoked.smoke?.stale], [2, 0, false])
    assert.deepEqual(
      smoked.documents.map(({ change, version, live_version }) => [change, version, live_version]),
      [
        ['replaces', 2, 1],
        ['new', 1, null],
      ],
    )
    assert.deepEqual(
      (await shop.log()).map(({ action, by, documents }) => [
        action,
        by === 'Maria',
        documents.map((each) => each.source_id),
      ]),
      [
        ['created', true, []],
        ['document_added', false, ['shipping']],
        ['document_added', false, ['gifts']],
        ['questions_generated', false, ['shipping', 'gifts']],
        ['smoke_run', false, ['shipping', 'gifts']],
      ],
    )
  })

  test('it is started only approved and tested as it is; an override is kept with what was overridden', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    await shop.batch()
    const { of: params } = shop
    const refused = await app.refused('rollouts.start', { params })
    assert.deepEqual([refused.status, refused.type], [409, 'rollout_not_ready'])
    assert.match(refused.message, /Nobody has approved.*have not been asked/)
    await app.refused('rollouts.smoke', { params })

    await app.call('smokeQuestions.generate', { params })
    await app.call('rollouts.smoke', { params })
    const approved = await app.call('rollouts.approve', { params, body: { by: 'Maria' } })
    assert.deepEqual(approved.approval, { by: 'Maria', at: approved.created_at, documents: 2, stale: false })
    assert.ok(approved.actions.start.allowed)

    await shop.text({
      source_id: 'hours',
      batch_id: 'april',
      title: 'Hours',
      content: 'We are open from nine to five.',
    })
    const stale = await shop.get()
    assert.deepEqual([stale.approval?.stale, stale.smoke?.stale, stale.actions.start.allowed], [true, true, false])
    assert.equal((await app.refused('rollouts.start', { params })).status, 409)
    const started = await app.call('rollouts.start', { params, body: { override: 'The hours are urgent.', by: 'Ana' } })
    assert.deepEqual([started.status, started.share], ['running', 10])
    const entry = (await shop.log()).at(-1)
    assert.deepEqual(
      [entry?.action, entry?.by, entry?.reason, entry?.override],
      ['started', 'Ana', 'The hours are urgent.', true],
    )
    assert.equal((entry?.details['overridden'] as string[]).length, 2)
    assert.equal((await app.refused('rollouts.start', { params })).type, 'rollout_state')
  })

  test('questions are written, changed and deleted; what nobody touched is made anew; a changed one is asked again', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    await shop.batch()
    const { of: params } = shop
    const first = (await app.call('smokeQuestions.generate', { params })).questions
    const body = { question: ' Is express free? ', language: 'en', expected: 'never free' }
    const written = await app.call('smokeQuestions.create', { params, body })
    assert.deepEqual([written.question, written.origin, written.last_result], ['Is express free?', 'written', null])
    const touched = { ...params, question_id: first[0]?.id ?? '' }
    await app.call('smokeQuestions.update', { params: touched, body: { expected: '€7.90' } })
    const again = (await app.call('smokeQuestions.generate', { params })).questions
    assert.deepEqual(again.map(({ origin }) => origin).sort(), ['generated', 'generated', 'written'])
    assert.ok(again.some(({ id, expected }) => id === touched.question_id && expected === '€7.90'))
    assert.ok(!again.some(({ id }) => id === first[1]?.id))

    const smoked = await app.call('rollouts.smoke', { params })
    assert.deepEqual([smoked.smoke?.passed, smoked.smoke?.failed], [2, 1])
    const failed = smoked.questions.find(({ id }) => id === written.id)
    assert.deepEqual([failed?.last_result?.passed, failed?.last_result?.failed_in_row], [false, 1])
    await app.call('smokeQuestions.delete', { params: { ...params, question_id: written.id } })
    assert.equal((await shop.get()).smoke?.stale, true)

    for (const wrong of [
      { question: '  ' },
      { question: 'x', language: 'xx' },
      { question: 'x', document_id: first[0]?.id },
    ])
      assert.equal((await app.refused('smokeQuestions.create', { params, body: wrong })).status, 400)
    assert.equal(
      (await app.refused('smokeQuestions.delete', { params: { ...params, question_id: written.id } })).status,
      404,
    )
  })

  test('paused, its new documents are drafts and nothing more comes in; resumed, it is as before', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    await shop.batch()
    await shop.started()
    const { of: params } = shop
    const events = (await app.listed(1)).map(({ event }) => event)
    assert.ok(events.includes('rollout.started'), events.join())
    const paused = await app.call('rollouts.pause', { params, body: { reason: 'A wrong price.', by: 'Ana' } })
    assert.deepEqual(
      [paused.status, paused.share, paused.reason, paused.paused_by_watch],
      ['paused', 0, 'A wrong price.', false],
    )
    assert.equal((await shop.document('gifts')).status, 'draft')
    const shipping = await shop.document('shipping')
    assert.deepEqual([shipping.status, shipping.indexed_version], ['active', 1])
    const late = { params: shop.at, body: { title: 'Late', content: 'Late.', batch_id: 'april' } }
    const refused = await app.refused('documents.createText', late)
    assert.deepEqual([refused.status, refused.type], [409, 'rollout_paused'])

    const resumed = await app.call('rollouts.resume', { params })
    assert.deepEqual([resumed.status, resumed.share, resumed.approval?.stale], ['running', 50, false])
    assert.equal((await shop.document('gifts')).status, 'active')
    assert.equal((await app.call('rollouts.smoke', { params })).smoke?.failed, 0)
  })

  test('rolled back, each document says what it said before, and what only the batch had is a draft', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    await shop.batch()
    await shop.started()
    const { of: params } = shop
    const over = await app.call('rollouts.rollback', { params, body: { reason: 'Called off.' } })
    assert.deepEqual([over.status, over.reason, over.actions.resume.allowed], ['rolled_back', 'Called off.', false])
    const shipping = await shop.document('shipping')
    assert.deepEqual([shipping.version, shipping.indexed_version, shipping.readiness], [3, 3, 'ready'])
    const version = { ...shop.at, document_id: shipping.id, version: '3' }
    assert.equal((await app.call('documents.version', { params: version })).content, OLD)
    assert.equal((await shop.document('gifts')).status, 'draft')
    const late = { params: shop.at, body: { title: 'Late', content: 'Late.', batch_id: 'april' } }
    assert.equal((await app.refused('documents.createText', late)).type, 'rollout_closed')
    assert.equal((await app.refused('rollouts.create', { params: shop.at, body: { batch_id: 'april' } })).status, 409)
  })

  test('expanded without a verdict only by override, and finished it is content like any other', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    await shop.batch()
    await shop.started()
    const { of: params } = shop
    const refused = await app.refused('rollouts.expand', { params })
    assert.match(refused.message, /Only 0 of the 5 answers/)
    assert.equal((await app.refused('rollouts.expand', { params, body: { share: 50, override: 'x' } })).status, 400)
    const more = await app.call('rollouts.expand', { params, body: { share: 80, override: 'Nobody asks on Sundays.' } })
    assert.deepEqual([more.status, more.share, more.next_share], ['running', 80, 100])
    const all = await app.call('rollouts.expand', {
      params,
      body: { share: 'all', override: 'Nobody asks on Sundays.' },
    })
    assert.deepEqual([all.status, all.share], ['expanded', 100])
    assert.equal((await shop.document('shipping')).indexed_version, 1)
    const done = await app.call('rollouts.finish', { params })
    assert.deepEqual([done.status, done.share], ['done', 100])
    assert.deepEqual(
      Object.values(done.actions).filter(({ allowed }) => allowed),
      [],
    )
    assert.equal((await shop.document('shipping')).indexed_version, 2)
    assert.equal((await shop.document('gifts')).indexed_version, 1)
    const exported = await app.api(
      'GET',
      `/api/v1/m2m/sites/${params.site_id}/rollouts/${params.rollout_id}/log/export`,
    )
    const lines = exported.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { number: number; action: string })
    assert.deepEqual(
      lines.map(({ number }) => number),
      lines.map((_, at) => at + 1),
    )
    assert.deepEqual(
      lines.slice(-4).map(({ action }) => action),
      ['started', 'expanded', 'expanded', 'finished'],
    )
  })

  test('of two batches of a site one is shown at a time, also when both are started at once', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    const override = 'For a test.'
    await shop.batch()
    const one = shop.of
    await shop.batch('may', [{ title: 'Hours', content: 'We are open from nine to five.' }])
    const two = shop.of
    const replies = await Promise.all(
      [one, two].map((params) => app.send('rollouts.start', { params, body: { override } })),
    )
    assert.deepEqual(replies.map(({ reply }) => reply.status).sort(), [200, 409])
    const [running, other] = replies[0]?.reply.status === 200 ? [one, two] : [two, one]
    const refused = await app.refused('rollouts.start', { params: other, body: { override } })
    assert.equal(refused.type, 'rollout_in_progress')
    await app.call('rollouts.pause', { params: running, body: { reason: 'The other first.' } })
    await app.call('rollouts.start', { params: other, body: { override } })
    assert.equal((await app.refused('rollouts.resume', { params: running })).type, 'rollout_in_progress')
    const { rollouts, meta } = await app.call('rollouts.list', { params: shop.at, query: { status: 'paused' } })
    assert.deepEqual([rollouts.map(({ id }) => id), meta.total], [[running.rollout_id], 1])
  })

  test('what is later everybody’s is no part of the batch any more', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    await shop.batch()
    await shop.started()
    await shop.text({ source_id: 'shipping', title: 'Shipping', content: OLD.replace('€9.90', '€8.80') })
    const after = await shop.get()
    assert.deepEqual(
      after.documents.map(({ source_id }) => source_id),
      ['gifts'],
    )
    assert.deepEqual([after.approval?.stale, after.smoke?.stale], [true, true])
    await app.call('rollouts.rollback', { params: shop.of, body: { reason: 'Enough.' } })
    const shipping = await shop.document('shipping')
    assert.deepEqual([shipping.version, shipping.indexed_version], [3, 3])
  })

  test('what is edited while a batch has it stays in the batch, and what was approved is stale', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    await shop.batch()
    await shop.started()
    const gifts = await shop.document('gifts')
    const one = { ...shop.at, document_id: gifts.id }
    const body = { content: 'A gift card is valid for 6 years.' }
    const edited = await app.call('documents.update', { params: one, body })
    assert.deepEqual([edited.version, edited.indexed_version, edited.batch_id], [2, null, 'april'])
    const after = await shop.get()
    assert.equal(after.approval?.stale, true)
    const versions = after.documents.map(({ source_id, version }) => [source_id, version])
    assert.deepEqual(versions, [
      ['shipping', 2],
      ['gifts', 2],
    ])
    assert.equal((await shop.log()).at(-1)?.action, 'document_added')
    const back = await app.call('documents.rollback', { params: one, body: { version: 1 } })
    assert.deepEqual([back.version, back.indexed_version], [3, null])
    await app.call('rollouts.pause', { params: shop.of, body: { reason: 'Wait.' } })
    assert.equal((await app.refused('documents.update', { params: one, body })).type, 'rollout_paused')
  })

  test('a setting is changed with what it was in the log, and what cannot be is refused', async (t) => {
    const shop = await Shop.open(t, await open())
    const { app } = shop
    await shop.batch()
    const { of: params } = shop
    const changed = await app.call('rollouts.update', {
      params,
      body: { stages: [5, 25], thresholds: { bad_feedback: { least: 0.5 } } },
    })
    assert.deepEqual([changed.stages, changed.thresholds.bad_feedback], [[5, 25], { least: 0.5, factor: 2 }])
    assert.equal((await shop.log()).at(-1)?.action, 'changed')
    for (const body of [{ stages: [50, 10] }, { stages: [] }, { thresholds: { mismatches: 1 } }, { name: ' ' }])
      assert.equal((await app.refused('rollouts.update', { params, body })).status, 400, JSON.stringify(body))
    const duplicate = await app.refused('rollouts.create', { params: shop.at, body: { batch_id: 'april' } })
    assert.equal(duplicate.type, 'duplicate_rollout')
  })
})
