import { isoTime } from '../../kernel/time.ts'

/** A customer account, called tenant by some clients. */
export interface Workspace {
  readonly id: string
  readonly name: string
  readonly plan: string
  /** Who is told when something needs a person. */
  readonly ownerEmails: readonly string[]
  readonly createdAt: number
  readonly updatedAt: number
}

/** Calls per minute and key that each plan allows (contract 2.6). */
const planRatePerMinute: Readonly<Record<string, number>> = {
  starter: 60,
  growth: 300,
  business: 1_000,
  enterprise: 2_000,
}

const DEFAULT_RATE_PER_MINUTE = 100

export function ratePerMinuteOf(plan: string): number {
  return planRatePerMinute[plan] ?? DEFAULT_RATE_PER_MINUTE
}

export function renderWorkspace(workspace: Workspace): object {
  return {
    id: workspace.id,
    tenant_id: workspace.id,
    name: workspace.name,
    plan: workspace.plan,
    owner_emails: workspace.ownerEmails,
    created_at: isoTime(workspace.createdAt),
    updated_at: isoTime(workspace.updatedAt),
  }
}
