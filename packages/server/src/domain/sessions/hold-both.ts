import type { Transaction } from '../../store/index.ts'
import { type Channel, holdSessionChannel } from '../channels/index.ts'
import type { SessionDeps } from './session-deps.ts'
import type { Session } from './session.ts'
import { holdSession } from './store.ts'

export interface HeldBoth {
  readonly channel: Channel
  readonly session: Session
}

/** Holds both views of a session until the end of the transaction, the channel first; undefined: there is none. */
export async function holdBoth(
  tx: Transaction,
  { store }: Pick<SessionDeps, 'store'>,
  place: Pick<Session, 'workspaceId' | 'channelId'>,
): Promise<HeldBoth | undefined> {
  const channel = await holdSessionChannel(tx, { store }, place)
  const session = channel && (await holdSession(tx, store.words, place))
  return session && { channel, session }
}
