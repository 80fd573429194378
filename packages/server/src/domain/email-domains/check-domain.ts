import type { Jobs } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { RecordLookup } from '../../kernel/look-up-records.ts'
import { DAY_MS, HOUR_MS } from '../../kernel/time.ts'
import type { Store, Transaction } from '../../store/index.ts'
import { decideAfterCheck } from './decide-after-check.ts'
import { type EmailDomain, reasonOf } from './email-domain.ts'
import { type Findings, findRecords } from './find-records.ts'
import { domainById, holdDomain, writeCheck } from './store.ts'

/** Tells the owners of a workspace, in the transaction of what happened. */
export type TellOwners = (
  tx: Transaction,
  notice: { workspaceId: string; kind: string; subject: string; text: string },
) => Promise<void>

export interface CheckDeps {
  readonly store: Store
  readonly clock: Clock
  readonly lookup: RecordLookup
  readonly tellOwners: TellOwners
  /** The platform's own domain, to which the records of the others refer. */
  readonly mailDomain: string
}

/** A look at the name servers, and when it began. */
export interface Check {
  readonly findings: Findings
  readonly at: number
}

/** Asks the name servers. No transaction is open meanwhile. */
export async function lookAtDomain(deps: CheckDeps, domain: EmailDomain): Promise<Check> {
  const at = deps.clock.now()
  return { at, findings: await findRecords(domain, deps.lookup, deps.mailDomain) }
}

/** Writes what a check found; undefined when the domain was deleted meanwhile. */
export async function settleCheck(
  tx: Transaction,
  deps: CheckDeps,
  { workspaceId, id }: Pick<EmailDomain, 'workspaceId' | 'id'>,
  { findings, at }: Check,
): Promise<EmailDomain | undefined> {
  const before = await holdDomain(tx, workspaceId, id, deps.store.words.forUpdate)
  if (!before) return undefined
  // A check that began later has been written already: this one knows less.
  if (before.checkedAt !== null && before.checkedAt > at) return before
  const after = decideAfterCheck(before, findings, at)
  await writeCheck(tx, after)
  if (before.state === 'verified' && after.state === 'failed') await tellLost(tx, deps, after)
  return after
}

async function tellLost(tx: Transaction, { tellOwners }: CheckDeps, domain: EmailDomain): Promise<void> {
  await tellOwners(tx, {
    workspaceId: domain.workspaceId,
    kind: 'email_domain.failed',
    subject: `${domain.domain} is no longer verified`,
    text:
      `E-mail from ${domain.domain} is refused from now on, since a DNS record of it is missing or wrong. ` +
      `${reasonOf(domain) ?? ''}. Mend it, then verify the domain again; it is also looked at once a day.`,
  })
}

export const CHECK_JOB = 'check-email-domain'

export interface CheckJob {
  readonly workspaceId: string
  readonly domainId: string
}

/** How long after a check the next one comes: who is waiting to be verified is looked at more often. */
export function nextCheckAfterMs({ state }: Pick<EmailDomain, 'state'>): number {
  return state === 'pending' ? HOUR_MS : DAY_MS
}

/** The durable job of each domain: it checks, says when it wants to be called again, and ends with its domain. */
export function defineDomainChecks(deps: CheckDeps & { readonly jobs: Pick<Jobs, 'define'> }): void {
  deps.jobs.define<CheckJob>(CHECK_JOB, async ({ workspaceId, domainId }) => {
    const domain = await domainById(deps.store.read, workspaceId, domainId)
    if (!domain) return 'done'
    const check = await lookAtDomain(deps, domain)
    const after = await deps.store.transaction((tx) => settleCheck(tx, deps, domain, check))
    return after ? { again: deps.clock.now() + nextCheckAfterMs(after) } : 'done'
  })
}
