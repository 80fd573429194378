import { type RecordLookup, RecordLookupError } from '../../kernel/look-up-records.ts'
import type { EmailDomain, RecordName } from './email-domain.ts'
import { expectedRecords } from './expected-records.ts'
import { judgeDkim, judgeDmarc, type Judgement, judgeReturnPath, judgeSpf } from './judge-records.ts'
import { organisationalDomain } from './normalise-domain.ts'

/** What a check found of one record. `unknown`: the name servers did not answer, which says nothing about the record. */
export interface Finding {
  readonly judgement: Judgement | { readonly verdict: 'unknown'; readonly problem: string }
  readonly found: readonly string[]
  readonly foundAt: string | null
}

export type Findings = Readonly<Record<RecordName, Finding>>

/** Whoever runs the name server chooses what it says; more than this of it is shown to nobody. */
const MOST_SHOWN = 10
const MOST_CHARACTERS = 1_000

/** Asks the name servers for every record of a domain, all at once. */
export async function findRecords(domain: EmailDomain, lookup: RecordLookup, mailDomain: string): Promise<Findings> {
  const { dkim, spf, dmarc, return_path: returnPath } = expectedRecords(domain, mailDomain)
  const at = (
    name: string,
    answer: Promise<string[]>,
    judge: (found: readonly string[]) => Judgement,
  ): Promise<Finding> => answer.then((found) => finding(name, found, judge)).catch(unanswered)
  const [foundDkim, foundSpf, foundDmarc, foundReturnPath] = await Promise.all([
    at(dkim.name, lookup.txt(dkim.name), (found) => judgeDkim(found, domain.publicKey)),
    at(spf.name, lookup.txt(spf.name), (found) => judgeSpf(found, mailDomain)),
    findDmarc(domain.domain, dmarc.name, lookup).catch(unanswered),
    at(returnPath.name, lookup.cname(returnPath.name), (found) => judgeReturnPath(found, mailDomain)),
  ])
  return { dkim: foundDkim, spf: foundSpf, dmarc: foundDmarc, return_path: foundReturnPath }
}

/** A domain without a policy of its own has that of the organisational domain (RFC 7489, 6.6.3). */
async function findDmarc(domain: string, name: string, lookup: RecordLookup): Promise<Finding> {
  const own = finding(name, await lookup.txt(name), judgeDmarc)
  const organisation = organisationalDomain(domain)
  if (own.judgement.verdict !== 'missing' || organisation === null || organisation === domain) return own
  const above = `_dmarc.${organisation}`
  const inherited = finding(above, await lookup.txt(above), judgeDmarc)
  return inherited.judgement.verdict === 'missing' ? own : inherited
}

function finding(name: string, found: readonly string[], judge: (found: readonly string[]) => Judgement): Finding {
  const shown = found.slice(0, MOST_SHOWN).map((text) => text.slice(0, MOST_CHARACTERS))
  return { judgement: judge(found), found: shown, foundAt: found.length > 0 ? name : null }
}

function unanswered(error: unknown): Finding {
  if (!(error instanceof RecordLookupError)) throw error
  return {
    judgement: { verdict: 'unknown', problem: `${error.message}; it is asked again later` },
    found: [],
    foundAt: null,
  }
}
