import type { IncomingMessage } from 'node:http'

import { Busboy, type BusboyEvents, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import type { FilePart } from '@posthorn/contract'

import { ApiError, invalid } from '../kernel/api-error.ts'
import type { SentFile } from '../kernel/call.ts'

/** A multipart body (RFC 7578): its fields as texts, and its one file. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>
  readonly file: SentFile
}

/** Reads the body from the wire. Rejects with what is wrong with it, as soon as that is known. */
export type ReadForm = (request: IncomingMessage) => Promise<Form>

const MOST_FIELDS = 50
const MOST_FIELD_BYTES = 64 * 1024
/** For fields, headers and boundaries beside the file. */
const MOST_BESIDE_BYTES = 1024 * 1024
/** What comes after a refusal is read up to here, so that the caller reads the answer and no broken connection. */
const MOST_DISCARDED_BYTES = 8 * 1024 * 1024

export function createFormReader(part: FilePart, mostFileBytes: number): ReadForm {
  return async (request) => {
    if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '')) {
      throw new ApiError('UNSUPPORTED_MEDIA_TYPE', {
        words: { kind: `a form with a field \`${part.field}\` for the file`, content_type: 'multipart/form-data' },
      })
    }
    if (Number(request.headers['content-length'] ?? 0) > mostFileBytes + MOST_BESIDE_BYTES)
      throw tooLarge(mostFileBytes)
    const parser = openParser(request, mostFileBytes)
    try {
      return await new FormReading(part, mostFileBytes).read(request, parser)
    } finally {
      request.unpipe(parser)
    }
  }
}

/** Lets the rest of a body go by that nobody wants, and hangs up where it does not end. */
export function discardRest(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > MOST_DISCARDED_BYTES) request.destroy()
  })
  request.on('error', () => undefined)
  request.resume()
}

function openParser(request: IncomingMessage, mostFileBytes: number): BusboyInstance {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: {
        fileSize: mostFileBytes,
        files: 2,
        fields: MOST_FIELDS,
        fieldSize: MOST_FIELD_BYTES,
        fieldNameSize: 100,
        parts: MOST_FIELDS + 2,
        headerPairs: 50,
        headerSize: 16 * 1024,
      },
    })
  } catch {
    throw invalid('body', 'its Content-Type names no boundary; leave that header to your HTTP library')
  }
}

type FilePartRead = Parameters<BusboyEvents['file']>

class FormReading {
  readonly #part: FilePart
  readonly #mostFileBytes: number
  readonly #fields = new Map<string, string>()
  #file: { name: string; mediaType: string | null; chunks: Buffer[] } | null = null

  constructor(part: FilePart, mostFileBytes: number) {
    this.#part = part
    this.#mostFileBytes = mostFileBytes
  }

  read(request: IncomingMessage, parser: BusboyInstance): Promise<Form> {
    return new Promise((resolve, reject) => {
      let received = 0
      request.on('data', (chunk: Buffer) => {
        received += chunk.length
        if (received > this.#mostFileBytes + MOST_BESIDE_BYTES) reject(tooLarge(this.#mostFileBytes))
      })
      const broken = (): void => reject(invalid('body', 'it is no whole form; parts or their boundaries are missing'))
      const refusing = (take: () => void): void => {
        try {
          take()
        } catch (error) {
          reject(error instanceof Error ? error : new Error('not read', { cause: error }))
        }
      }
      request.once('aborted', broken).once('error', broken)
      parser.on('file', (...part) => {
        const [, stream] = part
        // Read on in any case: what is refused passes by.
        stream.on('error', broken).on('limit', () => reject(tooLarge(this.#mostFileBytes)))
        refusing(() => this.#takeFile(part))
        stream.resume()
      })
      parser.on('field', (name, value, nameCut, valueCut) => {
        refusing(() => this.#takeField(name, value, nameCut || valueCut))
      })
      const tooMany = (): void =>
        reject(invalid('body', `it has more than ${MOST_FIELDS} fields, or more than one file`))
      parser.on('partsLimit', tooMany).on('fieldsLimit', tooMany).on('filesLimit', tooMany)
      parser.once('error', broken)
      parser.once('finish', () => refusing(() => resolve(this.#finish())))
      request.pipe(parser)
    })
  }

  #takeFile([name, stream, filename, , mediaType]: FilePartRead): void {
    const { field } = this.#part
    if (name !== field) throw invalid(nameOf(name), `there is no such field for a file; send it as \`${field}\``)
    if (this.#file) throw invalid(field, 'it is there twice; send one file with each call')
    const chunks: Buffer[] = []
    // What a sender that does not know calls a file.
    const said = mediaType === 'application/octet-stream' ? null : mediaType
    this.#file = { name: fileName(filename), mediaType: said, chunks }
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  }

  #takeField(name: string | undefined, value: string, isCut: boolean): void {
    const known = nameOf(name)
    if (known === this.#part.field) throw invalid(known, 'it is a text; send it as a file, with a file name')
    if (isCut) throw invalid(known, `it is longer than ${MOST_FIELD_BYTES} bytes`)
    if (this.#fields.has(known)) throw invalid(known, 'it is there twice')
    // PostgreSQL keeps no NUL.
    this.#fields.set(known, value.replaceAll('\0', ''))
  }

  #finish(): Form {
    if (!this.#file) throw invalid(this.#part.field, 'it is missing; send the file in this field')
    const { name, mediaType, chunks } = this.#file
    return { fields: Object.fromEntries(this.#fields), file: { name, mediaType, bytes: Buffer.concat(chunks) } }
  }
}

function tooLarge(limit: number): ApiError {
  return new ApiError('PAYLOAD_TOO_LARGE', { words: { limit_bytes: limit } })
}

function nameOf(name: string | undefined): string {
  return (name ?? '').replace(/[^\w.[\]-]/g, '').slice(0, 100) || 'body'
}

const MOST_NAME = 200
/** What makes a name read otherwise than it is, beside what nobody sees. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** The file's own name: without folders, unseen characters and marks of direction; its ending stays where it is cut. */
function fileName(given: string | undefined): string {
  const last = (given ?? '').toWellFormed().replace(UNSEEN, '').split(/[/\\]/).at(-1)?.trim() ?? ''
  if (last === '' || /^\.+$/.test(last)) return 'file'
  if (last.length <= MOST_NAME) return last
  const ending = /\.\w{1,10}$/.exec(last)?.[0] ?? ''
  return (last.slice(0, MOST_NAME - ending.length) + ending).toWellFormed()
}
