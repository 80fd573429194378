import Type from 'typebox'
import { pathId } from '../fields.ts'
import { Answering } from '../objects/answering.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds } from '../samples.ts'

const params = Type.Object({ site_id: pathId('site', 'Id of the site.') })
const at = '2026-04-19T14:30:00Z'

const sample: Answering = {
  site_id: sampleIds.site,
  answered_by: 'model',
  model: { name: 'local-8b', state: 'reachable', last_success_at: at, last_error: null, last_error_at: null },
  embeddings: {
    name: 'local-embed',
    state: 'failing',
    last_success_at: at,
    last_error: 'The service answered 429: slow down',
    last_error_at: at,
    dimensions: 1024,
    search: 'own',
    chunks: 1200,
    with_vector: 1150,
    waiting: 49,
    refused: 1,
  },
}

export const answeringRoutes = {
  'sites.answering': {
    id: 'sites.answering',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/answering',
    surface: 'm2m',
    tag: 'Answering',
    summary: 'Read what answers',
    description:
      'Whether the documents are quoted or a language model words the answers, whether the models are reached, and how many chunks still wait to be found by meaning. Models are set up by whoever runs the server.',
    scope: 'documents:read',
    params,
    reply: { status: 200, description: 'What answers the questions of this site.', schema: Answering },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: { site_id: sampleIds.site }, reply: sample },
  },
} as const satisfies Record<string, RouteRow>
