/** Forms made from the JSON Schemas that providers describe themselves with. */

export type FieldKind = 'text' | 'number' | 'choice' | 'flag' | 'block' | 'json'

/** One property of a schema, as a field of a form. */
export interface SchemaField {
  readonly name: string
  readonly label: string
  readonly hint: string | null
  readonly kind: FieldKind
  readonly required: boolean
  /** Of a `choice`. */
  readonly choices: readonly string[]
  readonly limits: { readonly min?: number; readonly max?: number; readonly maxLength?: number }
}

export type Entered = Readonly<Record<string, string>>

interface Property {
  readonly type?: unknown
  readonly title?: unknown
  readonly description?: unknown
  readonly enum?: unknown
  readonly const?: unknown
  readonly anyOf?: unknown
  readonly minimum?: unknown
  readonly maximum?: unknown
  readonly maxLength?: unknown
}

/** The fields of an object's schema, in its order; what is required first. */
export function readSchema(schema: Readonly<Record<string, unknown>>): SchemaField[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  const required: unknown[] = Array.isArray(schema['required']) ? schema['required'] : []
  const fields = Object.entries(properties)
    .filter((entry): entry is [string, Property] => isObject(entry[1]))
    .map(([name, property]): SchemaField => {
      const choices = choicesOf(property)
      const label = textOf(property.title) ?? labelOf(name)
      const hint = textOf(property.description)
      return {
        name,
        label,
        // Some descriptions only say the name again.
        hint: hint?.replace(/\.$/, '') === label ? null : hint,
        kind: kindOf(name, property, choices),
        required: required.includes(name),
        choices,
        limits: {
          ...numberUnder('min', property.minimum),
          ...numberUnder('max', property.maximum),
          ...numberUnder('maxLength', property.maxLength),
        },
      }
    })
  return [...fields.filter((field) => field.required), ...fields.filter((field) => !field.required)]
}

function kindOf(name: string, { type }: Property, choices: readonly string[]): FieldKind {
  if (choices.length > 0) return 'choice'
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'boolean') return 'flag'
  if (type !== 'string') return 'json'
  // Keys in PEM have lines, which a field of one line would lose.
  return /(^|_)(private_key|certificate|pem)$/.test(name) ? 'block' : 'text'
}

function choicesOf({ enum: words, anyOf }: Property): string[] {
  if (Array.isArray(words)) return words.filter((word) => typeof word === 'string')
  if (!Array.isArray(anyOf)) return []
  const constants = anyOf.map((each: unknown) => (isObject(each) ? each['const'] : undefined))
  return constants.every((each) => typeof each === 'string') ? constants : []
}

const abbreviations = new Set([
  'api',
  'ca',
  'id',
  'imap',
  'ip',
  'pin',
  'sid',
  'smpp',
  'smtp',
  'tls',
  'uri',
  'url',
  'waba',
])

/** `account_sid` becomes `Account SID`. */
export function labelOf(name: string): string {
  const words = name.split(/[_\s-]+/).map((word) => (abbreviations.has(word) ? word.toUpperCase() : word))
  const label = words.join(' ')
  return label.charAt(0).toUpperCase() + label.slice(1)
}

/** What was kept, as the form shows it. */
export function enteredOf(fields: readonly SchemaField[], values: Readonly<Record<string, unknown>>): Entered {
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = values[name]
      if (value === undefined || value === null) return []
      return [[name, typeof value === 'string' ? value : JSON.stringify(value)]]
    }),
  )
}

export type Collected =
  | { readonly ok: true; readonly values: Record<string, unknown> }
  /** What is wrong, by field. */
  | { readonly ok: false; readonly problems: Readonly<Record<string, string>> }

/** What was entered, as the API takes it. Fields that were left empty are left out. Whether it fits is the API's to say. */
export function collect(fields: readonly SchemaField[], entered: Entered): Collected {
  const values: Record<string, unknown> = {}
  const problems: Record<string, string> = {}
  for (const { name, kind, required } of fields) {
    const text = entered[name] ?? ''
    if (text === '') {
      if (required && kind !== 'flag') problems[name] = 'This is missing.'
      continue
    }
    const value = valueOf(kind, text)
    if (value === undefined) problems[name] = unreadable(kind)
    else values[name] = value
  }
  return Object.keys(problems).length === 0 ? { ok: true, values } : { ok: false, problems }
}

function valueOf(kind: FieldKind, text: string): unknown {
  if (kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : undefined
  if (kind === 'flag') return text === 'true'
  if (kind !== 'json') return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const unreadable = (kind: FieldKind): string => (kind === 'number' ? 'This is no number.' : 'This is no valid JSON.')

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const numberUnder = <Name extends string>(name: Name, value: unknown): { [Key in Name]?: number } =>
  typeof value === 'number' ? ({ [name]: value } as { [Key in Name]: number }) : {}
