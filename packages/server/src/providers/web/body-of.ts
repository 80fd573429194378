import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

import type { ReadingFailure } from '../../domain/documents/port.ts'
import type { Fetched } from '../../kernel/guarded-fetch/index.ts'
import { fail } from './fail.ts'
import { headerOf } from './page-headers.ts'

type Unpack = (body: Buffer, limits: { maxOutputLength: number }) => Promise<Buffer>

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** The body of an answer, unpacked where its server packs without being asked. */
export async function bodyOf(answer: Fetched, mostBytes: number): Promise<Buffer | ReadingFailure> {
  const { body, bodyComplete } = answer
  if (Number(headerOf(answer, 'content-length') ?? 0) > mostBytes || (!bodyComplete && body.length >= mostBytes)) {
    return fail(
      'too_large',
      `The page has more than ${Math.floor(mostBytes / 1024 / 1024)} MiB. Give that of a part of it.`,
    )
  }
  if (!bodyComplete) return fail('unreachable', 'The page broke off, or came too slowly. Try again later.')
  const encoding = headerOf(answer, 'content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity' || encoding === '') return body
  const unpack = unpackers[encoding]
  if (!unpack) return fail('broken', `The page is packed in a way that is not known (${encoding.slice(0, 40)}).`)
  try {
    return await unpack(body, { maxOutputLength: mostBytes })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? fail('expands_too_much', 'Unpacked, the page becomes far larger than pages are.')
      : fail('broken', 'The page is damaged: it cannot be unpacked. Try again later.')
  }
}
