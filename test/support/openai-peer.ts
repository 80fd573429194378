// A service that speaks the part of OpenAI's interface that is used here, over real HTTP, and does what a script says: good
// answers, bad ones, slow ones. Each request is held against the published shape (API reference: "Create chat completion",
// "Create embeddings"), unknown fields included.
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'

import { Ajv } from 'ajv'

import { type RecordedRequest, RecordingReceiver, type ScriptedAnswer } from './recording-receiver.ts'

type Scripted = ScriptedAnswer | number | 'never'

export interface ChatRequest {
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly stream: boolean
  readonly temperature?: number
  readonly max_tokens?: number
}

export interface EmbeddingsRequest {
  readonly model: string
  readonly input: readonly string[]
}

const text = { type: 'string', minLength: 1 }
const shapes = {
  chat: {
    type: 'object',
    required: ['model', 'messages'],
    additionalProperties: false,
    properties: {
      model: text,
      messages: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['role', 'content'],
          additionalProperties: false,
          properties: { role: { enum: ['system', 'developer', 'user', 'assistant'] }, content: text },
        },
      },
      stream: { type: 'boolean' },
      temperature: { type: 'number', minimum: 0, maximum: 2 },
      max_tokens: { type: 'integer', minimum: 1 },
    },
  },
  embeddings: {
    type: 'object',
    required: ['model', 'input'],
    additionalProperties: false,
    properties: {
      model: text,
      input: { type: 'array', minItems: 1, maxItems: 2048, items: text },
      encoding_format: { enum: ['float', 'base64'] },
    },
  },
}
const ajv = new Ajv({ allErrors: true, strict: false })
const fits = { chat: ajv.compile(shapes.chat), embeddings: ajv.compile(shapes.embeddings) }

export const KEY = 'sk-peer-0123456789abcdef'

export class OpenAiPeer {
  /** What the next chat completions are answered with; after that, with nothing supported. */
  readonly chatScript: (Scripted | ((request: ChatRequest) => Scripted))[] = []
  /** The same for embeddings; after that, vectors by the words of the texts. */
  readonly embeddingsScript: (Scripted | ((request: EmbeddingsRequest) => Scripted))[] = []
  /** Words that mean the same to this model. */
  readonly concepts: string[][] = []
  readonly chats: ChatRequest[] = []
  readonly embeddings: EmbeddingsRequest[] = []
  dimensions = 64
  #receiver!: RecordingReceiver

  static async start(test: TestContext): Promise<OpenAiPeer> {
    const peer = new OpenAiPeer()
    peer.#receiver = await RecordingReceiver.start({ answer: (request) => peer.#answer(request) })
    test.after(() => peer.#receiver.close())
    return peer
  }

  /** Base address, as clients of OpenAI are given it. */
  get url(): string {
    return `${this.#receiver.origin}/v1`
  }

  get requests(): readonly RecordedRequest[] {
    return this.#receiver.requests
  }

  /** Settings of a server that is given this peer's language model. */
  get modelEnv() {
    return { POSTHORN_MODEL_URL: this.url, POSTHORN_MODEL_KEY: KEY, POSTHORN_MODEL_NAME: 'peer-chat' }
  }

  /** … and its embeddings. */
  get embeddingsEnv() {
    return { POSTHORN_EMBEDDINGS_URL: this.url, POSTHORN_EMBEDDINGS_KEY: KEY, POSTHORN_EMBEDDINGS_MODEL: 'peer-embed' }
  }

  close(): Promise<void> {
    return this.#receiver.close()
  }

  #answer(request: RecordedRequest): Scripted {
    if (request.headers.authorization !== `Bearer ${KEY}`)
      return json(401, { error: { message: `Incorrect API key provided: ${request.headers.authorization}` } })
    const body = JSON.parse(request.body.toString()) as never
    if (request.path === '/v1/chat/completions') {
      this.#check('chat', body)
      const asked: ChatRequest = body
      this.chats.push(asked)
      const scripted = this.chatScript.shift() ?? stream(['{"none":true}'])
      return typeof scripted === 'function' ? scripted(asked) : scripted
    }
    if (request.path === '/v1/embeddings') {
      this.#check('embeddings', body)
      const asked: EmbeddingsRequest = body
      this.embeddings.push(asked)
      const scripted = this.embeddingsScript.shift() ?? this.vectorsOf(asked.input)
      return typeof scripted === 'function' ? scripted(asked) : scripted
    }
    return json(404, { error: { message: 'no such path' } })
  }

