import type { EmailDomain as ShownDomain, DomainRecord } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import { type EmailDomain, reasonOf, type RecordName, requiredRecords } from './email-domain.ts'
import { expectedRecords } from './expected-records.ts'

export function renderDomain(domain: EmailDomain, mailDomain: string): ShownDomain {
  const expected = expectedRecords(domain, mailDomain)
  const record = (name: RecordName): DomainRecord => {
    const { state, found, foundAt, problem, checkedAt } = domain.records[name]
    return {
      ...expected[name],
      required: requiredRecords.includes(name),
      status: state,
      found: [...found],
      found_at: foundAt,
      problem,
      checked_at: isoTimeOrNull(checkedAt),
    }
  }
  return {
    id: domain.id,
    domain: domain.domain,
    status: domain.state,
    verified: domain.state === 'verified',
    reason: reasonOf(domain),
    records: {
      dkim: record('dkim'),
      spf: record('spf'),
      dmarc: record('dmarc'),
      return_path: record('return_path'),
    },
    created_at: isoTime(domain.createdAt),
    checked_at: isoTimeOrNull(domain.checkedAt),
    verified_at: isoTimeOrNull(domain.verifiedAt),
  }
}
