import type { Transaction } from '../../store/index.ts'
import { type Channel, tellChannel } from '../channels/index.ts'
import { decideMove, isUp, type Move, type Signal } from './decide-move.ts'
import { describeNews } from './describe-event.ts'
import { holdBoth } from './hold-both.ts'
import { lossNotice } from './notices.ts'
import type { SessionDeps } from './session-deps.ts'
import type { Session } from './session.ts'
import { updateSession } from './store.ts'
import { forgetKeys } from './store-keys.ts'

type WriteDeps = Pick<
  SessionDeps,
  'store' | 'clock' | 'newId' | 'recordEvents' | 'notifyOwners' | 'resumeWaiting' | 'lines'
>

/** Whose word counts: what a process says that has lost the session, or an earlier beginning of it, is nothing. */
export interface Standing {
  readonly holder: string
  readonly run: number
}

/** Writes what was heard of a session, and all that follows from it, in one transaction. Undefined: it counts no more. */
export type HearSession = (
  place: Pick<Session, 'workspaceId' | 'channelId'>,
  signal: Signal,
  standing: Standing,
) => Promise<Session | undefined>

export function createHearSession(deps: WriteDeps): HearSession {
  return (place, signal, standing) =>
    deps.store.transaction(async (tx) => {
      const held = await holdBoth(tx, deps, place)
      if (held?.session.holder !== standing.holder || held.session.run !== standing.run) return undefined
      // Somebody took it down meanwhile: it can still be left, and nothing else.
      if (!held.session.wanted && signal.kind !== 'left') return undefined
      const move = decideMove(held.session, signal, deps.clock.now())
      if (move === null) return held.session
      await carryOut(tx, deps, { ...held, move, by: null })
      return move.session
    })
}

interface Carried {
  readonly channel: Channel
  /** As it was. */
  readonly session: Session
  readonly move: Move
  /** Id of the key that did it; null: it came by itself. */
  readonly by: string | null
  /** What is given as the reason, in place of the word for it. */
  readonly reason?: string | null
}

/** Writes a move: the session, its channel with its history, the two events, the notice, and what waited for it. */
export async function carryOut(
  tx: Transaction,
  deps: WriteDeps,
  { channel, session: before, move, by, reason }: Carried,
): Promise<Channel> {
  const { session } = move
  await updateSession(tx, session)
  if (move.forget) await forgetKeys(tx, session)
  const up = isUp(session.status)
  const isNews = isUp(before.status) !== up || (session.status === 'disconnected' && before.reason !== session.reason)
  const told = isNews
    ? await tellChannel(tx, deps, channel, {
        up,
        phone: session.phoneNumber,
        code: session.reason,
        message: reason ?? session.reasonDetail,
        by,
        at: session.updatedAt,
      })
    : channel
  if (move.told !== null) {
    const why = reason ?? session.reason
    await deps.recordEvents(tx, describeNews(move.told, { channel: told, session, reason: why, by }))
  }
  if (move.notice) await deps.notifyOwners(tx, lossNotice(session, channel.name))
  if (up && !isUp(before.status)) await deps.resumeWaiting(tx, session.channelId)
  tx.afterCommit(() => deps.lines.forget(session.workspaceId))
  return told
}
