// Input as nobody should send it: for each route of the contract, requests that fit its schemas here and miss them there.
import type { RouteRow } from '@posthorn/contract'
import fc from 'fast-check'

/** A request down to its bytes. */
export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
}

interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly pattern?: string
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
}

const hostileText = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\u0000',
      'a\u0000b',
      '\ud800',
      'x\udfff\ud800y',
      '💥'.repeat(50),
      'x'.repeat(5_000),
      '\u202e\ufeff',
      '\r\nx: y',
    ],
    ...["'; drop table event; --", '%00', '%', '../..', '__proto__', 'constructor', 'null', '[object Object]'],
    ...[
      'NaN',
      '1e999',
      '-1',
      '0x10',
      '9'.repeat(30),
      '1e21',
      'true',
      '*',
      'custom.*',
      '+15005550001',
      'a@b',
      'http://[::1',
      'https://',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

const hostileNumber = fc.oneof(
  fc.constantFrom(-1, 0, -0, 0.5, 2 ** 31, 2 ** 53, 2 ** 63, 1e15, 1e21, 1e300, -1e300, 5e-324),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

/** Times that look like ISO 8601, and what is hardly one. */
const hostileTime = fc.constantFrom(
  ...[
    '2026-04-19T14:30:60Z',
    '2026-06-30T23:59:60Z',
    '2026-04-19 14:30:00Z',
    '2026-04-19t14:30:00z',
    '2026-04-19T14:30:00+05',
  ],
  ...[
    '2026-04-19T14:30:00+0500',
    '0000-01-01T00:00:00Z',
    '0000-01-01T00:00:00+23:59',
    '9999-12-31T23:59:59-23:59',
    '9999-12-31T23:59:59Z',
  ],
  ...[
    '2026-02-30T00:00:00Z',
    '2026-04-19',
    '14:30:00Z',
    '2026-04-19T24:00:00Z',
    '2026-04-19T14:30:00.123456789Z',
    '2026-04-19T14:30Z',
  ],
  ...[
    '1776609000',
    '+275760-09-13T00:00:00Z',
    '2026-04-19T14:30:00',
    '2026-04-19\u202f14:30:00Z',
    '2026-04-19T14:30:00+99:99',
  ],
)

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, [], {}, [null], [[]], { a: { b: { c: [] } } }),
  hostileText,
  hostileNumber,
  fc.constantFrom(20, 1_000).map(nested),
)

function nested(depth: number): unknown {
  let value: unknown = 'deep'
  for (let level = 0; level < depth; level++) value = [value]
  return value
}

/** A value that mostly fits the schema, and misses it often enough, at any depth. */
function around(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 5, arbitrary: fitting(schema) },
    { weight: 1, arbitrary: hostileValue },
    { weight: 2, arbitrary: nearby(schema) },
  )
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fitting))
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const types = Array.isArray(schema.type) ? (schema.type as string[]) : [schema.type as string]
  return fc.oneof(...types.map((type) => fittingType(type, schema)))
}

function fittingType(type: string, schema: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 200, 200) })
    case 'number':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 200, 200) })
    case 'array':
      return fc.array(around(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      })
    case 'object':
      return fittingObject(schema)
    default:
      return fittingText(schema)
  }
}

function fittingText({ pattern, format, minLength = 0, maxLength = 50 }: Schema): fc.Arbitrary<unknown> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { size: 'small' })
  if (format === 'date-time') return fc.constantFrom('2026-04-19T14:00:00Z', '2027-04-19T14:30:00.5+02:00')
  if (format === 'email') return fc.constantFrom('owner@example.com', 'é@example.com', 'a+b@example.co')
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 50)) }),
    fc.constantFrom(
      'https://example.com/hook',
      '+15005550001',
      'message.received',
      'custom.thing',
      'sms:write',
      'maria@example.com',
    ),
  )
}

function fittingObject({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const entries = Object.entries(properties)
  const all = fc.tuple(
    ...entries.map(([name, schema]) => fc.tuple(fc.constant(name), around(schema), fc.integer({ min: 0, max: 9 }))),
  )
  return all.map((made) =>
    Object.fromEntries(
      made.flatMap(([name, value, chance]) => (chance < (required.includes(name) ? 9 : 3) ? [[name, value]] : [])),
    ),
  )
}

/** Just outside of what is allowed. */
function nearby(schema: Schema): fc.Arbitrary<unknown> {
  const { format, minimum, maximum, maxLength, maxItems, type } = schema
  const choices: fc.Arbitrary<unknown>[] = [hostileText]
  if (format === 'date-time' || /\\d\{4\}/.test(schema.pattern ?? '')) choices.push(hostileTime, hostileTime)
  if (maxLength !== undefined)
    choices.push(
      fc.constantFrom(
        'x'.repeat(Math.min(maxLength, 3_000) + 1),
        'é\u0000'.repeat(Math.floor(Math.min(maxLength, 3_000) / 2)),
      ),
    )
  if (type === 'integer' || type === 'number')
    choices.push(hostileNumber, fc.constantFrom((minimum ?? 0) - 1, (maximum ?? 0) + 1, (minimum ?? 0) + 0.5))
  if (type === 'array')
    choices.push(fc.constant([]), fc.constant(Array.from({ length: (maxItems ?? 100) + 1 }, () => 'x')))
  if (type === 'object') choices.push(fc.dictionary(hostileText, hostileValue, { maxKeys: 5 }))
  return fc.oneof(...choices)
}

/** The example of the row with a few of its fields gone wrong: nearest to what is accepted. */
function spoiled(example: object, schema: Schema): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length === 0) return fc.constant(example)
  const change = fc.nat(properties.length - 1).chain((index) => {
    const [name, property] = properties[index]!
    return fc.tuple(fc.constant(name), fc.oneof(nearby(property), hostileValue, fitting(property)))
  })
  return fc
    .array(change, { minLength: 1, maxLength: 2 })
    .map((changes) => ({ ...example, ...Object.fromEntries(changes) }))
}

