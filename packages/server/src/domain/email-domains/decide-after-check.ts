import type { EmailDomainState } from '@posthorn/contract'

import { DAY_MS } from '../../kernel/time.ts'
import { type EmailDomain, recordNames, type RecordProgress, type Records, requiredRecords } from './email-domain.ts'
import type { Finding, Findings } from './find-records.ts'

/** Name servers may take two days to spread a change; who has not published by then has forgotten it. */
export const PENDING_AT_MOST_MS = 3 * DAY_MS

/** Decides how a domain stands after a check that began at `at`. */
export function decideAfterCheck(domain: EmailDomain, findings: Findings, at: number): EmailDomain {
  const isOld = at - domain.createdAt >= PENDING_AT_MOST_MS
  const records = Object.fromEntries(
    recordNames.map((name) => [name, recordAfter(domain.records[name], findings[name], { isOld, at })]),
  ) as Records
  const state = wholeState(domain.state, records)
  const verifiedAt = state === 'verified' ? (domain.verifiedAt ?? at) : null
  return { ...domain, records, state, checkedAt: at, verifiedAt }
}

function recordAfter(
  before: RecordProgress,
  { judgement, found, foundAt }: Finding,
  { isOld, at }: { isOld: boolean; at: number },
): RecordProgress {
  // Nobody knows whether anything has changed: a domain must not stop sending since a name server was away.
  if (judgement.verdict === 'unknown') return { ...before, problem: judgement.problem }
  const problem = judgement.verdict === 'right' ? null : judgement.problem
  return { state: recordState(before.state, judgement.verdict, isOld), found, foundAt, problem, checkedAt: at }
}

function recordState(
  before: EmailDomainState,
  verdict: 'right' | 'missing' | 'wrong',
  isOld: boolean,
): EmailDomainState {
  if (verdict === 'right') return 'verified'
  // What is not there yet is waited for; what is not there any more was taken away.
  return verdict === 'missing' && before === 'pending' && !isOld ? 'pending' : 'failed'
}

/** The domain is as well as the worst of the records that count; once checked to its end it is `pending` no more. */
function wholeState(before: EmailDomainState, records: Records): EmailDomainState {
  const states = requiredRecords.map((name) => records[name].state)
  if (states.every((state) => state === 'verified')) return 'verified'
  if (states.includes('failed') || before !== 'pending') return 'failed'
  return 'pending'
}
