import type { DomainRecord, EmailDomain as ShownDomain, MailReturns } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import { type EmailDomain, reasonOf, type RecordName, requiredRecords } from './email-domain.ts'
import { expectedRecords } from './expected-records.ts'

/** The platform, as sending domains refer to it. */
export interface Platform {
  /** Its own domain, to which the records of the others refer. */
  readonly mailDomain: string
  /** Where it takes complaints; null: it takes in no mail. */
  readonly feedbackAddress: string | null
}

export function renderDomain(domain: EmailDomain, platform: Platform): ShownDomain {
  const { mailDomain } = platform
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
    returns: renderReturns(domain, platform),
    created_at: isoTime(domain.createdAt),
    checked_at: isoTimeOrNull(domain.checkedAt),
    verified_at: isoTimeOrNull(domain.verifiedAt),
  }
}

function renderReturns(domain: EmailDomain, { mailDomain, feedbackAddress }: Platform): MailReturns {
  if (feedbackAddress === null) return { taken_in: false, domain: null, mail_domain: null, feedback_address: null }
  const leadsBack = domain.records.return_path.state === 'verified'
  return {
    taken_in: true,
    domain: leadsBack ? expectedRecords(domain, mailDomain).return_path.name : mailDomain,
    mail_domain: mailDomain,
    feedback_address: feedbackAddress,
  }
}
