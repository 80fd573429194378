import type { SessionDeps } from './session-deps.ts'
import type { Standing } from './carry-out.ts'
import type { AuthState } from './port.ts'
import type { Session } from './session.ts'
import { holdSession } from './store.ts'
import { readKeys, writeKeys } from './store-keys.ts'

/** The keys of one beginning of a session. Who has lost it can read no more of use, and write nothing. */
export function createAuthState(
  { store, box }: Pick<SessionDeps, 'store' | 'box'>,
  place: Pick<Session, 'workspaceId' | 'channelId'>,
  { holder, run }: Standing,
): AuthState {
  return {
    async get(names) {
      if (names.length === 0) return new Map()
      const sealed = await readKeys(store.read, place, names)
      return new Map([...sealed].map(([name, text]) => [name, box.open(text)]))
    },
    async set(changes) {
      if (changes.size === 0) return
      const sealed = new Map([...changes].map(([name, text]) => [name, text === null ? null : box.seal(text)]))
      await store.transaction(async (tx) => {
        const session = await holdSession(tx, store.words, place)
        if (session?.holder !== holder || session.run !== run || !session.wanted)
          throw new Error('The session is not here any more.')
        await writeKeys(tx, place, sealed)
      })
    },
  }
}
