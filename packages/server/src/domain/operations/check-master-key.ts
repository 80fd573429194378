import type { SecretBox } from '../../kernel/secret-box.ts'
import type { Store } from '../../store/index.ts'
import { readInstanceValue, writeInstanceValue } from './store.ts'

/** Says that this process was given another master key than the database's secrets were sealed with. */
export class MasterKeyMismatch extends Error {
  constructor(expected: string) {
    super(
      `The secrets in this database are sealed under master key ${expected}, which this process does not have. Give it ` +
        'the same POSTHORN_MASTER_KEY (or the master.key file of the data folder) as the process that set the database up.',
    )
    this.name = 'MasterKeyMismatch'
  }
}

const NAME = 'master_key_id'

/**
 * Refuses to start with a key that cannot open what is stored: it would otherwise seal new secrets that the other
 * processes cannot open. A database that knows none yet, or whose key stands second to a newer one, takes the first.
 */
export async function checkMasterKey(store: Store, box: SecretBox): Promise<void> {
  await store.transaction(async (tx) => {
    const stored = await readInstanceValue(tx, NAME)
    if (stored !== undefined && !box.keyIds.includes(stored)) throw new MasterKeyMismatch(stored)
    const newest = box.keyIds[0] ?? ''
    if (stored !== newest) await writeInstanceValue(tx, NAME, newest)
  })
}
