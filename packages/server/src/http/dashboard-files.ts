/**
 * The dashboard's built files at `/dashboard/`. Files with a hash in their name never change and are kept for a year;
 * the page itself is asked for anew each time. An address inside the dashboard is answered with the page, which knows
 * its own routes.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export interface DashboardDeps {
  /** Where `npm run build -w @posthorn/dashboard` has put the files. It need not be there yet. */
  readonly distDir: string
}

/** Nothing from elsewhere, nothing inline, no frame around it: a key is pasted into this page. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const notBuilt = `The dashboard has not been built yet. Build it with:

    npm run build -w @posthorn/dashboard

and load this page again; the server need not be restarted. The API works without it.
`

/** Of Vite's making: these folders hold only files whose names change with what is in them. */
const hashed = /^assets\//
/** A file by its name, as opposed to an address inside the dashboard. */
const looksLikeFile = /\.[a-z0-9]{1,8}$/i

export async function registerDashboard(app: FastifyInstance, deps: DashboardDeps): Promise<void> {
  const distDir = resolve(deps.distDir)
  const page = join(distDir, 'index.html')
  app.get('/', (_request, reply) => reply.redirect('/dashboard/'))
  await app.register(
    async (scope) => {
      await scope.register(fastifyStatic, {
        serve: false,
        root: distDir,
        suppressWarning: true,
        dotfiles: 'deny',
        preCompressed: true,
      })
      scope.addHook('onRequest', async (_request, reply) => protect(reply))
      scope.setNotFoundHandler((_request, reply) => plain(reply, 404, 'There is no such file.\n'))
      scope.get('/', answer)
      scope.get('/*', answer)
    },
    { prefix: '/dashboard' },
  )

  function answer(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (new URL(request.url, 'http://localhost').pathname === '/dashboard') return reply.redirect('/dashboard/')
    const path = (request.params as { '*'?: string })['*'] ?? ''
    if (looksLikeFile.test(path) && path !== 'index.html') return sendFile(reply, path)
    if (!existsSync(page)) return plain(reply, 503, notBuilt)
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false })
  }
}

function sendFile(reply: FastifyReply, path: string): FastifyReply {
  void reply.header('cache-control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
  return reply.sendFile(path, { cacheControl: false })
}

function protect(reply: FastifyReply): void {
  void reply
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff')
    .header('x-frame-options', 'DENY')
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-opener-policy', 'same-origin')
}

function plain(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'text/plain; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(text)
}
