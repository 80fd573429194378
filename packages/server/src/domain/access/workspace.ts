import { type CreditAlert, planNamed } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'

/** A customer account, called tenant by some clients. */
export interface Workspace {
  readonly id: string
  readonly name: string
  readonly plan: string
  /** Who is told when something needs a person. */
  readonly ownerEmails: readonly string[]
  /** Who is told that credits run out, and when. */
  readonly creditAlert: CreditAlert
  readonly createdAt: number
  readonly updatedAt: number
}

/** Calls per minute and key that a plan allows (contract 2.6). */
export function ratePerMinuteOf(plan: string): number {
  return planNamed(plan).ratePerMinute
}

export function renderWorkspace(workspace: Workspace): object {
  return {
    id: workspace.id,
    tenant_id: workspace.id,
    name: workspace.name,
    plan: workspace.plan,
    owner_emails: workspace.ownerEmails,
    credit_alert: workspace.creditAlert,
    created_at: isoTime(workspace.createdAt),
    updated_at: isoTime(workspace.updatedAt),
  }
}
