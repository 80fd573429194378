import { ApiError, invalid } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import type { Reader } from '../../store/index.ts'
import { lockWorkspace } from '../access/index.ts'
import { CHECK_JOB, type CheckJob, nextCheckAfterMs } from './check-domain.ts'
import { type EmailDomain, UNCHECKED_RECORDS } from './email-domain.ts'
import { newDomainKey } from './new-domain-key.ts'
import { normaliseDomain } from './normalise-domain.ts'
import { renderDomain } from './render-domain.ts'
import type { DomainDeps } from './domain-deps.ts'
import { countDomains, domainByName, insertDomain } from './store.ts'

/** Nobody writes from more; each costs a key, and a look at the name servers every day. */
const MOST_DOMAINS = 50
const SELECTOR_BYTES = 4

/** Adds a domain, with a key of its own and the job that checks it. */
export async function addDomain(deps: DomainDeps, call: Call<'emailDomains.create'>): Promise<Answer> {
  const { workspaceId } = call.caller
  const read = normaliseDomain(call.body.domain)
  if ('problem' in read) throw invalid('domain', read.problem)
  // Before a key is made, which is work; asked again once the workspace is held.
  await refuseKnown(deps.store.read, workspaceId, read.domain)
  const { publicKey, privateKey } = await newDomainKey()
  const now = deps.clock.now()
  const domain: EmailDomain = {
    id: deps.newId.prefixed('dom'),
    workspaceId,
    domain: read.domain,
    state: 'pending',
    selector: `ph-${deps.random.bytes(SELECTOR_BYTES).toString('hex')}`,
    publicKey,
    sealedPrivateKey: deps.box.seal(privateKey),
    records: UNCHECKED_RECORDS,
    createdAt: now,
    checkedAt: null,
    verifiedAt: null,
  }
  return deps.write(call, async (tx) => {
    await lockWorkspace(tx, workspaceId, deps.store.words.forUpdate)
    await refuseKnown(tx, workspaceId, domain.domain)
    if ((await countDomains(tx, workspaceId)) >= MOST_DOMAINS)
      throw new ApiError('DOMAIN_LIMIT_REACHED', { words: { limit: MOST_DOMAINS } })
    await insertDomain(tx, domain)
    const payload: CheckJob = { workspaceId, domainId: domain.id }
    await deps.jobs.enqueue(tx, [{ kind: CHECK_JOB, payload, dueAt: now + nextCheckAfterMs(domain), workspaceId }])
    return dataAnswer(201, renderDomain(domain, deps))
  })
}

async function refuseKnown(read: Reader, workspaceId: string, domain: string): Promise<void> {
  const known = await domainByName(read, workspaceId, domain)
  if (known) throw new ApiError('DUPLICATE_DOMAIN', { param: 'domain', words: { domain, domain_id: known.id } })
}
