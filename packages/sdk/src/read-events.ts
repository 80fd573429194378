/** Server-sent events, read from the pieces in which they arrive (HTML Living Standard 9.2.6). */

export interface SentEvent {
  /** `message` where the server named none. */
  readonly type: string
  readonly data: string
}

/** Takes text piece by piece, and gives the events that are whole. */
export function createEventReader(): (piece: string) => SentEvent[] {
  let rest = ''
  return (piece) => {
    rest += piece
    // A line end may be cut in two: a CR that is the last so far waits for what follows it.
    const settled = rest.endsWith('\r') ? rest.slice(0, -1) : rest
    const blocks = settled.replaceAll(/\r\n|\r/g, '\n').split('\n\n')
    rest = (blocks.pop() ?? '') + (rest.endsWith('\r') ? '\r' : '')
    return blocks.map(readBlock).filter((event) => event !== null)
  }
}

function readBlock(block: string): SentEvent | null {
  const data: string[] = []
  let type = 'message'
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
    if (name === 'data') data.push(value)
    else if (name === 'event') type = value
  }
  return data.length === 0 ? null : { type, data: data.join('\n') }
}
