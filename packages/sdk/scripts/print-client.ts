/** Prints the client: one method for each row of the contract's table, grouped as the ids are (`webhooks.create`). */
import { routes, type RouteRow } from '@posthorn/contract'
import { printComment, printFields, printType, type PrintOptions, type Schema } from './print-schema.ts'

const rows = Object.values(routes) as RouteRow[]

const pascal = (id: string): string =>
  id
    .split('.')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
const camel = (name: string): string => name.replace(/_(\w)/g, (_whole, letter: string) => letter.toUpperCase())
const bodyName = (row: RouteRow): string => `${pascal(row.id)}Body`
const queryName = (row: RouteRow): string => `${pascal(row.id)}Query`

/** `inputs.ts`: what goes into each method. */
export function printInputs(options: PrintOptions): string {
  return rows
    .flatMap((row) => [
      ...(row.file
        ? [declareForm(row, row.file, options)]
        : row.body
          ? [declare(bodyName(row), `Body of \`${row.method} ${row.path}\`.`, row.body, options)]
          : []),
      ...(row.query ? [declare(queryName(row), `Query of \`${row.method} ${row.path}\`.`, row.query, options)] : []),
    ])
    .join('\n')
}

function declare(name: string, comment: string, schema: object, options: PrintOptions): string {
  return `${printComment(comment)}export interface ${name} ${printFields(schema, options)}\n`
}

/** The fields of a form, its file before them. */
function declareForm(
  row: RouteRow,
  { field, description }: NonNullable<RouteRow['file']>,
  options: PrintOptions,
): string {
  const comment = printComment(`Body of \`${row.method} ${row.path}\`; it goes out as a form.`)
  const fields = printFields(row.body ?? {}, options)
  const rest = fields === '{}' ? '}' : fields.slice(2)
  return `${comment}export interface ${bodyName(row)} {\n${printComment(description, '  ')}  ${field}: FileInput\n${rest}\n`
}

/** Names of all the types that `inputs.ts` declares. */
export const inputNames = (): string[] =>
  rows.flatMap((row) => [...(row.body ? [bodyName(row)] : []), ...(row.query ? [queryName(row)] : [])])

/** The body of `createResources`. */
export function printResources(options: PrintOptions): string {
  const groups = Map.groupBy(rows, (row) => row.id.split('.')[0] ?? '')
  return [...groups]
    .map(([name, group]) => `    ${name}: {\n${group.map((row) => printMethods(row, options)).join('\n')}    },\n`)
    .join('\n')
}

function printMethods(row: RouteRow, options: PrintOptions): string {
  const verb = row.id.split('.')[1] ?? ''
  const { kind, type } = replyOf(row, options)
  const doc = printComment(documentation(row), '      ')
  const main = printMethod(verb, row, `${kind}${type === '' ? '' : `<${type}>`}`)
  if (row.reply.streamed !== undefined) {
    const comment = printComment(`The same as \`${verb}\`, in pieces. ${row.reply.streamed}`, '      ')
    return doc + main + comment + printMethod(`${verb}Stream`, row, 'events')
  }
  if (kind !== 'page' && kind !== 'cursorPage') return doc + main
  const [allItems, allPages] = kind === 'page' ? ['items', 'pages'] : ['cursorItems', 'cursorPages']
  return [
    doc + main,
    printComment(`Every item of \`${verb}\`, page after page.`, '      ') +
      printMethod(`${verb}All`, row, `${allItems}<${type}>`),
    printComment(`Every page of \`${verb}\`, with its \`meta\`.`, '      ') +
      printMethod(`${verb}Pages`, row, `${allPages}<${type}>`),
  ].join('')
}

function printMethod(name: string, row: RouteRow, call: string): string {
  const params = Object.keys(row.params?.properties ?? {}).map((param) => `${camel(param)}: string`)
  const optionalBody = !row.file && (row.bodyOptional === true || !hasRequired(row.body))
  const inputs = [
    ...params,
    ...(row.body ? [`body: ${bodyName(row)}${optionalBody ? ' = {}' : ''}`] : []),
    ...(row.query ? [`query: ${queryName(row)}${hasRequired(row.query) ? '' : ' = {}'}`] : []),
    'options?: CallOptions',
  ]
  const request = [
    `method: '${row.method}'`,
    `path: ${printPath(row)}`,
    ...(row.body ? ['body'] : []),
    ...(row.file ? [`form: '${row.file.field}'`] : []),
    ...(row.query ? ['query'] : []),
    ...(row.reply.mediaType === undefined ? [] : [`accept: '${row.reply.mediaType}'`]),
    // The server gives up on an answer after 60 seconds, and says so.
    ...(row.reply.streamed === undefined ? [] : ['leastTimeoutMs: 65_000']),
  ]
  return `      ${name}: (${inputs.join(', ')}) =>\n        call.${call}({ ${request.join(', ')} }, options),\n`
}

const hasRequired = (schema: object | undefined): boolean => ((schema as Schema | undefined)?.required ?? []).length > 0

function printPath(row: RouteRow): string {
  if (!row.path.includes('{')) return `'${row.path}'`
  return `\`${row.path.replace(/\{(\w+)\}/g, (_whole, name: string) => `\${segment(${camel(name)})}`)}\``
}

function documentation(row: RouteRow): string {
  const scope = row.scope === 'none' || row.scope === 'any' ? '' : ` Needs the scope \`${row.scope}\`.`
  return `${row.summary}. ${row.description}${scope}`
}

type ReplyKind = 'none' | 'text' | 'bytes' | 'one' | 'page' | 'cursorPage' | 'bare'

/** What a reply is around its objects, and the type of these. */
function replyOf(row: RouteRow, options: PrintOptions): { kind: ReplyKind; type: string } {
  const schema: Schema | null = row.reply.schema
  if (schema === null) return { kind: 'none', type: '' }
  if (row.reply.mediaType === 'application/octet-stream') return { kind: 'bytes', type: '' }
  if (row.reply.mediaType !== undefined) return { kind: 'text', type: '' }
  const data = schema.properties?.['data']
  if (row.surface === 'm2m' || data === undefined) return { kind: 'bare', type: printType(schema, options) }
  const meta = schema.properties?.['meta']
  if (meta === undefined) return { kind: 'one', type: printType(data, options) }
  const kind = meta.properties?.['next_cursor'] === undefined ? 'page' : 'cursorPage'
  return { kind, type: printType(data.items ?? {}, options) }
}
