import { ApiError } from '../kernel/api-error.ts'

/** Python's parser, which many receivers use, gives up at about a thousand; ours at a few thousand. Nobody needs so many. */
const MOST_LEVELS = 100

const QUOTE = 0x22
const BACKSLASH = 0x5c
const [OPEN_LIST, OPEN_OBJECT] = [0x5b, 0x7b]
const [CLOSE_LIST, CLOSE_OBJECT] = [0x5d, 0x7d]

/** The JSON of a body. What is parsed here can be written again: an event that cannot would spoil every list it is in. */
export function readJson(raw: Buffer): unknown {
  if (isTooDeep(raw)) throw invalidBody(`it is nested more than ${MOST_LEVELS} levels deep`)
  try {
    return JSON.parse(raw.toString('utf8')) as unknown
  } catch (error) {
    throw invalidBody(`it is not valid JSON (${error instanceof Error ? error.message : 'unreadable'})`)
  }
}

function invalidBody(problem: string): ApiError {
  return new ApiError('VALIDATION_ERROR', { param: 'body', words: { problem } })
}

/** Counts brackets outside of strings. Of text that is no JSON it may say anything: the parser refuses that. */
function isTooDeep(raw: Buffer): boolean {
  if (raw.length <= 2 * MOST_LEVELS) return false
  let levels = 0
  let inString = false
  for (let index = 0; index < raw.length; index++) {
    const byte = raw[index] ?? 0
    if (inString) {
      if (byte === BACKSLASH) index++
      else if (byte === QUOTE) inString = false
    } else if (byte === QUOTE) inString = true
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (++levels > MOST_LEVELS) return true
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) levels--
  }
  return false
}
