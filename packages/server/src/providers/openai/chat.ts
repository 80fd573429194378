import type { Completed, LanguageModel } from '../../domain/chat/port.ts'
import type { ModelFailure } from '../../domain/knowledge/port.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import { allBytes, callService, type OpenAiOptions, type Service } from './client.ts'
import { failed, messageOf } from './read-failure.ts'
import { SseReader } from './sse.ts'

/** Longer answers are no answers to a customer. */
const MOST_TOKENS = 1_200
const MOST_CHARACTERS = 16_000
/** Many services send a chunk of some 300 bytes for each word. */
const MOST_BYTES = 4 * 1024 * 1024
/** A model that thinks sends nothing for a while, and then says something at least this often. */
const STALL_MS = 15 * SECOND_MS

/** `POST {url}/chat/completions` (OpenAI API reference, "Create chat completion"), streamed. */
export function createLanguageModel(service: Service, options: OpenAiOptions): LanguageModel {
  // Models that think refuse both of them; what a service said of that once is remembered.
  let tuning: object = { temperature: 0, max_tokens: MOST_TOKENS }
  return {
    name: service.model,
    async complete({ orders, data }, { withinMs, signal, onText }) {
      const until = options.clock.monotonic() + withinMs
      const messages = [
        { role: 'system', content: orders },
        { role: 'user', content: data },
      ]
      const ask = (): Promise<Completed | ModelFailure> => {
        const heard = new Heard(onText)
        const call = {
          path: 'chat/completions',
          body: { model: service.model, messages, stream: true, ...tuning },
          withinMs: until - options.clock.monotonic(),
          stallMs: Math.min(STALL_MS, withinMs),
          maxBodyBytes: MOST_BYTES,
          ...(signal && { signal }),
        }
        return callService<Completed>(service, call, options, readerInto(heard))
      }
      const outcome = await ask()
      if (outcome.kind === 'completed' || outcome.reason !== 'refused') return outcome
      if (!/temperature|max_tokens/.test(outcome.detail) || Object.keys(tuning).length === 0) return outcome
      tuning = {}
      return ask()
    },
  }
}

/** Some services answer whole although they were asked for a stream. */
function readerInto(heard: Heard): Parameters<typeof callService<Completed>>[3] {
  return {
    begun: () => heard.text !== '',
    body: (answer, bytes) =>
      /^text\/event-stream\b/i.test(String(answer.responseHeaders['content-type'] ?? ''))
        ? readStream(bytes, heard)
        : readWhole(bytes, heard),
  }
}

class Heard {
  text = ''
  readonly #onText: ((piece: string) => void) | undefined

  constructor(onText: ((piece: string) => void) | undefined) {
    this.#onText = onText
  }

  /** False once it is too much. */
  add(piece: string): boolean {
    if (piece !== '') {
      this.text += piece
      this.#onText?.(piece)
    }
    return this.text.length <= MOST_CHARACTERS
  }
}

const tooLong = failed('too_long', `The answer has more than ${MOST_CHARACTERS} characters`)

async function readStream(bytes: AsyncIterable<Buffer>, heard: Heard): Promise<Completed | ModelFailure> {
  const reader = new SseReader()
  let finish: string | null = null
  for await (const chunk of bytes)
    for (const event of reader.read(chunk)) {
      if (event === '[DONE]') return ended(finish, heard)
      const choice = readChoice(event, 'delta')
      if ('kind' in choice) return choice
      if (!heard.add(choice.text)) return tooLong
      finish = choice.finish ?? finish
    }
  // Some services close without [DONE]; without a word on why it ended, the stream was cut.
  return finish === null ? failed('unreachable', 'The stream ended before the answer did') : ended(finish, heard)
}

async function readWhole(bytes: AsyncIterable<Buffer>, heard: Heard): Promise<Completed | ModelFailure> {
  const choice = readChoice((await allBytes(bytes)).toString('utf8'), 'message')
  if ('kind' in choice) return choice
  return heard.add(choice.text) ? ended(choice.finish, heard) : tooLong
}

/** A model that ran out of room, was filtered, or wants to call a tool has not said what it had to say. */
function ended(finish: string | null, { text }: Heard): Completed | ModelFailure {
  if (finish === 'length') return failed('too_long', `The model had more to say than ${MOST_TOKENS} tokens`)
  if (finish !== null && finish !== 'stop') return failed('malformed', `The model stopped with ${finish.slice(0, 40)}`)
  return { kind: 'completed', text }
}

function readChoice(
  text: string,
  part: 'delta' | 'message',
): { readonly text: string; readonly finish: string | null } | ModelFailure {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return failed('malformed', 'The answer is not JSON')
  }
  const { choices, error } = (json ?? {}) as { choices?: unknown; error?: unknown }
  if (error !== undefined && error !== null)
    return failed('unwell', `The service says: ${messageOf(json).replace(/\s+/g, ' ').slice(0, 300)}`)
  if (!Array.isArray(choices)) return failed('malformed', 'The answer has no list `choices`')
  // The last chunk of a stream may tell the usage alone.
  const choice = (choices[0] ?? {}) as { finish_reason?: unknown; delta?: unknown; message?: unknown }
  if (choices.length === 0 && part === 'message') return failed('malformed', 'The answer has no choice')
  const { content, tool_calls: tools } = (choice[part] ?? {}) as { content?: unknown; tool_calls?: unknown }
  if (Array.isArray(tools) && tools.length > 0)
    return failed('malformed', 'The model wants to call a tool; it has none')
  if (content !== undefined && content !== null && typeof content !== 'string')
    return failed('malformed', 'The answer’s content is no text')
  const { finish_reason: finish } = choice
  return { text: content ?? '', finish: typeof finish === 'string' ? finish : null }
}
