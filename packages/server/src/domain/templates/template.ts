import type { TemplateCategory, TemplateQuality, TemplateState } from '@posthorn/contract'

import { DAY_MS, HOUR_MS } from '../../kernel/time.ts'

/** Header, body, footer or buttons, in the form in which WhatsApp's own API takes them. */
export type TemplateComponent = Readonly<Record<string, unknown>>

/** A text that a carrier approves before it may be sent to contacts who have not written lately. */
export interface Template {
  readonly id: string
  readonly workspaceId: string
  /** The channel it was written for; others of the same account send it as well. Null: simulated. */
  readonly channelId: string | null
  /** The carrier's account that has it; `SIMULATED_ACCOUNT` where none does. */
  readonly account: string
  readonly name: string
  readonly language: string
  readonly category: TemplateCategory
  readonly components: readonly TemplateComponent[]
  readonly state: TemplateState
  /** When the carrier said so (milliseconds since 1970, by its clock); what it said before does not count any more. */
  readonly stateAt: number
  readonly quality: TemplateQuality
  readonly rejectionReason: string | null
  /** Why the carrier could not be asked the last time. */
  readonly problem: string | null
  readonly providerTemplateId: string | null
  /** How often it was submitted; the job of an earlier submission ends. */
  readonly submissions: number
  /** Set when the carrier began to be called with it: it may have it, whatever became of the call. */
  readonly callingSince: number | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly submittedAt: number | null
  readonly approvedAt: number | null
  readonly checkedAt: number | null
  readonly pendingNoticedAt: number | null
}

/** No carrier has an account of this name: those are the provider's name, a colon and more. */
export const SIMULATED_ACCOUNT = 'simulator'

export function isSimulated({ account }: Pick<Template, 'account'>): boolean {
  return account === SIMULATED_ACCOUNT
}

/** A template of which nothing is known yet. */
export function newTemplate(
  of: Pick<Template, 'id' | 'workspaceId' | 'channelId' | 'account' | 'name' | 'language' | 'category' | 'components'>,
  now: number,
): Template {
  return {
    ...of,
    state: 'draft',
    stateAt: 0,
    quality: 'unknown',
    rejectionReason: null,
    problem: null,
    providerTemplateId: null,
    submissions: 0,
    callingSince: null,
    createdAt: now,
    updatedAt: now,
    submittedAt: null,
    approvedAt: null,
    checkedAt: null,
    pendingNoticedAt: null,
  }
}

/** Approval takes a day to a week (contract 6); who has waited for longer should look into it. */
export const LONG_PENDING_MS = 7 * DAY_MS
/** One that the carrier does not have yet is brought to it again so soon. */
const SUBMIT_AGAIN_MS = 60_000

/** How long after the carrier was asked it is asked again. */
export function nextLookAfterMs({ state, providerTemplateId }: Template): number {
  if (state !== 'pending') return DAY_MS
  return providerTemplateId === null ? SUBMIT_AGAIN_MS : HOUR_MS
}
