import assert from 'node:assert/strict'
import { test } from 'node:test'

import { eachDatabase } from '../../../../../test/support/each-database.ts'
import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { silentLog } from '../../kernel/log.ts'
import { createNewId } from '../../kernel/new-id.ts'
import { systemRandom } from '../../kernel/random.ts'
import { createSecretBox, type MasterKey, masterKey } from '../../kernel/secret-box.ts'
import { migrate, openStore } from '../../store/index.ts'
import { checkMasterKey, MasterKeyMismatch } from './check-master-key.ts'

const key = (byte: number): MasterKey => masterKey(Buffer.alloc(32, byte))

eachDatabase((_kind, open) => {
  test('a database is opened by whoever has its master key, by a newer one beside it, and by nobody else', async (context) => {
    const { dataDir, databaseUrl = null } = await open()
    const clock = new FakeClock()
    const newId = createNewId(clock, systemRandom)
    const store = await openStore({ dataDir, databaseUrl, poolSize: 2, newId, log: silentLog, serving: false })
    context.after(() => store.close())
    await migrate(store, clock.now())
    const check = (...keys: MasterKey[]) => checkMasterKey(store, createSecretBox(keys, systemRandom))

    await check(key(1))
    await check(key(1))
    await assert.rejects(check(key(2)), MasterKeyMismatch)
    await check(key(2), key(1))
    await check(key(2))
    await assert.rejects(
      check(key(1)),
      (error: Error) => error instanceof MasterKeyMismatch && error.message.includes(key(2).id),
    )
  })
})
