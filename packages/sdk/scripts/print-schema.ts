/** Prints a JSON Schema of the contract as a TypeScript type. Knows what the contract uses, and refuses the rest. */

export interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: boolean | Schema
  readonly description?: string
}

export interface PrintOptions {
  /** Name of a schema that has one; it is printed instead of what is inside. */
  readonly nameOf: (schema: Schema) => string | undefined
  /** Inputs may be given as `undefined`, which the client leaves out. */
  readonly optionalsMayBeUndefined: boolean
}

export function printType(schema: Schema, options: PrintOptions, indent = ''): string {
  const name = options.nameOf(schema)
  if (name !== undefined) return name
  if (schema.enum) return printEnum(schema.enum, options)
  if (schema.anyOf) return union(schema.anyOf.map((branch) => printType(branch, options, indent)))
  if (typeof schema.type === 'object') {
    return union(schema.type.map((type) => printType({ ...schema, type }, options, indent)))
  }
  switch (schema.type) {
    case undefined:
      return 'unknown'
    case 'null':
    case 'string':
    case 'boolean':
      return schema.type
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      return printArray(printType(schema.items ?? {}, options, indent))
    case 'object':
      return printObject(schema, options, indent)
    default:
      throw new Error(`No TypeScript is known for ${JSON.stringify(schema)}`)
  }
}

/** The body of an interface: fields with their descriptions, and the braces around them. */
export function printFields(schema: Schema, options: PrintOptions, indent = ''): string {
  const inner = `${indent}  `
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const optional = !(schema.required ?? []).includes(name)
    const type = printType(field, options, inner)
    const mark = optional ? '?' : ''
    const orUndefined = optional && options.optionalsMayBeUndefined ? ' | undefined' : ''
    return `${printComment(field.description, inner)}${inner}${printKey(name)}${mark}: ${type}${orUndefined}\n`
  })
  return fields.length === 0 ? '{}' : `{\n${fields.join('')}${indent}}`
}

export function printComment(text: string | undefined, indent = ''): string {
  if (text === undefined) return ''
  const safe = text.replaceAll('*/', '*\\/')
  const line = `${indent}/** ${safe} */\n`
  if (line.length <= 121) return line
  return `${indent}/**\n${wrap(safe, 120 - indent.length - 3)
    .map((words) => `${indent} * ${words}\n`)
    .join('')}${indent} */\n`
}

export const printKey = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`)

function printEnum(values: readonly unknown[], options: PrintOptions): string {
  const named = options.nameOf({ type: 'string', enum: values.filter((value) => value !== null) })
  const words = named === undefined ? values.filter((value) => value !== null).map(printLiteral) : [named]
  return union(values.includes(null) ? [...words, 'null'] : words)
}

const printLiteral = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))

function printArray(item: string): string {
  return /[ |{]/.test(item) ? `Array<${item}>` : `${item}[]`
}

function printObject(schema: Schema, options: PrintOptions, indent: string): string {
  if (schema.properties) return printFields(schema, options, indent)
  const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {}
  return `Record<string, ${printType(values, options, indent)}>`
}

const union = (types: readonly string[]): string => [...new Set(types)].join(' | ')

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
