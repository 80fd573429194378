/**
 * Where the unsubscribe links of e-mails lead (RFC 8058): a POST, by the reader's mail program or by the button of the page,
 * takes the address off the mail; a GET only asks for the press, since scanners and previews follow every link there is.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { Log } from '../kernel/log.ts'
import { htmlPage } from './html-page.ts'

export interface UnsubscribePageDeps {
  readonly log: Log
  readonly unsubscribes: {
    /** Whose address a link is about; null for one that is not ours. */
    look(token: string): string | null
    /** Does what the link is for; null as above. */
    take(token: string): Promise<string | null>
  }
}

/** Adds `GET` and `POST /unsubscribe`. Neither needs a key: the link is one. */
export function registerUnsubscribePage(app: FastifyInstance, { log, unsubscribes }: UnsubscribePageDeps): void {
  app.get('/unsubscribe', (request, reply) => {
    const address = unsubscribes.look(tokenOf(request))
    if (address === null) return unknownLink(reply)
    // Without an action the form goes to the address of the page, which holds the token.
    return htmlPage(reply, 200, 'Unsubscribe', [
      `<p>Do you want no more e-mail from this sender at <strong>${escaped(address)}</strong>?</p>`,
      '<form method="post">',
      '<input type="hidden" name="List-Unsubscribe" value="One-Click">',
      '<button type="submit">Unsubscribe</button>',
      '</form>',
    ])
  })
  app.post('/unsubscribe', async (request, reply) => {
    let address: string | null
    try {
      address = await unsubscribes.take(tokenOf(request))
    } catch (error) {
      log.error({ err: error, path: '/unsubscribe' }, 'request.failed')
      return htmlPage(reply.header('retry-after', 60), 503, 'Not now', [
        '<p>You are not unsubscribed yet: something went wrong on our side. Please try again in a minute.</p>',
      ])
    }
    if (address === null) return unknownLink(reply)
    return htmlPage(reply, 200, 'You are unsubscribed', [
      `<p><strong>${escaped(address)}</strong> gets no more e-mail from this sender.</p>`,
    ])
  })
}

/** A link that is given several tokens, or none, is none of ours. */
function tokenOf(request: FastifyRequest): string {
  const { token } = request.query as { token?: unknown }
  return typeof token === 'string' ? token : ''
}

function unknownLink(reply: FastifyReply): FastifyReply {
  return htmlPage(reply, 404, 'Unknown link', [
    '<p>This link is not whole, or not of this server. Open it again from the e-mail it came in.</p>',
  ])
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
