/**
 * Where the pictures and links of tracked e-mails lead. Neither needs a key: the token is one. Nothing is set in the browser,
 * and whoever is led on does not learn from us where the person came from.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { htmlPage } from './html-page.ts'

interface Engagement {
  readonly workspaceId: string
  readonly messageId: string
  readonly url: string | null
}

export interface TrackPagesDeps {
  readonly tracking: {
    /** Null for a token that we did not make. */
    readOpen(token: string): Engagement | null
    readClick(token: string): (Engagement & { readonly url: string }) | null
    /** Writes it down, and gives up soon. Never rejects. */
    take(engagement: Engagement): Promise<void>
  }
}

/** A transparent GIF of one pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** Adds `GET /t/o/{token}` and `GET /t/c/{token}`. Tokens hold whole addresses: longer than the parameters of other routes. */
export function registerTrackPages(app: FastifyInstance, { tracking }: TrackPagesDeps): void {
  app.get('/t/o/*', async (request, reply) => {
    const open = tracking.readOpen(tokenOf(request))
    if (!open) return unknownLink(reply)
    if (isPersons(request)) await tracking.take(open)
    return privately(reply.code(200)).header('content-type', 'image/gif').send(PIXEL)
  })
  app.get('/t/c/*', async (request, reply) => {
    const click = tracking.readClick(tokenOf(request))
    if (!click) return unknownLink(reply)
    if (isPersons(request)) await tracking.take(click)
    return privately(reply.code(302)).header('location', click.url).send()
  })
}

function tokenOf(request: FastifyRequest): string {
  return (request.params as { '*': string })['*']
}

/** Whether somebody may be looking: programs that only ask whether a page is there, or fetch it in advance, say so. */
function isPersons({ method, headers }: FastifyRequest): boolean {
  const purpose = String(headers['sec-purpose'] ?? headers['purpose'] ?? '')
  return method !== 'HEAD' && !purpose.startsWith('prefetch')
}

function privately(reply: FastifyReply): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('x-robots-tag', 'noindex')
}

function unknownLink(reply: FastifyReply): FastifyReply {
  return htmlPage(reply, 404, 'Unknown link', [
    '<p>This link is not whole, or not of this server. Open it again from the e-mail it came in.</p>',
  ])
}
