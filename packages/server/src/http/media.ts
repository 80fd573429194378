/**
 * Where the `media_url` of a received message leads. The bytes come from the carrier as they are asked for and are what a
 * stranger sent: they are handed out as a file to keep, and nothing in them runs under this address.
 */
import type { Readable } from 'node:stream'

import type { FastifyInstance, FastifyReply } from 'fastify'

import type { Log } from '../kernel/log.ts'
import { dispositionOf, keepHarmless } from './send-file.ts'

type Opened =
  | {
      readonly kind: 'found'
      readonly mimeType: string | null
      readonly filename: string | null
      /** Null: the carrier does not say. */
      readonly bytes: number | null
      readonly body: Readable
    }
  | { readonly kind: 'unknown' | 'gone' }
  | { readonly kind: 'unavailable'; readonly detail: string }

export interface MediaDeps {
  readonly log: Log
  readonly media: { open(token: string): Promise<Opened> }
}

/** Adds `GET /media/{token}`. It needs no key: the token is one. */
export function registerMedia(app: FastifyInstance, { log, media }: MediaDeps): void {
  app.get<{ Params: { token: string } }>('/media/:token', { exposeHeadRoute: false }, async (request, reply) => {
    keepHarmless(reply)
    let opened: Opened
    try {
      opened = await media.open(request.params.token)
    } catch (error) {
      log.error({ err: error, path: '/media' }, 'request.failed')
      return refuse(reply.header('retry-after', 10), 503, 'The media cannot be fetched right now. Try again.')
    }
    switch (opened.kind) {
      case 'found':
        return sendFile(reply, opened)
      case 'unknown':
        return refuse(reply, 404, 'This address is not whole, or not of this server.')
      case 'gone':
        return refuse(reply, 410, 'The media is there no more: its address, or its time at the carrier, has ended.')
      case 'unavailable':
        log.warn({ detail: opened.detail }, 'media.unavailable')
        return refuse(reply.header('retry-after', 10), 502, 'The carrier does not give the media right now. Try again.')
    }
  })
}

function sendFile(reply: FastifyReply, { mimeType, filename, bytes, body }: Extract<Opened, { kind: 'found' }>) {
  const type = mimeType !== null && MIME_TYPE.test(mimeType) ? mimeType : 'application/octet-stream'
  void reply.header('content-type', type).header('content-disposition', dispositionOf(filename))
  if (bytes !== null) void reply.header('content-length', bytes)
  return reply.code(200).send(body)
}

const MIME_TYPE = /^[\w!#$&^.+-]{1,80}\/[\w!#$&^.+-]{1,80}(; ?[\w-]{1,40}=[\w.+-]{1,80})?$/

function refuse(reply: FastifyReply, status: number, words: string): FastifyReply {
  return reply.code(status).header('content-type', 'text/plain; charset=utf-8').send(`${words}\n`)
}
