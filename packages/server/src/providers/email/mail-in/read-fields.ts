/** Fields of a block in the manner of a header: names in lower case, continuation lines joined. */
export type Fields = ReadonlyMap<string, readonly string[]>

const LONGEST_VALUE = 2_000
/** A server that reports on more has not sent a mail of ours, which has one recipient. */
const MOST_FIELDS = 1_000
const MOST_BLOCKS = 200

/** Reads one block; what is no field is left out. */
export function readFields(block: string): Fields {
  const fields = new Map<string, string[]>()
  for (const line of unfold(block).split('\n', MOST_FIELDS)) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1, colon + 1 + LONGEST_VALUE).trim()
    const known = fields.get(name)
    if (known) known.push(value)
    else fields.set(name, [value])
  }
  return fields
}

function unfold(block: string): string {
  return block.replaceAll('\r\n', '\n').replace(/\n[ \t]+/g, ' ')
}

/** The blocks of a text, one behind the other with an empty line between them. */
export function readBlocks(text: string): Fields[] {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n\n', MOST_BLOCKS)
    .map(readFields)
    .filter((fields) => fields.size > 0)
}

/** The header of a mail that a report brings back, whole or headers only. */
export function readHeaderOf(mail: Buffer): Fields {
  const text = mail.toString('latin1').replaceAll('\0', '')
  const end = /\r?\n\r?\n/.exec(text)
  return readFields(end ? text.slice(0, end.index) : text)
}

/** `rfc822; maria@example.com`, `<maria@example.com>`, … as a bare address; null for what is none. */
export function addressIn(value: string): string | null {
  const bare = value.includes(';') ? value.slice(value.indexOf(';') + 1) : value
  const address = /<([^<>]*)>/.exec(bare)?.[1] ?? bare
  return address.includes('@') ? address.trim() : null
}
