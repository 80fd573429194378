import { canMove, type MessageState } from '@posthorn/contract'

import type { MessageKind, MessageProgress } from './message.ts'
import type { ReportedChange } from './port.ts'

/** Something that happened to a message, and when (milliseconds since 1970). */
export type MessageChange = ReportedChange & { readonly at: number }

/** What each kind of message can go through. Whatever else a carrier reports is recorded and not applied. */
const CHANGES: Record<MessageKind, readonly MessageChange['status'][]> = {
  sms: ['sent', 'delivered', 'failed'],
  whatsapp: ['sent', 'delivered', 'read', 'failed'],
  email: ['sent', 'delivered', 'failed', 'bounced', 'opened', 'clicked', 'complained'],
}

/** The state that a change leads to; null where it is a time of the message and not a state. */
const STATE_AFTER: Record<MessageChange['status'], MessageState | null> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  bounced: 'failed',
  opened: null,
  clicked: null,
  complained: null,
  delayed: null,
  relayed: null,
  auto_replied: null,
}

/** How a message stands, as far as the decision looks. */
export interface Standing {
  readonly kind: MessageKind
  readonly progress: MessageProgress
  /** Keys (see `engagementKey`) of the opens, clicks and complaints that were applied before. */
  readonly engagements: ReadonlySet<string>
}

export type ChangeDecision =
  /** It happened: the message stands anew and there is an event to tell. */
  | { readonly kind: 'apply'; readonly progress: MessageProgress; readonly engagement: string | null }
  /** Late, lower, told before, or not a thing of this kind: it goes to the history and nowhere else. */
  | { readonly kind: 'record' }

/** Decides what a report changes. Pure: the whole rule of "states only move forward" can be read, and tested, here. */
export function decideChange({ kind, progress, engagements }: Standing, change: MessageChange): ChangeDecision {
  if (!CHANGES[kind].includes(change.status)) return { kind: 'record' }
  const state = STATE_AFTER[change.status]
  if (state === null) {
    const engagement = engagementKey(change)
    return engagements.has(engagement) ? { kind: 'record' } : { kind: 'apply', progress, engagement }
  }
  if (!canMove('message', progress.state, state)) return { kind: 'record' }
  // Only mail comes back after it was delivered: the first server took it, the second one did not.
  if (state === 'failed' && progress.state === 'delivered' && kind !== 'email') return { kind: 'record' }
  return { kind: 'apply', progress: moved(progress, state, change), engagement: null }
}

/** The first open, the first complaint and the first click of each address count. */
export function engagementKey(change: { status: string; url?: string }): string {
  return change.status === 'clicked' ? `clicked ${change.url ?? ''}` : change.status
}

function moved(progress: MessageProgress, state: MessageState, change: MessageChange): MessageProgress {
  switch (change.status) {
    case 'sent':
      return { ...progress, state, sentAt: change.at }
    case 'delivered':
      return { ...progress, state, deliveredAt: change.at }
    case 'read':
      return { ...progress, state, readAt: change.at }
    case 'failed':
      return { ...progress, state, failedAt: change.at, errorCode: change.code, errorMessage: change.message }
    case 'bounced':
      return {
        ...progress,
        state,
        failedAt: change.at,
        errorCode: `${change.bounceType}_bounce`,
        errorMessage: change.error,
      }
    default:
      return progress
  }
}
