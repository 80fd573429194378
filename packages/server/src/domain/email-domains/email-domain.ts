import type { EmailDomainState } from '@posthorn/contract'

/** The records of a sending domain, in the order in which they are shown. */
export const recordNames = ['dkim', 'spf', 'dmarc', 'return_path'] as const
export type RecordName = (typeof recordNames)[number]

/**
 * A domain is verified with these. The return path is not among them: mail that comes back is found by it, and receivers
 * do not ask for it.
 */
export const requiredRecords: readonly RecordName[] = ['dkim', 'spf', 'dmarc']

/** How one record stands. */
export interface RecordProgress {
  readonly state: EmailDomainState
  /** What stood there at the last check. */
  readonly found: readonly string[]
  readonly foundAt: string | null
  readonly problem: string | null
  /** Last check that got an answer. */
  readonly checkedAt: number | null
}

export type Records = Readonly<Record<RecordName, RecordProgress>>

/** A domain that a workspace sends from. Another workspace may have the same one, with a key of its own. */
export interface EmailDomain {
  readonly id: string
  readonly workspaceId: string
  readonly domain: string
  readonly state: EmailDomainState
  /** Names its DKIM key among those of the domain: no two rows share one. */
  readonly selector: string
  /** Base64, as the DKIM record holds it. */
  readonly publicKey: string
  /** PKCS #8 as PEM, sealed. */
  readonly sealedPrivateKey: string
  readonly records: Records
  readonly createdAt: number
  /** Beginning of the last check. */
  readonly checkedAt: number | null
  /** Since when it is verified; null while it is not. */
  readonly verifiedAt: number | null
}

const UNCHECKED: RecordProgress = { state: 'pending', found: [], foundAt: null, problem: null, checkedAt: null }

export const UNCHECKED_RECORDS: Records = {
  dkim: UNCHECKED,
  spf: UNCHECKED,
  dmarc: UNCHECKED,
  return_path: UNCHECKED,
}

/** Why the domain is not verified, or what could not be checked: the first problem of a record that counts. */
export function reasonOf({ records }: Pick<EmailDomain, 'records'>): string | null {
  const named = requiredRecords.map((name) => ({ name, problem: records[name].problem }))
  const first = named.find(({ problem }) => problem !== null)
  return first ? `${TITLES[first.name]}: ${first.problem ?? ''}` : null
}

const TITLES: Record<RecordName, string> = { dkim: 'DKIM', spf: 'SPF', dmarc: 'DMARC', return_path: 'Return path' }
