import { isAllowed } from '@posthorn/contract'

import { ApiError } from '../../kernel/api-error.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import type { EventDraft } from '../events/index.ts'
import { requireSite } from '../sites/index.ts'
import { permissionFor, type RolloutAction, type Situation, statesFor, wordOf } from './decide-actions.ts'
import { renderDetail } from './render-detail.ts'
import { holdWhole, readWhole, type WholeRollout } from './read-situation.ts'
import type { Rollout } from './rollout.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import { holdSite, type Owner, updateRollout } from './store.ts'
import { type Actor, addEntry, type Entry } from './store-log.ts'

/** A call that does something to a rollout. */
export interface ActingCall extends Pick<Call, 'once' | 'caller'> {
  readonly params: { readonly site_id: string; readonly rollout_id: string }
  readonly body: { readonly by?: string; readonly override?: string } | undefined
}

/** What was done, to be written. */
export interface Done {
  readonly rollout: Rollout
  readonly entry: Pick<Entry, 'action' | 'reason' | 'documents' | 'details'>
  readonly events?: readonly EventDraft[]
}

/** Who a call is from, for the log. */
export function actorOf({ caller, body }: Pick<ActingCall, 'caller' | 'body'>): Actor {
  return { by: body?.by?.trim() || caller.keyName, keyId: caller.keyId }
}

/** Does something to the rollouts of a site, which others who do wait for, in one transaction with its answer. */
export async function actOnSite(
  deps: Pick<RolloutDeps, 'store' | 'write'>,
  call: Pick<Call, 'once' | 'caller'> & { readonly params: { readonly site_id: string } },
  work: (tx: Transaction, owner: Owner) => Promise<Answer>,
): Promise<Answer> {
  const site = await requireSite(deps.store.read, call.caller, call.params.site_id)
  const owner = { workspaceId: site.workspaceId, siteId: site.id }
  return deps.write(call, async (tx) => {
    await holdSite(tx, owner, deps.store.words.forUpdate)
    return work(tx, owner)
  })
}

/**
 * Does something to a rollout with its log and its events, if it may be done; what speaks against it and was overridden stands
 * in the log. The answer is the rollout afterwards.
 */
export function actOnRollout(
  deps: RolloutDeps,
  call: ActingCall,
  action: RolloutAction,
  work: (tx: Transaction, whole: WholeRollout, actor: Actor) => Promise<Done>,
): Promise<Answer> {
  const override = call.body?.override?.trim() || null
  return actOnSite(deps, call, async (tx, owner) => {
    const whole = await holdWhole(deps, tx, owner, call.params.rollout_id)
    const overridden = requirePermission(action, whole, override !== null)
    const actor = actorOf(call)
    const done = await work(tx, whole, actor)
    await writeDone(tx, deps, done, { ...actor, reason: override ?? done.entry.reason, overridden })
    return { status: 200, body: await renderDetail(tx, await readWhole(deps, tx, owner, whole.rollout.id)) }
  })
}

/** Writes what was done, with its log and its events, in the caller's transaction. */
export async function writeDone(
  tx: Transaction,
  { clock, recordEvents }: Pick<RolloutDeps, 'clock' | 'recordEvents'>,
  { rollout, entry, events = [] }: Done,
  { by, keyId, reason, overridden }: Actor & { readonly reason: string | null; readonly overridden: readonly string[] },
): Promise<void> {
  const at = clock.now()
  await updateRollout(tx, { ...rollout, updatedAt: at })
  const override = overridden.length > 0
  const details = override ? { ...entry.details, overridden } : entry.details
  await addEntry(tx, rollout, { ...entry, by, keyId, reason, at, override, details })
  if (events.length > 0) await recordEvents(tx, events)
}

/**
 * What was overridden: empty where nothing spoke against it.
 *
 * @throws {ApiError} 409 where it may not be done.
 */
export function requirePermission(action: RolloutAction, situation: Situation, override: boolean): readonly string[] {
  const { rollout, underWay } = situation
  const { allowed, overridable, reasons } = permissionFor(action, situation)
  if (allowed) return []
  if (overridable && override) return reasons
  const rollout_id = rollout.id
  if (!isAllowed('rollout', action, rollout.state)) {
    const words = { rollout_id, status: wordOf(rollout.state), action, needed: statesFor(action) }
    throw new ApiError('ROLLOUT_STATE', { words })
  }
  if (underWay && (action === 'start' || action === 'resume'))
    throw new ApiError('ROLLOUT_IN_PROGRESS', { words: { rollout_id: underWay.id, status: wordOf(underWay.state) } })
  const way = overridable ? ['To do it all the same send "override" with your reason; it is logged.'] : []
  throw new ApiError('ROLLOUT_NOT_READY', { words: { rollout_id, reasons: [...reasons, ...way].join(' ') } })
}
