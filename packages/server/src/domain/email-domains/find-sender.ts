import { createPrivateKey, type KeyObject } from 'node:crypto'

import { isAllowed } from '@posthorn/contract'

import type { SecretBox } from '../../kernel/secret-box.ts'
import type { Reader } from '../../store/index.ts'
import type { EmailDomain } from './email-domain.ts'
import { expectedRecords } from './expected-records.ts'
import { domainByName } from './store.ts'

/** What mail from a domain is sent with. */
export interface DomainSender {
  readonly key: { readonly domain: string; readonly selector: string; readonly privateKey: KeyObject }
  /** The host that leads mail which comes back to the platform; null while its record is not right. */
  readonly returnPathHost: string | null
}

/** The sender of a domain; undefined where the workspace may not send from it, or not any more. */
export type FindSender = (read: Reader, workspaceId: string, domain: string) => Promise<DomainSender | undefined>

/** Keys stay open while they are used; this many need a few megabytes. */
const MOST_OPENED = 1_000

/** Reads the domain at each mail, since it may have lost its records, and opens its key when it is first needed. */
export function createFindSender({ box, mailDomain }: { box: SecretBox; mailDomain: string }): FindSender {
  const opened = new Map<string, KeyObject>()
  const open = ({ sealedPrivateKey }: EmailDomain): KeyObject => {
    const known = opened.get(sealedPrivateKey)
    if (known) return known
    const key = createPrivateKey(box.open(sealedPrivateKey))
    if (opened.size >= MOST_OPENED) opened.clear()
    opened.set(sealedPrivateKey, key)
    return key
  }
  return async (read, workspaceId, name) => {
    const domain = await domainByName(read, workspaceId, name)
    if (!domain || !isAllowed('emailDomain', 'send', domain.state)) return undefined
    const leadsBack = domain.records.return_path.state === 'verified'
    return {
      key: { domain: domain.domain, selector: domain.selector, privateKey: open(domain) },
      returnPathHost: leadsBack ? expectedRecords(domain, mailDomain).return_path.name : null,
    }
  }
}
