import Type from 'typebox'
import { pathId } from '../fields.ts'
import { sampleExample } from '../gap-samples.ts'
import { AddedExample, RemovedExample, SiteExample } from '../objects/gap.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds } from '../samples.ts'

const params = Type.Object({ site_id: pathId('site', 'Id of the site.') })
const example = { site_id: sampleIds.site }
const path = '/api/v1/m2m/sites/{site_id}/example'

export const siteExampleRoutes = {
  'siteExample.get': {
    id: 'siteExample.get',
    method: 'GET',
    path,
    surface: 'm2m',
    tag: 'Example',
    summary: 'Read the example',
    description:
      'The documents of a made-up shop that a fresh install answers from. They answer only as long as no document of the site’s own does.',
    scope: 'documents:read',
    params,
    reply: { status: 200, description: 'Whether it is there, and answers.', schema: SiteExample },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: sampleExample },
  },
  'siteExample.add': {
    id: 'siteExample.add',
    method: 'POST',
    path,
    surface: 'm2m',
    tag: 'Example',
    summary: 'Add the example',
    description: 'To any site, again and again: what is there stays as it is.',
    scope: 'documents:write',
    params,
    reply: { status: 200, description: 'The example, and how much of it is new.', schema: AddedExample },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: true,
    example: { params: example, reply: { ...sampleExample, added: 1 } },
  },
  'siteExample.remove': {
    id: 'siteExample.remove',
    method: 'DELETE',
    path,
    surface: 'm2m',
    tag: 'Example',
    summary: 'Remove the example',
    description: 'All of it, for good: it comes back only when somebody adds it again.',
    scope: 'documents:write',
    params,
    reply: { status: 200, description: 'What was removed.', schema: RemovedExample },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: { site_id: sampleIds.site, removed: sampleExample.documents } },
  },
} as const satisfies Record<string, RouteRow>
