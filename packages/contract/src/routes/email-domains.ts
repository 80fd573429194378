import Type from 'typebox'
import { body, oneOf, pageQuery, pathId, text } from '../fields.ts'
import { EmailDomain } from '../objects/email.ts'
import { one, page } from '../objects/envelope.ts'
import type { RouteRow } from '../route.ts'
import { sampleEmailDomain, sampleIds, sampleNewEmailDomain, samplePageMeta } from '../samples.ts'
import { emailDomainStates } from '../states.ts'

const params = Type.Object({ domain_id: pathId('domain', 'Id of the domain.') })

export const emailDomainRoutes = {
  'emailDomains.create': {
    id: 'emailDomains.create',
    method: 'POST',
    path: '/v1/email/domains',
    surface: 'v1',
    tag: 'Email domains',
    summary: 'Add a sending domain',
    description:
      'Makes a DKIM key for the domain and says which DNS records to publish. The domain is looked at every hour until it is verified, at most for three days, and daily afterwards. At most 50 domains in a workspace.',
    scope: 'email:write',
    body: body({
      domain: text('The domain that addresses end in, such as `example.com`. Subdomains are domains of their own.', {
        minLength: 1,
        maxLength: 300,
      }),
    }),
    reply: { status: 201, description: 'The domain, with the records to publish.', schema: one(EmailDomain) },
    errors: ['DUPLICATE_DOMAIN', 'DOMAIN_LIMIT_REACHED'],
    idempotent: true,
    example: { body: { domain: 'example.com' }, reply: { data: sampleNewEmailDomain } },
  },
  'emailDomains.list': {
    id: 'emailDomains.list',
    method: 'GET',
    path: '/v1/email/domains',
    surface: 'v1',
    tag: 'Email domains',
    summary: 'List sending domains',
    description: 'Newest first.',
    scope: 'email:write',
    query: Type.Object({ ...pageQuery, status: Type.Optional(oneOf(emailDomainStates)) }),
    reply: { status: 200, description: 'A page of domains.', schema: page(EmailDomain) },
    errors: [],
    idempotent: false,
    example: { reply: { data: [sampleEmailDomain], meta: samplePageMeta } },
  },
  'emailDomains.get': {
    id: 'emailDomains.get',
    method: 'GET',
    path: '/v1/email/domains/{domain_id}',
    surface: 'v1',
    tag: 'Email domains',
    summary: 'Read a sending domain',
    description: 'With each record, what was found of it at the last check, and what is wrong with it.',
    scope: 'email:write',
    params,
    reply: { status: 200, description: 'The domain.', schema: one(EmailDomain) },
    errors: [],
    idempotent: false,
    example: { params: { domain_id: sampleIds.domain }, reply: { data: sampleEmailDomain } },
  },
  'emailDomains.delete': {
    id: 'emailDomains.delete',
    method: 'DELETE',
    path: '/v1/email/domains/{domain_id}',
    surface: 'v1',
    tag: 'Email domains',
    summary: 'Delete a sending domain',
    description: 'Nothing new is sent from it, and its DKIM key is forgotten: added again, it gets another one.',
    scope: 'email:write',
    params,
    reply: { status: 204, description: 'Deleted.', schema: null },
    errors: [],
    idempotent: false,
    example: { params: { domain_id: sampleIds.domain } },
  },
  'emailDomains.verify': {
    id: 'emailDomains.verify',
    method: 'POST',
    path: '/v1/email/domains/{domain_id}/verify',
    surface: 'v1',
    tag: 'Email domains',
    summary: 'Check a sending domain now',
    description:
      'Looks up every record and answers with what was found. A name server that does not answer changes nothing: it is said in `reason`, and asked again later.',
    scope: 'email:write',
    params,
    reply: { status: 200, description: 'The domain as it was found.', schema: one(EmailDomain) },
    errors: [],
    idempotent: true,
    example: { params: { domain_id: sampleIds.domain }, reply: { data: sampleEmailDomain } },
  },
} as const satisfies Record<string, RouteRow>
