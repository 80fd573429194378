import type { FastifyReply } from 'fastify'

const policy = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** A short page for somebody who comes from an e-mail. `title` and `lines` are HTML. */
export function htmlPage(reply: FastifyReply, status: number, title: string, lines: readonly string[]): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .send(
      [
        '<!doctype html>',
        '<html lang="en">',
        `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title></head>`,
        `<body><main><h1>${title}</h1>`,
        ...lines,
        '</main></body>',
        '</html>',
        '',
      ].join('\n'),
    )
}
