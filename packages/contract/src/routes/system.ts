import type { RouteRow } from '../route.ts'
import { Health, Me } from '../objects/access.ts'
import { one } from '../objects/envelope.ts'
import { sampleHealth, sampleMe } from '../samples.ts'

export const systemRoutes = {
  'system.health': {
    id: 'system.health',
    method: 'GET',
    path: '/v1/health',
    surface: 'v1',
    tag: 'System',
    summary: 'Health of the server',
    description: 'Needs no key and counts towards no rate limit. Answers 503 while the server is starting or stopping.',
    scope: 'none',
    reply: { status: 200, description: 'The server is well.', schema: one(Health) },
    errors: [],
    idempotent: false,
    example: { reply: { data: sampleHealth } },
  },
  'system.me': {
    id: 'system.me',
    method: 'GET',
    path: '/v1/me',
    surface: 'v1',
    tag: 'System',
    summary: 'The key in use',
    description: 'Which workspace, environment and scopes the key of this request has.',
    scope: 'any',
    reply: { status: 200, description: 'The key.', schema: one(Me) },
    errors: [],
    idempotent: false,
    example: { reply: { data: sampleMe } },
  },
} as const satisfies Record<string, RouteRow>
