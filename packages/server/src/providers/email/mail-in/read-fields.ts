/** Fields of a block in the manner of a header: names in lower case, continuation lines joined. */
export type Fields = ReadonlyMap<string, readonly string[]>

const LONGEST_VALUE = 2_000

/** Reads one block; what is no field is left out. */
export function readFields(block: string): Fields {
  const fields = new Map<string, string[]>()
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1, colon + 1 + LONGEST_VALUE).trim()
    fields.set(name, [...(fields.get(name) ?? []), value])
  }
  return fields
}

/** The blocks of a text, one behind the other with an empty line between them. */
export function readBlocks(text: string): Fields[] {
  return text
    .split(/\r?\n[ \t]*\r?\n/)
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
