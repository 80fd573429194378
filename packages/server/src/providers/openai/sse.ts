/**
 * Reads `data` of server-sent events (WHATWG HTML, 9.2) out of bytes cut anywhere: inside a character, a line or a line end.
 * What is left when the stream ends without a blank line is no event.
 */
export class SseReader {
  readonly #decoder = new TextDecoder('utf-8')
  #rest = ''
  #data: string[] = []

  /** The events that are complete with these bytes. */
  read(bytes: Uint8Array): string[] {
    this.#rest += this.#decoder.decode(bytes, { stream: true })
    const events: string[] = []
    for (;;) {
      const end = /\r\n|\n|\r(?=[^])/.exec(this.#rest)
      if (!end) return events
      const line = this.#rest.slice(0, end.index)
      this.#rest = this.#rest.slice(end.index + end[0].length)
      const event = this.#take(line)
      if (event !== null) events.push(event)
    }
  }

  #take(line: string): string | null {
    if (line === '') {
      const data = this.#data.splice(0)
      return data.length === 0 ? null : data.join('\n')
    }
    const [, field, value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? []
    if (field === 'data') this.#data.push(value)
    return null
  }
}
