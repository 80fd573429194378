// What nobody could answer becomes a document that answers it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type AskedSite, openAskedSite } from '../support/asked-in-vain.ts'
import { eachDatabase } from '../support/each-database.ts'

const ICELAND = 'Yes, we ship to Iceland. It takes five to eight working days.'

async function gapsOf({ app, params }: AskedSite, query: Record<string, string> = {}) {
  return (await app.call('gaps.list', { params, query })).gaps
}

/** Asks, and waits until there are so many gaps, and that about Iceland is drafted from the shipping page. */
async function askAll(site: AskedSite, messages: readonly string[], gaps: number) {
  for (const message of messages) await site.ask(message)
  await site.gathered(`${gaps} gaps`, async () => {
    const found = await gapsOf(site)
    const questions = found.reduce((sum, { question_count }) => sum + question_count, 0)
    const drafted = found.every(({ draft }) => draft.document !== null || !/iceland/i.test(draft.question))
    return found.length === gaps && questions >= messages.length && drafted
  })
  return gapsOf(site)
}

eachDatabase((_kind, open) => {
  test('asked in vain, gathered, drafted, approved, answered, asked again elsewhere', async (t) => {
    const site = await openAskedSite(t, await open())
    const { app, params, ask } = site
    const declined = await ask('Do you ship to Iceland?', 'visitor-1')
    assert.equal(declined.answered, false)
    await ask('do you deliver to iceland', 'visitor-1')
    await ask('Is shipping order 99812 to Iceland possible? I am ann@example.com', 'visitor-2')
    const [gap, ...others] = await askAll(site, ['Do you have parking?'], 2)
    assert.ok(gap)
    assert.equal(others.length, 1)
    assert.equal(gap.question_count, 3)
    assert.equal(gap.session_count, 2)
    assert.deepEqual(gap.reasons, { declined: 3, low_confidence: 0, bad_feedback: 0 })
    assert.deepEqual(gap.languages, [{ language: 'en', question_count: 3 }])
    assert.equal(gap.draft.question, 'Do you ship to Iceland?')
    assert.equal(gap.draft.status, 'to_check')
    assert.match(gap.draft.answer ?? '', /European Union/)
    assert.equal(gap.draft.document?.title, 'Shipping')
    assert.doesNotMatch(JSON.stringify(await gapsOf(site)), /99812|ann@example/)

    const own = { ...params, gap_id: gap.id }
    const detail = await app.call('gaps.get', { params: own, query: { per_page: 2 } })
    assert.equal(detail.meta.total, 3)
    assert.equal(detail.questions.length, 2)
    assert.doesNotMatch(JSON.stringify(detail), /99812|ann@example/)

    const approved = await app.call('gaps.approve', { params: own, body: { answer: ICELAND, category: 'shipping' } })
    assert.equal(approved.state, 'resolved')
    assert.equal(approved.draft.answer, ICELAND)
    const document = await app.call('documents.get', {
      params: { ...params, document_id: approved.document_id ?? '' },
    })
    assert.deepEqual(
      [document.type, document.title, document.category, document.status],
      ['qa', 'Do you ship to Iceland?', 'shipping', 'active'],
    )
    const answered = await ask('Do you ship to Iceland?')
    assert.ok(answered.answered && answered.answer.includes('five to eight working days'), answered.answer)
    assert.equal(answered.sources[0]?.document_id, document.id)
    assert.deepEqual(
      (await gapsOf(site, { state: 'open' })).map(({ draft }) => draft.question),
      ['Do you have parking?'],
    )
    assert.equal((await app.refused('gaps.approve', { params: own, body: { answer: 'Again.' } })).status, 409)
  })

  test('a resolved gap that is asked in vain again is open again, and its approval makes the next version', async (t) => {
    const site = await openAskedSite(t, await open())
    const { app, params, ask } = site
    const [gap] = await askAll(site, ['Do you ship to Iceland?'], 1)
    const own = { ...params, gap_id: gap?.id ?? '' }
    const first = await app.call('gaps.approve', { params: own, body: { answer: ICELAND } })
    const document = { ...params, document_id: first.document_id ?? '' }
    await app.call('documents.update', { params: document, body: { status: 'draft' } })
    // So soon after the approval nobody can have been answered from it.
    assert.equal((await ask('do you ship to iceland?')).answered, false)
    const state = async () => (await app.call('gaps.get', { params: own })).state
    await site.gathered('the question to be counted', async () => {
      return (await app.call('gaps.get', { params: own })).question_count === 2
    })
    assert.equal(await state(), 'resolved')
    await app.sleep(10 * 60_000)
    assert.equal((await ask('shipping to Iceland?')).answered, false)
    await site.gathered('the gap to be open again', async () => (await state()) === 'open')
    const reopened = await app.call('gaps.get', { params: own })
    assert.deepEqual([reopened.reopened, reopened.document_id], [true, first.document_id])

    const again = await app.call('gaps.approve', { params: own, body: { answer: `${ICELAND} It costs 30 euros.` } })
    assert.equal(again.document_id, first.document_id)
    assert.equal(again.reopened, false)
    const { version, status } = await app.call('documents.get', { params: document })
    assert.deepEqual([version, status], [2, 'active'])
    assert.ok((await ask('Do you ship to Iceland?')).answered)
  })

  test('a draft is edited and given back, a gap dismissed and reopened, and what its state forbids is refused', async (t) => {
    const site = await openAskedSite(t, await open())
    const { app, params } = site
    const [gap] = await askAll(site, ['Do you ship to Iceland?'], 1)
    const own = { ...params, gap_id: gap?.id ?? '' }
    const edited = await app.call('gaps.update', { params: own, body: { answer: ' Soon. ', question: 'Iceland?' } })
    assert.deepEqual([edited.draft.answer, edited.draft.question, edited.draft.status], ['Soon.', 'Iceland?', 'edited'])
    const back = await app.call('gaps.update', { params: own, body: { answer: null } })
    assert.deepEqual([back.draft.question, back.draft.status], ['Iceland?', 'to_check'])
    const dismissed = await app.call('gaps.update', { params: own, body: { state: 'dismissed' } })
    assert.equal(dismissed.state, 'dismissed')
    assert.equal((await app.refused('gaps.update', { params: own, body: { answer: 'No.' } })).status, 409)
    assert.equal((await app.refused('gaps.approve', { params: own, body: { answer: 'No.' } })).status, 409)
    await site.ask('shipping to Iceland?')
    await site.gathered('the question to be counted', async () => {
      return (await app.call('gaps.get', { params: own })).question_count === 2
    })
    assert.equal((await app.call('gaps.get', { params: own })).state, 'dismissed')
    const open_ = await app.call('gaps.update', { params: own, body: { state: 'open' } })
    assert.deepEqual([open_.state, open_.dismissed_at, open_.draft.question], ['open', null, 'Iceland?'])
    for (const body of [{ answer: '  ' }, { state: 'resolved' }, { answer: 'x'.repeat(20_001) }])
      assert.equal((await app.refused('gaps.update', { params: own, body })).status, 400)
    assert.equal((await app.refused('gaps.approve', { params: own, body: {} })).status, 400)
    assert.equal((await app.refused('gaps.approve', { params: own, body: { answer: ' \n ' } })).status, 400)
    assert.equal((await app.call('gaps.get', { params: own })).document_id, null)
  })

  test('the same approval sent twice makes one document, and another workspace finds nothing', async (t) => {
    const site = await openAskedSite(t, await open())
    const { app, params } = site
    const [gap] = await askAll(site, ['Do you ship to Iceland?'], 1)
    const own = { ...params, gap_id: gap?.id ?? '' }
    const headers = { 'idempotency-key': 'approve-once' }
    const body = { answer: ICELAND }
    const both = await Promise.all([1, 2].map(() => app.send('gaps.approve', { params: own, body, headers })))
    assert.ok(both.some(({ reply }) => reply.status === 201))
    const replayed = await app.call('gaps.approve', { params: own, body, headers })
    assert.equal(replayed.state, 'resolved')
    assert.equal((await app.call('documents.list', { params, query: { type: 'qa' } })).meta.total, 1)
    const other = await app.anotherWorkspace()
    assert.equal((await app.refused('gaps.list', { params, key: other.key })).status, 403)
    assert.equal((await app.refused('gaps.get', { params: own, key: other.key })).status, 403)
    assert.equal((await app.refused('gaps.approve', { params: own, body, key: other.key })).status, 403)
    const reader = await app.keyWith({ scopes: ['documents:read'] })
    assert.equal((await app.refused('gaps.approve', { params: own, body, key: reader })).status, 403)
    const nowhere = { ...params, gap_id: 'gap_01KPJY0A1B2C3D4E5F6G7H8J9K' }
    assert.equal((await app.refused('gaps.get', { params: nowhere })).status, 404)
  })

  test('what was asked before a restart is gathered after it', async (t) => {
    const site = await openAskedSite(t, await open())
    await site.ask('Do you ship to Iceland?')
    await site.app.restart()
    await site.gathered('the gap', async () => (await gapsOf(site)).length === 1)
  })
})
