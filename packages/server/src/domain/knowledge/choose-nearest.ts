import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { Store } from '../../store/index.ts'
import { createNearestVectors, type NearestVectors } from './nearest-vectors.ts'
import { addNativeColumn, fillNative, nearestNative } from './store-native-vectors.ts'

/** Rows in one transaction. */
const PAGE = 200

/** Who compares vectors: the database where it can and has all of them, this process otherwise. */
export interface Nearest {
  readonly find: NearestVectors
  readonly by: 'own' | 'pgvector'
  /** Looks whether the database can, and gives it what it lacks. Resolves when it has all; after `signal`, earlier. */
  catchUp(signal: AbortSignal): Promise<void>
}

export function chooseNearest({
  store,
  clock,
  log,
}: {
  readonly store: Pick<Store, 'read' | 'transaction' | 'vectorWords'>
  readonly clock: Clock
  readonly log: Log
}): Nearest {
  const own = createNearestVectors({ read: store.read, clock })
  const words = store.vectorWords
  /** Null: nobody has looked yet. */
  let present: boolean | null = null
  let by: Nearest['by'] = 'own'
  return {
    find: (set, vector, limit) =>
      by === 'pgvector' && words ? nearestNative(store.read, words, { set, vector, limit }) : own(set, vector, limit),
    get by() {
      return by
    },
    async catchUp(signal) {
      if (!words) return
      present ??= await store.transaction((tx) => addNativeColumn(tx, words))
      if (!present) return
      while (!signal.aborted)
        if ((await store.transaction((tx) => fillNative(tx, words, PAGE))) < PAGE) {
          if (by === 'own') log.info({}, 'embeddings.pgvector_used')
          by = 'pgvector'
          return
        }
    },
  }
}