  #check(kind: keyof typeof fits, body: unknown): void {
    assert.ok(fits[kind](body), `a request that the published shape refuses: ${JSON.stringify(fits[kind].errors)}`)
  }

  /** Vectors that are near to each other where texts share words, or concepts. Longer texts are no nearer to anything. */
  vectorsOf(texts: readonly string[]): ScriptedAnswer {
    const data = texts.map((each, index) => ({ object: 'embedding', index, embedding: this.#vectorOf(each) }))
    return json(200, { object: 'list', data, model: 'peer-embed', usage: { prompt_tokens: 1, total_tokens: 1 } })
  }

  #vectorOf(said: string): number[] {
    const vector = new Array<number>(this.dimensions).fill(0.001)
    for (const word of said.toLowerCase().match(/\p{L}{4,}/gu) ?? []) {
      const concept = this.concepts.findIndex((words) => words.includes(word))
      const at = concept === -1 ? hash(word) % (this.dimensions - 8) : this.dimensions - 1 - concept
      vector[at] = (vector[at] ?? 0) + (concept === -1 ? 0.3 : 3)
    }
    return vector
  }
}

function hash(word: string): number {
  return Array.from(word).reduce((sum, letter) => (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) >>> 0, 7)
}

export function json(status: number, body: object, headers: Record<string, string> = {}): ScriptedAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** One chunk of a streamed completion. */
export function chunk(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }]
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'peer-chat', choices })}\n\n`
}

function eventsOf(pieces: readonly string[], finish: string | null = 'stop'): string {
  return [
    ': a comment\n\n',
    chunk({ role: 'assistant', content: '' }),
    ...pieces.map((content) => chunk({ content })),
    ...(finish === null ? [] : [chunk({}, finish), 'data: [DONE]\n\n']),
  ].join('')
}

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n'

/** A good stream: the pieces as chunks. */
export function stream(pieces: readonly string[], finish = 'stop'): ScriptedAnswer {
  return { headers: { 'content-type': 'text/event-stream' }, body: eventsOf(pieces, finish) }
}

/** The same, one byte at a time: lines, characters and line ends are cut everywhere. */
export function streamByBytes(pieces: readonly string[]): ScriptedAnswer {
  return {
    raw: (socket) => {
      socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`)
      const bytes = Buffer.from(eventsOf(pieces).replaceAll('\n', '\r\n'))
      let at = 0
      const next = (): void => {
        if (at < bytes.length) {
          socket.write(Buffer.concat([Buffer.from('1\r\n'), bytes.subarray(at, ++at), Buffer.from('\r\n')]))
          setImmediate(next)
        } else socket.end('0\r\n\r\n')
      }
      next()
    },
  }
}

/** Sends the pieces, and then nothing any more. */
export function stall(pieces: readonly string[]): ScriptedAnswer {
  return {
    raw: (socket) => void socket.write(`${HEAD}content-length: 1000000\r\n\r\n${eventsOf(pieces, null)}`),
  }
}

/** Sends the pieces and closes the connection, before its end is announced, or as if that were all. */
export function cut(pieces: readonly string[], how: 'broken' | 'ended' = 'broken'): ScriptedAnswer {
  return {
    raw: (socket) => {
      const length = how === 'broken' ? 'content-length: 1000000\r\n' : 'connection: close\r\n'
      socket.end(`${HEAD}${length}\r\n${eventsOf(pieces, null)}`)
    },
  }
}

/** A completion that is not streamed. */
export function whole(content: string, finish = 'stop'): ScriptedAnswer {
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }]
  return json(200, { id: 'c', object: 'chat.completion', created: 1, model: 'peer-chat', choices })
}

/** What the prompt gave as data. */
export function dataOf(request: ChatRequest): {
  question: string
  passages: { number: number; about: string; text: string }[]
} {
  return JSON.parse(request.messages.at(-1)?.content ?? '{}') as never
}
