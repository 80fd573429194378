import type { Embedded, Embedder, ModelFailure } from '../../domain/knowledge/port.ts'
import { allBytes, callService, type OpenAiOptions, type Service } from './client.ts'
import { failed, messageOf } from './read-failure.ts'

/** Room for a text's vector of 4,096 numbers as JSON. */
const BYTES_OF_A_VECTOR = 128 * 1024
const LONGEST_VECTOR = 16_384

/** `POST {url}/embeddings` (OpenAI API reference, "Create embeddings"; what llama.cpp, Ollama, vLLM and others speak as well). */
export function createEmbedder(
  service: Service & {
    /** Put before questions, and before documents, for models that want it ("query: ", "passage: "). */
    readonly questionPrefix: string
    readonly documentPrefix: string
  },
  options: OpenAiOptions,
): Embedder {
  return {
    model: service.model,
    async embed(texts, { kind, withinMs, signal }) {
      if (texts.length === 0) return { kind: 'embedded', vectors: [] }
      const prefix = kind === 'question' ? service.questionPrefix : service.documentPrefix
      const input = texts.map((text) => prefix + text)
      const call = {
        path: 'embeddings',
        // As numbers: base64 is shorter, and not every service knows it.
        body: { model: service.model, input, encoding_format: 'float' },
        withinMs,
        stallMs: withinMs,
        maxBodyBytes: 64 * 1024 + texts.length * BYTES_OF_A_VECTOR * 3,
        ...(signal && { signal }),
      }
      const body = async (_: unknown, bytes: AsyncIterable<Buffer>) => readVectors(await allBytes(bytes), texts.length)
      return callService<Embedded>(service, call, options, { body })
    },
  }
}

function readVectors(bytes: Buffer, count: number): Embedded | ModelFailure {
  let json: unknown
  try {
    json = JSON.parse(bytes.toString('utf8'))
  } catch {
    return failed('malformed', 'The answer is not JSON')
  }
  const { data } = (json ?? {}) as { data?: unknown }
  if (!Array.isArray(data)) {
    const said = messageOf(json)
    return failed(
      'malformed',
      said === '' ? 'The answer has no list `data`' : `The service says: ${said.slice(0, 300)}`,
    )
  }
  if (data.length !== count) return failed('malformed', `The answer has ${data.length} vectors for ${count} texts`)
  const vectors = new Array<Float32Array>(count)
  for (const [at, item] of data.entries()) {
    const { index = at, embedding } = (item ?? {}) as { index?: unknown; embedding?: unknown }
    const vector = readVector(embedding)
    if (vector === null || typeof index !== 'number' || !(index in data) || vectors[index] !== undefined)
      return failed('malformed', `The answer’s vector ${at} is none, or stands for no text`)
    vectors[index] = vector
  }
  const length = vectors[0]?.length
  if (vectors.some((vector) => vector.length !== length)) return failed('malformed', 'The vectors differ in length')
  return { kind: 'embedded', vectors }
}

/** Null for what is no vector, and for one without a direction. */
function readVector(value: unknown): Float32Array | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > LONGEST_VECTOR) return null
  if (!value.every((number) => typeof number === 'number' && Number.isFinite(Math.fround(number)))) return null
  return value.some((number) => Math.fround(number as number) !== 0) ? Float32Array.from(value as number[]) : null
}
