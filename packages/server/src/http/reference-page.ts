/**
 * The interactive API reference: `/openapi.json`, and a viewer for it at `/docs`.
 *
 * The viewer comes from an npm package and is served from here. It can also ask a proxy, load fonts and link to its
 * maker's services; all that is switched off below, and the content security policy lets the page talk to nobody but
 * this server, so that a setting we did not know of cannot change that. See docs/decisions/0010.
 */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip as gzipCallback } from 'node:zlib'

import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'

const gzip = promisify(gzipCallback)

export interface ReferencePageDeps {
  /** The OpenAPI document as it is now. */
  readonly openapi: () => object
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // The viewer writes style elements of its own, and style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Posthorn API reference</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <noscript>This page needs JavaScript. The document it shows is at <a href="/openapi.json">/openapi.json</a>.</noscript>
    <div id="reference"></div>
    <script src="/docs/viewer.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

// Requests made from the page go to the server that served it, whatever address it is otherwise known by: that is the
// one the policy allows. The proxy is named as empty since its default is one on the internet.
const start = `Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  servers: [{ url: location.origin }],
  proxyUrl: '',
  telemetry: false,
  withDefaultFonts: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
  persistAuth: false,
  documentDownloadType: 'json',
  defaultOpenFirstTag: true,
  operationTitleSource: 'summary',
  // The examples are those of the document: curl, JavaScript and Python, tested there.
  hiddenClients: true,
  theme: 'default',
})
`

/** Adds `GET /openapi.json` and `GET /docs` with what it needs. None of them needs a key. */
export async function registerReferencePage(app: FastifyInstance, deps: ReferencePageDeps): Promise<void> {
  app.get('/openapi.json', (_request, reply) =>
    reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('access-control-allow-origin', '*')
      .send(JSON.stringify(deps.openapi())),
  )
  for (const path of ['/docs', '/docs/']) {
    app.get(path, (_request, reply) =>
      asset(reply, 'text/html; charset=utf-8').header('content-security-policy', policy).send(page),
    )
  }
  app.get('/docs/start.js', (_request, reply) => asset(reply, 'text/javascript; charset=utf-8').send(start))
  let viewer: Promise<Asset> | undefined
  app.get('/docs/viewer.js', async (request, reply) => sendViewer(request, reply, await (viewer ??= loadViewer())))
}

function asset(reply: FastifyReply, type: string): FastifyReply {
  return reply
    .header('content-type', type)
    .header('cache-control', 'no-cache')
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
}

interface Asset {
  readonly plain: string
  readonly compressed: Buffer
  readonly etag: string
}

/**
 * The viewer's script, 4 MB. The package holds it inside its Fastify plugin and hands it out in no other way, so it is
 * asked of a server that listens nowhere. Only when somebody opens the page: most servers' pages are never opened.
 */
async function loadViewer(): Promise<Asset> {
  const { default: plugin } = await import('@scalar/fastify-api-reference')
  const source = fastify({ logger: false })
  await source.register(plugin, { routePrefix: '/viewer', configuration: { url: '/openapi.json' } })
  const answer = await source.inject('/viewer/js/scalar.js')
  await source.close()
  if (answer.statusCode !== 200)
    throw new Error('The package of the API reference does not hold its viewer where it used to')
  const plain = answer.payload
  const etag = `"${createHash('sha256').update(plain).digest('base64url')}"`
  return { plain, compressed: await gzip(plain), etag }
}

function sendViewer(request: FastifyRequest, reply: FastifyReply, viewer: Asset): FastifyReply {
  void asset(reply, 'text/javascript; charset=utf-8').header('etag', viewer.etag).header('vary', 'accept-encoding')
  if (request.headers['if-none-match'] === viewer.etag) return reply.code(304).send()
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(viewer.plain)
  return reply.header('content-encoding', 'gzip').send(viewer.compressed)
}
