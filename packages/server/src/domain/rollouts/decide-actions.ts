import { isAllowed, rolloutActions, rolloutAllowedFrom, type stateMachines } from '@posthorn/contract'

import type { Judgement } from './judge-figures.ts'
import type { Rollout } from './rollout.ts'

export type RolloutAction = (typeof rolloutActions)[number]

/** What is to be known to say what may be done to a rollout. */
export interface Situation {
  readonly rollout: Rollout
  readonly documents: { readonly total: number; readonly processing: number; readonly failed: number }
  readonly questions: number
  /** `contentMark` and `smokeMark` of how it stands now. */
  readonly contentMark: string
  readonly smokeMark: string
  readonly judgement: Judgement
  /** Another rollout of the site that is shown to anybody. */
  readonly underWay: Pick<Rollout, 'id' | 'name' | 'state'> | null
}

export interface Permission {
  readonly allowed: boolean
  /** Whether a reason makes it allowed. */
  readonly overridable: boolean
  /** What speaks against it, in sentences. */
  readonly reasons: readonly string[]
}

interface Objections {
  /** What cannot be helped by wanting it. */
  readonly hard: readonly string[]
  /** What somebody may decide to do all the same. */
  readonly soft: readonly string[]
}

/** What may be done to a rollout now, and what speaks against the rest. The API and the dashboard ask here. */
export function decideActions(situation: Situation): Record<RolloutAction, Permission> {
  return Object.fromEntries(rolloutActions.map((action) => [action, permissionFor(action, situation)])) as Record<
    RolloutAction,
    Permission
  >
}

export function permissionFor(action: RolloutAction, situation: Situation): Permission {
  const { state } = situation.rollout
  if (!isAllowed('rollout', action, state)) {
    const reasons = [`It is ${wordOf(state)}; it must be ${statesFor(action)}.`]
    return { allowed: false, overridable: false, reasons }
  }
  const { hard, soft } = objections[action]?.(situation) ?? { hard: [], soft: [] }
  const reasons = [...hard, ...soft]
  return { allowed: reasons.length === 0, overridable: hard.length === 0 && soft.length > 0, reasons }
}

/** The states in which something may be done, in words. */
export function statesFor(action: RolloutAction): string {
  return rolloutAllowedFrom[action].map(wordOf).join(' or ')
}

export function wordOf(state: (typeof stateMachines)['rollout']['states'][number]): string {
  return state.replace('_', ' ')
}

const objections: Partial<Record<RolloutAction, (situation: Situation) => Objections>> = {
  approve: ({ documents }) => ({ hard: noDocuments(documents), soft: [] }),
  smoke: ({ documents, questions }) => ({
    hard: [
      ...noDocuments(documents),
      ...inWork(documents),
      ...(questions === 0 ? ['It has no smoke questions. Make some from the documents, or write your own.'] : []),
    ],
    soft: [],
  }),
  start: (situation) => ({
    hard: [...noDocuments(situation.documents), ...inWork(situation.documents), ...occupied(situation)],
    soft: [...unreadable(situation), ...unapproved(situation), ...untested(situation)],
  }),
  expand: (situation) => ({
    hard: inWork(situation.documents),
    soft: [...unreadable(situation), ...unapproved(situation), ...untested(situation), ...quality(situation)],
  }),
  resume: (situation) => ({
    hard: occupied(situation),
    soft: [...unapproved(situation), ...untested(situation), ...pausedByWatch(situation)],
  }),
  finish: (situation) => ({ hard: inWork(situation.documents), soft: poor(situation) }),
}

function noDocuments({ total }: Situation['documents']): string[] {
  return total === 0 ? ['The batch has no documents.'] : []
}

function inWork({ processing }: Situation['documents']): string[] {
  if (processing === 0) return []
  return [processing === 1 ? 'One document is still being read.' : `${processing} documents are still being read.`]
}

function unreadable({ documents: { failed } }: Situation): string[] {
  if (failed === 0) return []
  return [failed === 1 ? 'One document cannot be read.' : `${failed} documents cannot be read.`]
}

function unapproved({ rollout: { approval }, contentMark }: Situation): string[] {
  if (approval === null) return ['Nobody has approved its content.']
  return approval.mark === contentMark ? [] : ['Documents were added or changed since the content was approved.']
}

function untested({ rollout: { smoke }, smokeMark }: Situation): string[] {
  if (smoke === null) return ['Its smoke questions have not been asked.']
  if (smoke.mark !== smokeMark) return ['Documents or questions changed since the smoke questions were asked.']
  if (smoke.failed === 0) return []
  const all = smoke.passed + smoke.failed
  return [`${smoke.failed} of ${all} smoke questions were not answered as expected.`]
}

function quality({ judgement }: Situation): string[] {
  if (judgement.verdict === 'acceptable') return []
  return [...judgement.breaches.map(({ sentence }) => sentence), ...judgement.missing]
}

function poor({ judgement }: Situation): string[] {
  return judgement.breaches.map(({ sentence }) => sentence)
}

function pausedByWatch({ rollout }: Situation): string[] {
  return rollout.pausedByWatch ? [`The watch paused it: ${rollout.reason ?? 'it was not acceptable.'}`] : []
}

function occupied({ underWay }: Situation): string[] {
  return underWay === null
    ? []
    : [`The rollout ${underWay.name} (${underWay.id}) of this site is under way; one at a time is tried.`]
}
