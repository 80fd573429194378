import { request } from 'node:http'

import type { Reply } from './contract-check.ts'

/** Sends a request as it is said, without the mending that `fetch` does: odd paths, odd headers, bodies of bytes. */
export function sendRaw(
  origin: string,
  {
    method,
    path,
    headers,
    body,
  }: { method: string; path: string; headers: Readonly<Record<string, string>>; body: Buffer | null },
): Promise<Reply> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { 'content-length': String(body.length) }
    const sent = request({ hostname, port, method, path, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const pairs = Object.entries(response.headersDistinct).map(([name, values]): [string, string] => [
          name,
          values!.join(', '),
        ])
        resolve({ status: response.statusCode ?? 0, headers: new Headers(pairs), text, body: parsed(text) })
      })
    })
    sent.on('error', reject)
    sent.end(body ?? undefined)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
