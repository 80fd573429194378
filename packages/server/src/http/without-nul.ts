interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

const ESCAPED_NUL = '\\u0000'

/**
 * Leaves the NULs out of a body's texts: PostgreSQL's text cannot hold them (contract 4.2), and what one database takes
 * the other must take, too. Only declared fields are texts of ours; what is free, such as the data of an event, is kept
 * as JSON, where a NUL is six harmless characters.
 */
export function withoutNul(schema: object, value: unknown, raw: Buffer): unknown {
  return raw.includes(ESCAPED_NUL) ? strip(schema, value) : value
}

function strip(schema: Schema, value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '')
  if (Array.isArray(value)) return value.map((item) => strip(schema.items ?? {}, item))
  if (typeof value !== 'object' || value === null || !schema.properties) return value
  const stripped: Record<string, unknown> = { ...value }
  for (const [name, property] of Object.entries(schema.properties)) {
    if (Object.hasOwn(stripped, name)) stripped[name] = strip(property, stripped[name])
  }
  return stripped
}
