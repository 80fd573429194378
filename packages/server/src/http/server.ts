import { type RouteId, type RouteRow, routes } from '@posthorn/contract'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'

import { ApiError } from '../kernel/api-error.ts'
import type { Handlers } from '../kernel/call.ts'
import type { ServeDeps } from './exchange.ts'
import { showAddressRate } from './identify-caller.ts'
import { createInputParser, JSON_EXPECTED } from './parse-input.ts'
import { createFormReader } from './read-form.ts'
import { asApiError, renderError, surfaceOf } from './render-error.ts'
import { send, serveRoute } from './serve-route.ts'

export interface ServerOptions {
  readonly handlers: Handlers<RouteId>
  /** Addresses of proxies whose `X-Forwarded-*` headers are believed; empty: nobody's. */
  readonly trustedProxies: readonly string[]
  /** Bytes. */
  readonly mostBodyBytes: number
  /** Bytes of a file that comes in a form. */
  readonly mostUploadBytes: number
}

/** The HTTP server with one route for each row of the contract. */
export function createServer(options: ServerOptions, deps: ServeDeps): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: options.mostBodyBytes,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    // Longer than the usual proxy's, so that the proxy closes idle connections and not we, under its request.
    keepAliveTimeout: 75_000,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 400 },
    // Paths that the router cannot read never reach a handler; without this they are answered in a shape of Fastify's own.
    frameworkErrors: (error, request, reply) => answerError(ofFastify(error, options), request, reply, deps),
  })
  // Bodies stay bytes until the caller is known: they are hashed as they came, and parsed once.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  const rows = Object.values(routes) as RouteRow[]
  addRoutes(
    app,
    rows.filter(({ file }) => !file),
    options,
    deps,
  )
  void app.register((forms, _options, done) => {
    // Files stay on the wire until the caller is known.
    forms.removeAllContentTypeParsers()
    forms.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))
    addRoutes(
      forms,
      rows.filter(({ file }) => file),
      options,
      deps,
    )
    done()
  })
  refuseOtherMethods(app, deps)
  app.setNotFoundHandler((request, reply) =>
    answerError(new ApiError('NOT_FOUND', { words: { resource: 'such path' } }), request, reply, deps),
  )
  app.setErrorHandler((error: FastifyError, request, reply) =>
    answerError(ofFastify(error, options), request, reply, deps),
  )
  return app
}

function addRoutes(app: FastifyInstance, rows: readonly RouteRow[], options: ServerOptions, deps: ServeDeps): void {
  for (const row of rows) {
    const handler = options.handlers[row.id as RouteId]
    const readForm = row.file ? createFormReader(row.file, options.mostUploadBytes) : null
    app.route({
      method: row.method,
      url: fastifyPath(row.path),
      handler: serveRoute({ row, handler, parser: createInputParser(row), readForm }, deps),
    })
  }
}

function fastifyPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

/** A known path with another method is 405 that names the right ones, not 404. */
function refuseOtherMethods(app: FastifyInstance, deps: ServeDeps): void {
  const byPath = Map.groupBy(Object.values(routes) as RouteRow[], (row) => row.path)
  for (const [path, rows] of byPath) {
    const allowed = rows.map((row) => row.method as string)
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => !allowed.includes(method))
    app.route({
      method: others,
      url: fastifyPath(path),
      handler(request, reply) {
        void reply.header('allow', allowed.join(', '))
        const words = { method: request.method, allowed: allowed.join(' or ') }
        answerError(new ApiError('METHOD_NOT_ALLOWED', { words }), request, reply, deps)
        return reply
      },
    })
  }
}

function ofFastify(error: FastifyError, options: ServerOptions): unknown {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ApiError('PAYLOAD_TOO_LARGE', { words: { limit_bytes: options.mostBodyBytes } })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ApiError('UNSUPPORTED_MEDIA_TYPE', { words: JSON_EXPECTED })
    case 'FST_ERR_BAD_URL':
      return new ApiError('VALIDATION_ERROR', { param: 'url', words: { problem: 'its percent-encoding is broken' } })
    // No id is that long, so it names nothing.
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new ApiError('NOT_FOUND', { words: { resource: 'such path' } })
  }
  const isRequestFault = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
  if (isRequestFault) return new ApiError('VALIDATION_ERROR', { param: 'request', words: { problem: error.message } })
  return error
}

/** Errors outside any route: unknown paths, oversized bodies, broken requests. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, deps: ServeDeps): void {
  const id = deps.newId.prefixed('req')
  const refusal = asApiError(error, id, deps.isOutage)
  const answer = renderError(refusal, surfaceOf(request.url), { id, now: deps.clock.now() })
  showAddressRate(deps, { request, reply })
  void reply.header('x-request-id', id)
  if (answer.status >= 500) deps.log.error({ err: error, path: request.url, request_id: id }, 'request.failed')
  send(reply, answer)
}
