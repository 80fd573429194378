import type { EmailDomain, RecordName } from './email-domain.ts'

/** A record that the owner of a domain is to publish. */
export interface ExpectedRecord {
  readonly type: 'TXT' | 'CNAME'
  readonly name: string
  readonly value: string
}

/**
 * What to publish for a domain. `mailDomain` is the platform's own: its SPF record names the servers that mail leaves
 * from, and what comes back goes there.
 */
export function expectedRecords(
  { domain, selector, publicKey }: Pick<EmailDomain, 'domain' | 'selector' | 'publicKey'>,
  mailDomain: string,
): Record<RecordName, ExpectedRecord> {
  return {
    dkim: { type: 'TXT', name: `${selector}._domainkey.${domain}`, value: `v=DKIM1; k=rsa; p=${publicKey}` },
    spf: { type: 'TXT', name: domain, value: `v=spf1 include:${mailDomain} ~all` },
    dmarc: { type: 'TXT', name: `_dmarc.${domain}`, value: 'v=DMARC1; p=none' },
    return_path: { type: 'CNAME', name: `bounces.${domain}`, value: mailDomain },
  }
}
