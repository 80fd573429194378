import Type from 'typebox'
import { sampleSite } from '../document-samples.ts'
import { body, nullable, oneOf, pageQuery, pathId, text } from '../fields.ts'
import { documentLanguages, Site, SitePage } from '../objects/document.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, samplePageMeta } from '../samples.ts'

const params = Type.Object({ site_id: pathId('site', 'Id of the site.') })
const name = text('At most 100 characters.', { minLength: 1, maxLength: 100 })
const settings = {
  language: Type.Optional(
    nullable(
      oneOf(documentLanguages, {
        description: 'What is answered in where a question does not tell; null: the language of most documents.',
      }),
    ),
  ),
  synonyms: Type.Optional(
    Type.Array(Type.Array(text('A word or a few.', { minLength: 1, maxLength: 60 }), { minItems: 2, maxItems: 20 }), {
      maxItems: 200,
      description: 'Groups of words that mean the same here: all of them, in place of those before.',
    }),
  ),
  least_support: Type.Optional(
    nullable(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'The likelihood from which on something is answered; null: the usual one.',
      }),
    ),
  ),
}

export const siteRoutes = {
  'sites.list': {
    id: 'sites.list',
    method: 'GET',
    path: '/api/v1/m2m/sites',
    surface: 'm2m',
    tag: 'Sites',
    summary: 'List sites',
    description: 'Newest first, with how many documents each has.',
    scope: 'documents:read',
    query: Type.Object({ ...pageQuery }),
    reply: { status: 200, description: 'A page of sites.', schema: SitePage },
    errors: [],
    idempotent: false,
    example: { reply: { sites: [sampleSite], meta: samplePageMeta } },
  },
  'sites.create': {
    id: 'sites.create',
    method: 'POST',
    path: '/api/v1/m2m/sites',
    surface: 'm2m',
    tag: 'Sites',
    summary: 'Add a site',
    description: 'Documents, questions and sessions of one site are nothing to another.',
    scope: 'documents:write',
    body: body({ name, ...settings }),
    reply: { status: 201, description: 'The site.', schema: Site },
    errors: ['SITE_LIMIT_REACHED'],
    idempotent: true,
    example: {
      body: { name: sampleSite.name, language: 'en', synonyms: sampleSite.synonyms },
      reply: { ...sampleSite, documents: { total: 0, draft: 0, active: 0, processing: 0, ready: 0, failed: 0 } },
    },
  },
  'sites.get': {
    id: 'sites.get',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}',
    surface: 'm2m',
    tag: 'Sites',
    summary: 'Read a site',
    description: 'With how many documents it has.',
    scope: 'documents:read',
    params,
    reply: { status: 200, description: 'The site.', schema: Site },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: { site_id: sampleIds.site }, reply: sampleSite },
  },
  'sites.update': {
    id: 'sites.update',
    method: 'PATCH',
    path: '/api/v1/m2m/sites/{site_id}',
    surface: 'm2m',
    tag: 'Sites',
    summary: 'Change a site',
    description: 'What is left out stays. Questions are answered by it from then on.',
    scope: 'documents:write',
    params,
    body: body({ name: Type.Optional(name), ...settings }),
    reply: { status: 200, description: 'The site.', schema: Site },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: {
      params: { site_id: sampleIds.site },
      body: { synonyms: sampleSite.synonyms, least_support: 0.7 },
      reply: { ...sampleSite, least_support: 0.7 },
    },
  },
} as const satisfies Record<string, RouteRow>
