// The extension pgvector is in no PostgreSQL that npm brings, but for one compiled to WebAssembly: the statements run there, on
// the real extension. What differs is the driver (one connection, in this process), so this test translates calls to it.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { PGlite } from '@electric-sql/pglite'
import { vector as pgvector } from '@electric-sql/pglite-pgvector'

import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { silentLog } from '../../kernel/log.ts'
import { vectorWords } from '../../store/dialects/postgres/vectors.ts'
import type { Connection, Store, Value } from '../../store/index.ts'
import { chooseNearest } from './choose-nearest.ts'
import { bytesOf, cosineOf, signsOf, unitOf } from './vector.ts'

const SET = { workspaceId: 'ws_ONE', siteId: 'site_ONE', model: 'm' }

async function opened(t: TestContext, { extension = true } = {}) {
  const database = await PGlite.create({ extensions: { vector: pgvector } })
  t.after(() => database.close())
  if (extension) await database.exec('create extension vector')
  await database.exec(`create table knowledge_vector (
    number bigint generated always as identity primary key, workspace_id text collate "C" not null, site_id text collate "C" not null,
    model text not null, text_hash text collate "C" not null, signs bytea not null, vector bytea not null, made_at bigint not null
  )`)
  const connection = {
    all: async (sql: string, values: readonly Value[] = []) => (await database.query(sql, [...values])).rows,
    run: async (sql: string, values: readonly Value[] = []) =>
      (await database.query(sql, [...values])).affectedRows ?? 0,
    allIn: async (sql: string, keys: readonly string[], values: readonly Value[] = []) =>
      (await database.query(sql.replace('in $keys', '= any($1::text[])'), [keys, ...values])).rows,
  } as unknown as Connection
  const store = {
    read: connection,
    vectorWords,
    transaction: (work: (tx: never) => Promise<unknown>) => work(connection as never),
  } as unknown as Pick<Store, 'read' | 'transaction' | 'vectorWords'>
  const add = async (hash: string, numbers: number[], { siteId = 'site_ONE', model = 'm' } = {}) => {
    const vector = unitOf(Float32Array.from(numbers))
    await database.query(
      'insert into knowledge_vector (workspace_id, site_id, model, text_hash, signs, vector, made_at) values ($1, $2, $3, $4, $5, $6, 1)',
      ['ws_ONE', siteId, model, hash, bytesOf(signsOf(vector)), bytesOf(vector)],
    )
    return vector
  }
  const nearest = chooseNearest({ store, clock: new FakeClock(), log: silentLog })
  return { database, add, nearest, catchUp: () => nearest.catchUp(new AbortController().signal) }
}

test('where the extension is there it compares: the same texts, the same similarities, in the same order', async (t) => {
  const { add, nearest, catchUp } = await opened(t)
  const question = unitOf(Float32Array.from([0.9, 0.3, -0.2]))
  let state = 5
  const number = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1
  for (let n = 0; n < 450; n++) await add(`hash_${n}`, [number(), number(), number()])
  await add('elsewhere', [0.9, 0.3, -0.2], { siteId: 'site_TWO' })
  await add('before', [0.9, 0.3, -0.2], { model: 'another' })
  await add('longer', [0.9, 0.3, -0.2, 1])
  assert.equal(nearest.by, 'own')
  const own = await nearest.find(SET, question, 40)
  await catchUp()
  assert.equal(nearest.by, 'pgvector')
  const native = await nearest.find(SET, question, 40)
  assert.deepEqual(
    native.map(({ hash }) => hash),
    own.map(({ hash }) => hash),
  )
  native.forEach(({ similarity }, at) => assert.ok(Math.abs(similarity - (own[at]?.similarity ?? 0)) < 1e-5))
  assert.equal(native.length, 40)
})

test('what comes in later is found once it is filled in, and filling in twice changes nothing', async (t) => {
  const { database, add, nearest, catchUp } = await opened(t)
  await catchUp()
  const vector = await add('new', [1, 2, 3])
  assert.deepEqual(await nearest.find(SET, vector, 5), [])
  await catchUp()
  await catchUp()
  const [found] = await nearest.find(SET, vector, 5)
  assert.equal(found?.hash, 'new')
  assert.ok(Math.abs((found?.similarity ?? 0) - cosineOf(vector, vector)) < 1e-6)
  const { rows } = await database.query('select 1 from knowledge_vector where native_vector is null')
  assert.equal(rows.length, 0)
})

test('where the extension is not there, nothing is altered and this process compares', async (t) => {
  const { database, add, nearest, catchUp } = await opened(t, { extension: false })
  const vector = await add('one', [1, 2, 3])
  await catchUp()
  assert.equal(nearest.by, 'own')
  assert.equal((await nearest.find(SET, vector, 5))[0]?.hash, 'one')
  const sql = "select 1 from information_schema.columns where column_name = 'native_vector'"
  assert.equal((await database.query(sql)).rows.length, 0)
})
