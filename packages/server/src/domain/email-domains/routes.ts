import { notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer, type Handlers } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { addDomain } from './add-domain.ts'
import { lookAtDomain, settleCheck } from './check-domain.ts'
import type { DomainDeps } from './domain-deps.ts'
import { renderDomain } from './render-domain.ts'
import { deleteDomain, domainById, domainsOf } from './store.ts'

type DomainRoute =
  'emailDomains.create' | 'emailDomains.list' | 'emailDomains.get' | 'emailDomains.delete' | 'emailDomains.verify'

export function emailDomainRoutes(deps: DomainDeps): Handlers<DomainRoute> {
  const { store } = deps
  return {
    'emailDomains.create': (call) => addDomain(deps, call),
    'emailDomains.verify': (call) => verifyDomain(deps, call),

    async 'emailDomains.list'({ caller, query }) {
      const page = pageOf(query)
      const { total, domains } = await domainsOf(store.read, caller.workspaceId, query.status, page)
      return pageAnswer(
        page,
        total,
        domains.map((domain) => renderDomain(domain, deps)),
      )
    },

    async 'emailDomains.get'({ caller, params }) {
      const domain = await domainById(store.read, caller.workspaceId, params.domain_id)
      if (!domain) throw notFound('email domain')
      return dataAnswer(200, renderDomain(domain, deps))
    },

    'emailDomains.delete': (call) =>
      deps.write(call, async (tx) => {
        if (!(await deleteDomain(tx, call.caller.workspaceId, call.params.domain_id))) throw notFound('email domain')
        return { status: 204 }
      }),
  }
}

async function verifyDomain(deps: DomainDeps, call: Call<'emailDomains.verify'>): Promise<Answer> {
  const domain = await domainById(deps.store.read, call.caller.workspaceId, call.params.domain_id)
  if (!domain) throw notFound('email domain')
  const check = await lookAtDomain(deps, domain)
  return deps.write(call, async (tx) => {
    const after = await settleCheck(tx, deps, domain, check)
    if (!after) throw notFound('email domain')
    return dataAnswer(200, renderDomain(after, deps))
  })
}
