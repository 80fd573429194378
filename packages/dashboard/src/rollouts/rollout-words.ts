import type { Rollout, RolloutDetail, RolloutLogEntry, SmokeResult } from '@posthorn/sdk'
import type { BadgeTone } from '../ui/badge.tsx'

export type RolloutState = Rollout['status']
/** What is asked about before it is done. */
export type AskedAction = Exclude<keyof RolloutDetail['actions'], 'change' | 'approve' | 'smoke'>

export const stateTones: Readonly<Record<RolloutState, BadgeTone>> = {
  draft: 'idle',
  running: 'info',
  paused: 'warn',
  expanded: 'ok',
  done: 'ok',
  rolled_back: 'bad',
}

export const stateNames: Readonly<Record<RolloutState, string>> = {
  draft: 'draft',
  running: 'running',
  paused: 'paused',
  expanded: 'expanded to all',
  done: 'done',
  rolled_back: 'rolled back',
}

/** Who sees the batch now. */
export function seenBy({ status, share }: Pick<Rollout, 'status' | 'share'>): string {
  if (status === 'expanded' || status === 'done') return 'everybody sees it'
  return share === 0 || status === 'paused' || status === 'rolled_back' || status === 'draft'
    ? 'nobody sees it'
    : `${share}% of the sessions see it`
}

export const becauseNames: Readonly<Record<SmokeResult['because'], string>> = {
  matches: 'as expected',
  declined: 'declined to answer',
  says_something_else: 'says something else',
  other_document: 'answered from another document',
  not_ready: 'the document is not ready',
}

const logNames: Readonly<Record<RolloutLogEntry['action'], string>> = {
  created: 'created it',
  changed: 'changed its settings',
  document_added: 'sent documents',
  approved: 'approved the content',
  questions_generated: 'had smoke questions made',
  question_added: 'added a smoke question',
  question_changed: 'changed a smoke question',
  question_deleted: 'deleted a smoke question',
  smoke_run: 'asked the smoke questions',
  started: 'started it',
  expanded: 'expanded it',
  paused: 'paused it',
  resumed: 'resumed it',
  rolled_back: 'rolled it back',
  finished: 'finished it',
}

/** What was done, with the figures that say how: “expanded it, to 50%”. */
export function logWords({ action, details }: Pick<RolloutLogEntry, 'action' | 'details'>): string {
  const { share, passed, failed } = details
  if (action === 'smoke_run' && typeof passed === 'number' && typeof failed === 'number')
    return `${logNames[action]}: ${passed} passed, ${failed} did not`
  if (typeof share === 'number' && ['started', 'expanded', 'resumed'].includes(action))
    return `${logNames[action]}, ${share === 100 ? 'to everybody' : `to ${share}% of the sessions`}`
  return logNames[action]
}

/** A share of the cases in percent, rounded so that little is not nothing. */
export function shareName(share: number | null): string {
  if (share === null) return '–'
  const percent = share * 100
  if (percent > 0 && percent < 1) return '<1%'
  return `${Math.round(percent)}%`
}
