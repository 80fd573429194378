import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { openNode } from '../../../../../test/support/open-node.ts'
import { eachSchema } from '../../../../../test/support/each-schema.ts'
import { migrate, type Store } from '../../store/index.ts'
import { withCaution } from './evidence.ts'
import { LIVE, makeChunks, replaceChunks, searchKnowledge } from './index.ts'

const SITE = { workspaceId: 'ws_ONE', siteId: 'site_ONE' }
const source = `# Boats

| Boat | Hour | Week |
|---|---|---|
| Canoe | €6 | €90 |
| Raft | €9 | – |

The jetty is open Monday to Friday, 9:00 to 18:00.

On Saturday the kiosk sells tickets from 10:00 to 12:00.
`

eachSchema((_kind, open) => {
  async function openSite(t: TestContext): Promise<Store> {
    const store = await openNode(await open(), { serving: false })
    t.after(() => store.close())
    await migrate(store, 1)
    await store.transaction((tx) =>
      tx.run(
        "insert into workspace (id, name, plan, owner_emails, created_at, updated_at) values ('ws_ONE', 'W', 'free', '[]', 1, 1)",
      ),
    )
    const document = { ...SITE, documentId: 'boats', version: 1, title: 'Boats', shelf: LIVE }
    await store.transaction((tx) => replaceChunks(tx, document, makeChunks(source, { title: 'Boats', language: 'en' })))
    return store
  }
  const best = async (store: Store, text: string) => {
    const search = { ...SITE, shelves: [LIVE], text, language: 'en', synonyms: [] } as const
    const [passage] = (await searchKnowledge(store.read, search)).passages
    assert.ok(passage)
    return passage
  }

  test('a row whose asked cell is empty is no answer, beside one that has it', async (t) => {
    const store = await openSite(t)
    const [has, lacks] = [
      await best(store, 'How much is a canoe for a week?'),
      await best(store, 'How much is a raft for a week?'),
    ]
    assert.match(has.chunk.text, /Canoe/)
    assert.match(lacks.chunk.text, /Raft/)
    assert.ok(lacks.likelihood < has.likelihood / 2, `${lacks.likelihood} and ${has.likelihood}`)
  })

  test('a day within a range is found in it, and one that another is named for is not', async (t) => {
    const store = await openSite(t)
    const within = await best(store, 'Is the jetty open on Wednesday?')
    assert.match(within.chunk.text, /Monday to Friday/)
    const other = await best(store, 'Is the jetty open on Sunday?')
    assert.ok(other.likelihood < within.likelihood / 2, `${other.likelihood} and ${within.likelihood}`)
  })

  test('what has no evidence keeps its likelihood', () => {
    assert.equal(withCaution(0.8, []), 0.8)
  })
})
