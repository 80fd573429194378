/** A sentence as a language model gives it, with what it says supports it. Nothing of it is checked. */
export interface SaidSentence {
  readonly text: string
  /** The number of a passage. */
  readonly passage: number
  readonly quote: string
}

/** The model says that the passages do not answer. */
export interface SaidNone {
  readonly none: true
}

/** A sentence with its quote is far shorter. */
const LONGEST_OBJECT = 6_000
const DEEPEST = 8

/**
 * Finds sentences in what a model says, as it says it: one JSON object each, alone on a line as they were asked for, or in a
 * list, in a code fence, in an object around them. What is none of that is passed over.
 */
export class SentenceReader {
  #text = ''
  /** Where the objects that are open begin. */
  #open: number[] = []
  #inString = false
  #escaped = false

  /** The sentences that are complete with this piece. */
  read(piece: string): (SaidSentence | SaidNone)[] {
    const said: (SaidSentence | SaidNone)[] = []
    for (const letter of piece) {
      const object = this.#take(letter)
      const one = object === null ? null : asSentence(object)
      if (one) said.push(one)
    }
    return said
  }

  #take(letter: string): string | null {
    // Outside of every object strings mean nothing: prose has quotation marks of its own.
    if (this.#open.length === 0 && letter !== '{') return null
    this.#text += letter
    if (this.#escaped) this.#escaped = false
    else if (this.#inString && letter === '\\') this.#escaped = true
    else if (letter === '"' && this.#open.length > 0) this.#inString = !this.#inString
    else if (!this.#inString && letter === '{') this.#open.push(this.#text.length - 1)
    else if (!this.#inString && letter === '}') return this.#close()
    if (this.#open.length > DEEPEST || this.#text.length - (this.#open.at(-1) ?? 0) > LONGEST_OBJECT) this.#forget()
    return null
  }

  #close(): string {
    const object = this.#text.slice(this.#open.pop())
    if (this.#open.length === 0) this.#forget()
    // What closed is of no more use to what it stands in, whose length it would only add to.
    else this.#text = `${this.#text.slice(0, -object.length)}{}`
    return object
  }

  #forget(): void {
    this.#text = ''
    this.#open = []
    this.#inString = false
    this.#escaped = false
  }
}

function asSentence(object: string): SaidSentence | SaidNone | null {
  let json: unknown
  try {
    json = JSON.parse(object)
  } catch {
    return null
  }
  const { text, passage, quote, none } = json as Record<string, unknown>
  if (none === true) return { none }
  const number = typeof passage === 'string' ? Number(passage) : passage
  if (typeof text !== 'string' || typeof quote !== 'string' || typeof number !== 'number') return null
  return { text, passage: number, quote }
}
