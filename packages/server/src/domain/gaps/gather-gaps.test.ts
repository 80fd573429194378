import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { eachSchema } from '../../../../../test/support/each-schema.ts'
import { openNode } from '../../../../../test/support/open-node.ts'
import { createNewId } from '../../kernel/new-id.ts'
import { silentLog } from '../../kernel/log.ts'
import { systemRandom } from '../../kernel/random.ts'
import { MINUTE_MS } from '../../kernel/time.ts'
import { migrate, type Store } from '../../store/index.ts'
import { LIVE, makeChunks, replaceChunks } from '../knowledge/index.ts'
import { gatherSome, reopens } from './gather-gaps.ts'
import { GapGathering } from './keep-gathering.ts'
import { countsOf, gapsOf, questionsOf, updateGap } from './store.ts'

const SITE = { workspaceId: 'ws_ONE', siteId: 'site_ONE' }
const PAGE = { page: 1, perPage: 100, offset: 0 }

interface Asked {
  readonly text: string
  readonly session?: string
  readonly answered?: boolean
  readonly level?: string
  readonly feedback?: string
}

eachSchema((_kind, open) => {
  async function openSite(
    t: TestContext,
    site = SITE,
  ): Promise<{ store: Store; clock: FakeClock; gathering: GapGathering }> {
    const store = await openNode(await open(), { serving: false })
    t.after(() => store.close())
    await migrate(store, 1)
    const clock = new FakeClock()
    await store.transaction(async (tx) => {
      await tx.run(
        "insert into workspace (id, name, plan, owner_emails, created_at, updated_at) values ($1, 'W', 'free', '[]', 1, 1)",
        [site.workspaceId],
      )
      await tx.run("insert into site (id, workspace_id, name, created_at) values ($1, $2, 'S', 1)", [
        site.siteId,
        site.workspaceId,
      ])
      const source = '# Shipping\n\nWe ship to all countries of the European Union.\n\n# Payment\n\nWe accept Visa.\n'
      const document = { ...site, documentId: 'doc_SHIPPING', version: 1, title: 'Shipping', shelf: LIVE }
      await replaceChunks(tx, document, makeChunks(source, { title: 'Shipping', language: 'en' }))
    })
    const newId = createNewId(clock, systemRandom)
    const gathering = new GapGathering({ store, clock, newId, log: silentLog, hiddenOf: () => Promise.resolve([]) })
    return { store, clock, gathering }
  }

  let requests = 0
  async function ask(store: Store, clock: FakeClock, asked: readonly (string | Asked)[]): Promise<void> {
    await store.transaction(async (tx) => {
      for (const each of asked) {
        const {
          text,
          session = 's1',
          answered = false,
          level = 'low',
          feedback = null,
        } = typeof each === 'string' ? { text: each } : each
        const id = `req_${String(++requests).padStart(26, '0')}`
        await tx.run(
          `insert into chat_request (id, workspace_id, site_id, session_id, mode, api_key_id, integration, environment, message,
             state, answered, language, confidence_level, feedback, created_at, completed_at, deadline_at)
           values ($1, $2, $3, $4, 'sync', 'key_1', 'Test', 'production', $5, 'completed', $6, 'en', $7, $8, $9, $10, $11)`,
          [
            id,
            SITE.workspaceId,
            SITE.siteId,
            session,
            text,
            answered ? 1 : 0,
            level,
            feedback,
            ...Array<number>(3).fill(clock.now()),
          ],
        )
      }
    })
  }
  const gapsIn = async (store: Store) =>
    (await gapsOf(store.read, SITE, { state: undefined, sort: 'count' }, PAGE)).gaps

  test('what was asked in vain is gathered once, with its reasons, sessions and languages, and a draft to check', async (t) => {
    const { store, clock, gathering } = await openSite(t)
    await ask(store, clock, [
      { text: 'Do you ship to Iceland?', session: 'a' },
      { text: 'do you deliver to iceland', session: 'b' },
      { text: 'Can you ship order 4711 to Iceland? I am ann@example.com', session: 'b', answered: true, level: 'low' },
      { text: 'Is there parking?', session: 'c', answered: true, level: 'high', feedback: 'bad' },
      { text: 'Do you accept Visa?', session: 'd', answered: true, level: 'high' },
      { text: 'hello', session: 'e' },
    ])
    await gathering.look()
    const [iceland, parking, ...others] = await gapsIn(store)
    assert.ok(iceland && parking)
    assert.deepEqual(others, [])
    assert.deepEqual(iceland.reasons, { declined: 2, low_confidence: 1, bad_feedback: 0 })
    assert.deepEqual(parking.reasons, { declined: 0, low_confidence: 0, bad_feedback: 1 })
    assert.equal(iceland.draft.question, 'Do you ship to Iceland?')
    assert.match(iceland.draft.answer ?? '', /European Union/)
    assert.equal(iceland.draft.quotes[0]?.document_id, 'doc_SHIPPING')
    assert.equal(parking.draft.answer, null)
    const counts = await countsOf(store.read, SITE.workspaceId, [iceland.id], 0)
    assert.deepEqual(counts.get(iceland.id)?.sessions, 2)
    assert.deepEqual(
      counts.get(iceland.id)?.languages.map(({ language, questions }) => [language, questions]),
      [['en', 3]],
    )
    const { questions } = await questionsOf(store.read, iceland, PAGE)
    assert.ok(questions.some(({ question }) => question === 'Can you ship order [number] to Iceland? I am [email]'))
    const before = await gapsIn(store)
    await gathering.look()
    assert.deepEqual(await gapsIn(store), before)
  })

  test('a question that comes later joins its gap, and feedback that comes later makes one', async (t) => {
    const { store, clock, gathering } = await openSite(t)
    await ask(store, clock, ['Do you ship to Iceland?', { text: 'Is there parking?', answered: true, level: 'high' }])
    await gathering.look()
    assert.equal((await gapsIn(store)).length, 1)
    await clock.advance(MINUTE_MS)
    await ask(store, clock, ['shipping to iceland?'])
    await store.transaction((tx) =>
      tx.run("update chat_request set feedback = 'bad' where message = 'Is there parking?'"),
    )
    await gathering.look()
    const [iceland, parking] = await gapsIn(store)
    assert.equal(iceland?.questionCount, 2)
    assert.equal(iceland.lastSeenAt - iceland.firstSeenAt, MINUTE_MS)
    assert.deepEqual(parking?.examples, ['Is there parking?'])
  })

  test('two that gather at once open one gap, and count each question once', async (t) => {
    const { store, clock } = await openSite(t)
    const texts = Array.from({ length: 40 }, (_, n) => `Do you ship to Iceland${n % 2 === 0 ? '?' : ' please'}`)
    await ask(store, clock, texts)
    const deps = { store, clock, newId: createNewId(clock, systemRandom) }
    for (let round = 0; round < 20; round++) {
      const more = await Promise.all([gatherSome(deps, SITE), gatherSome(deps, SITE), gatherSome(deps, SITE)])
      if (!more.some(Boolean)) break
    }
    const gaps = await gapsIn(store)
    assert.deepEqual(
      gaps.map(({ questionCount }) => questionCount),
      [40],
    )
    const [rows] = await store.read.all<{ count: number }>('select count(*) as count from gap_question')
    assert.equal(rows?.count, 40)
  })

  test('what a process left half-way is gone on from', async (t) => {
    const { store, clock, gathering } = await openSite(t)
    await ask(store, clock, ['Do you ship to Iceland?', 'Is there parking?'])
    // It died between gathering and drafting.
    await gatherSome({ store, clock, newId: createNewId(clock, systemRandom) }, SITE)
    const [undrafted] = await store.read.all('select id from gap where draft_due = 1')
    assert.ok(undrafted)
    await gathering.look()
    assert.deepEqual(await store.read.all('select id from gap where draft_due = 1'), [])
  })

  test('a dismissed gap counts on and stays dismissed; an edited draft stays as it was edited', async (t) => {
    const { store, clock, gathering } = await openSite(t)
    await ask(store, clock, ['Do you ship to Iceland?', 'Is there parking?'])
    await gathering.look()
    for (const gap of await gapsIn(store)) {
      const dismissed = gap.examples[0] === 'Is there parking?'
      const edited = { question: null, answer: dismissed ? null : 'Not yet.', title: null, category: null }
      await store.transaction((tx) => updateGap(tx, { ...gap, state: dismissed ? 'dismissed' : 'open', edited }))
    }
    await ask(store, clock, ['shipping to Iceland?', 'where is parking', 'parking?? where is it'])
    await gathering.look()
    const all = await gapsIn(store)
    assert.equal(all.length, 2)
    const parking = all.find(({ examples }) => examples.includes('Is there parking?'))
    const iceland = all.find(({ examples }) => examples.includes('Do you ship to Iceland?'))
    assert.deepEqual([all.length, parking?.state, parking?.questionCount], [2, 'dismissed', 3])
    assert.deepEqual([iceland?.state, iceland?.questionCount, iceland?.edited.answer], ['open', 2, 'Not yet.'])
  })

  test('what is of another site is not gathered with it', async (t) => {
    const { store, clock, gathering } = await openSite(t)
    await ask(store, clock, ['Do you ship to Iceland?'])
    await store.transaction(async (tx) => {
      await tx.run("insert into site (id, workspace_id, name, created_at) values ('site_TWO', 'ws_ONE', 'S', 1)")
      await tx.run("update chat_request set site_id = 'site_TWO'")
    })
    await ask(store, clock, ['Do you ship to Iceland?'])
    await gathering.look()
    const other = await gapsOf(store.read, { ...SITE, siteId: 'site_TWO' }, { state: 'open', sort: 'last' }, PAGE)
    assert.deepEqual([(await gapsIn(store)).length, other.total], [1, 1])
    assert.equal(other.gaps[0]?.questionCount, 1)
  })
})

test('a resolved gap is open again when it was asked later, and its document could have answered', () => {
  const gap = { id: 'gap_1', state: 'resolved', documentId: 'doc_1', resolvedAt: 0 } as const
  assert.equal(reopens(gap, 5 * MINUTE_MS, [LIVE]), true)
  assert.equal(reopens(gap, 5 * MINUTE_MS - 1, [LIVE]), false)
  assert.equal(reopens(gap, 60 * MINUTE_MS, ['batch:spring']), false)
  assert.equal(reopens(gap, 60 * MINUTE_MS, []), true)
  assert.equal(reopens({ ...gap, state: 'dismissed' }, 60 * MINUTE_MS, [LIVE]), false)
})