const BOUNDARY = 'x'

/** A form as it goes over the wire, its file after its fields. */
function asForm(row: RouteRow, fields: unknown): Buffer {
  const { name, content } = row.example.file ?? { name: 'a.txt', content: 'text' }
  const part = (disposition: string, value: string): string =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`
  const parts = Object.entries(typeof fields === 'object' && fields !== null ? fields : {}).map(([field, value]) =>
    part(`name="${field}"`, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')),
  )
  const file = part(`name="${row.file?.field ?? 'file'}"; filename="${name}"`, content)
  return Buffer.from(`${parts.join('')}${file}--${BOUNDARY}--\r\n`)
}

const asJson = (value: unknown): Buffer => Buffer.from(value === undefined ? '' : JSON.stringify(value))

function bodies(row: RouteRow): fc.Arbitrary<Buffer | null> {
  const schema = (row.body ?? { type: 'object' }) as Schema
  const example = row.example.body ?? {}
  const written = (value: unknown): Buffer => (row.file ? asForm(row, value) : asJson(value))
  const broken = fc
    .tuple(fc.constant(written(example)), fc.nat(60))
    .map(([json, at]) => Buffer.from(json.subarray(0, at)))
  const bytes = fc.constantFrom<Buffer | null>(
    null,
    ...[
      Buffer.from([0xff, 0xfe, 0x00]),
      Buffer.from('{"a":"\xc3\x28"}', 'latin1'),
      Buffer.from('\ufeff{}'),
      Buffer.from('{"a":1,}'),
      Buffer.from('nul'),
    ],
    ...[
      Buffer.from('{"__proto__":null}'),
      Buffer.from('[]'),
      Buffer.from('"text"'),
      Buffer.from('['.repeat(100_000)),
      Buffer.from('{"a":'.repeat(30_000)),
    ],
    Buffer.from(`${'['.repeat(30_000)}${']'.repeat(30_000)}`),
  )
  return fc.oneof(
    { weight: 5, arbitrary: spoiled(example, schema).map(written) },
    { weight: 4, arbitrary: around(schema).map(written) },
    { weight: 1, arbitrary: broken },
    { weight: 1, arbitrary: bytes },
  )
}

const hostileParam = fc.oneof(
  fc.constantFrom(
    'x',
    '0',
    '%20',
    '%00',
    '%25',
    '..%2f..',
    '%F0%9F%92%A5',
    'null',
    'undefined',
    'a'.repeat(299),
    'a'.repeat(400),
    '%2e%2e',
    "'",
  ),
  fc.constantFrom(
    '00000000-0000-0000-0000-000000000000',
    'ws_00000000000000000000000000',
    'evt_7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
    'evt_test_01KPK2BYJ0V7P9WCE000000000',
  ),
  hostileText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 200) || 'x'),
)

function paths(row: RouteRow, ids: Readonly<Record<string, string>>): fc.Arbitrary<string> {
  const names = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const values = names.map((name) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(ids[name] ?? 'x') }, { weight: 1, arbitrary: hostileParam }),
  )
  return fc
    .tuple(...values)
    .map((chosen) => names.reduce<string>((path, name, index) => path.replace(`{${name}}`, chosen[index]!), row.path))
}

function queries(row: RouteRow): fc.Arbitrary<string> {
  const properties = Object.entries((row.query as Schema | undefined)?.properties ?? { unknown: { type: 'string' } })
  const text = (value: unknown): string =>
    encodeURIComponent((typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()).slice(
      0,
      2_000,
    )
  const one = fc.nat(properties.length - 1).chain((index) => {
    const [name, schema] = properties[index]!
    const value = fc.oneof(fitting(schema), nearby(schema), hostileText, hostileNumber, hostileTime)
    return value.map((chosen) => `${name}=${text(chosen)}`)
  })
  return fc.oneof(
    fc.constant(''),
    fc.array(one, { minLength: 1, maxLength: 3 }).map((parts) => `?${parts.join('&')}`),
  )
}

const contentTypes = (row: RouteRow) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(row.file ? `multipart/form-data; boundary=${BOUNDARY}` : 'application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        'text/plain',
        'application/json; charset=utf-16',
        'application/x-www-form-urlencoded',
        'json',
        ';',
        'application/json, text/html',
        'multipart/form-data; boundary=x',
      ),
    },
  )
const idempotencyKeys = fc.oneof(
  { weight: 6, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', 'x'.repeat(256), 'é', 'one', 'one', '\t', "'", '\u00ff'.repeat(255)),
  },
)

/** Requests to one route, with the given ids for its path. Parsing them must not need any luck: they are valid HTTP. */
export function hostileRequests(row: RouteRow, ids: Readonly<Record<string, string>>): fc.Arbitrary<RawRequest> {
  const parts = fc.record({
    path: paths(row, ids),
    query: queries(row),
    body: bodies(row),
    type: contentTypes(row),
    once: idempotencyKeys,
  })
  return parts.map(({ path, query, body, type, once }) => {
    const sent = row.method === 'GET' ? null : body
    const headers = {
      ...(sent === null ? {} : { 'content-type': type }),
      ...(once === null ? {} : { 'idempotency-key': once }),
    }
    return { method: row.method, path: path + query, headers, body: sent }
  })
}
