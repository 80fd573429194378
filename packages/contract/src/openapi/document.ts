/** The OpenAPI 3.1 document, made from the rows. */
import { routes, tags } from '../routes.ts'
import type { RouteRow } from '../route.ts'
import { components } from './components.ts'
import { eventWebhooks } from './event-webhooks.ts'
import { failureComponents } from './failures.ts'
import { operation } from './operation.ts'

const all = Object.values(routes) as RouteRow[]

const introduction = `Posthorn sends SMS, WhatsApp messages and e-mail, and tells your servers what happened through signed webhooks.

**Keys.** Send yours as \`x-api-key: YOUR_KEY\` or as \`Authorization: Bearer YOUR_KEY\`. A key has scopes; each call says which one it needs.

**Replies.** \`{"data": …}\`; lists also have \`meta\` with \`total_pages\`. Errors are \`{"success": false, "error": {"code", "type", "number", "message", …}, "meta": {"request_id", …}}\`.

**Safe retries.** Send an \`Idempotency-Key\` with every POST: the work is done once, and a retry gets the first reply.

**Limits.** Every reply carries \`X-RateLimit-Limit\`, \`X-RateLimit-Remaining\` and \`X-RateLimit-Reset\`; a 429 also \`Retry-After\`.`

export interface OpenApiOptions {
  /** Address of the server, without a slash at its end. */
  readonly baseUrl: string
  /** Version of the server. */
  readonly version: string
}

/** The whole document as plain JSON. Nothing in it is shared with the rows, so it may be changed. */
export function openApiDocument({ baseUrl, version }: OpenApiOptions): Record<string, unknown> {
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Posthorn API',
      version,
      description: introduction,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: baseUrl }],
    security: [{ apiKey: [] }, { bearer: [] }],
    tags: [
      ...Object.entries(tags).map(([name, description]) => ({ name, description })),
      { name: 'Webhook events', description: 'Requests that Posthorn makes to your webhooks.' },
    ],
    paths: paths(baseUrl),
    webhooks: eventWebhooks(),
    components: { ...components(), responses: failureComponents(all) },
  }
  return JSON.parse(JSON.stringify(document)) as Record<string, unknown>
}

function paths(baseUrl: string): Record<string, Record<string, object>> {
  const byPath: Record<string, Record<string, object>> = {}
  for (const route of all) {
    const operations = (byPath[route.path] ??= {})
    operations[route.method.toLowerCase()] = operation(route, baseUrl)
  }
  return byPath
}
