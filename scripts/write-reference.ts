/**
 * Writes docs/reference from the contract and from the table of settings. Run with --check to see, and say with exit
 * code 1, whether the files are behind; the tests do.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import {
  allScopes,
  errors,
  errorsOf,
  eventCategories,
  events,
  eventTypes,
  renamedEvents,
  routes,
  type RouteRow,
  scopeAliases,
  scopes,
  type StateMachine,
  stateMachines,
  tags,
} from '@posthorn/contract'
import { format, resolveConfig } from 'prettier'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = join(root, 'docs', 'reference')
const all = Object.values(routes) as RouteRow[]

const code = (text: string) => `\`${text}\``
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
const json = (value: unknown) => ['```json', JSON.stringify(value, null, 2), '```'].join('\n')

interface Property {
  readonly description?: string
  readonly type?: string | string[]
  readonly enum?: unknown[]
  readonly anyOf?: Property[]
  readonly items?: Property
  readonly properties?: Record<string, Property>
  readonly required?: string[]
  readonly [limit: string]: unknown
}

const limitNames = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'format', 'default']

/** A schema in a few words: its type, its values, its limits. */
function inWords(schema: Property): string {
  const type = typeInWords(schema)
  const limits = limitNames
    .filter((name) => schema[name] !== undefined)
    .map((name) => `${name} ${code(String(schema[name]))}`)
  return [type, ...limits].join(', ')
}

function typeInWords(schema: Property): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(', ')
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeInWords).join(' or ')
  const types = [schema.type ?? 'any'].flat()
  return types
    .map((type) => (type === 'array' ? `array of ${schema.items ? typeInWords(schema.items) : 'anything'}` : type))
    .join(' or ')
}

function fieldTable(schema: Property): string {
  const required = schema.required ?? []
  return table(
    ['Field', 'Required', 'Type', 'What'],
    Object.entries(schema.properties ?? {}).map(([name, property]) => [
      code(name),
      required.includes(name) ? 'yes' : '',
      inWords(property),
      property.description ?? '',
    ]),
  )
}

function api(): string {
  const sections = Object.entries(tags).flatMap(([tag, about]) => [
    `## ${tag}\n\n${about}`,
    ...all.filter((route) => route.tag === tag).map(routeSection),
  ])
  return [
    '# API',
    'Every route, made from the contract. The same, interactive, is at `/docs` of a running server; as OpenAPI 3.1 at `/openapi.json`.',
    table(
      ['Route', 'Scope', 'What'],
      all.map((route) => [code(`${route.method} ${route.path}`), scopeCell(route), route.summary]),
    ),
    ...sections,
  ].join('\n\n')
}

const scopeCell = (route: RouteRow) =>
  route.scope === 'none' ? 'no key' : route.scope === 'any' ? 'any key' : code(route.scope)

function routeSection(route: RouteRow): string {
  const parts = [
    `### ${route.summary}`,
    `${code(`${route.method} ${route.path}`)} · ${scopeCell(route)}`,
    route.description,
  ]
  if (route.query) parts.push('Query:', fieldTable(route.query as unknown as Property))
  if (route.body)
    parts.push(route.bodyOptional ? 'Body (may be left out):' : 'Body:', fieldTable(route.body as Property))
  if (route.example.body) parts.push(json(route.example.body))
  parts.push(`Reply ${route.reply.status}: ${route.reply.description}`)
  if (route.reply.or) parts.push(`Or ${route.reply.or.status}: ${route.reply.or.description}`)
  if (typeof route.example.reply === 'string') parts.push(['```', route.example.reply.trimEnd(), '```'].join('\n'))
  else if (route.example.reply) parts.push(json(route.example.reply))
  parts.push(
    `Errors: ${errorsOf(route)
      .map((name) => `[${name}](errors.md)`)
      .join(', ')}.`,
  )
  return parts.join('\n\n')
}

function eventsPage(): string {
  return [
    '# Events',
    'Every event that Posthorn emits, made from the contract. Subscribe to a type (`message.received`), a category (`message.*` or `message`), or everything (`*`). Publish your own as `custom.*` with `POST /v1/events`.',
    'Every event is the envelope `{id, event, event_id, timestamp, workspace_id, data}`; the fields below are those of `data`.',
    table(
      ['Event', 'What'],
      eventTypes.map((type) => [code(type), events[type].summary]),
    ),
    ...eventCategories.flatMap((category) => [
      `## ${category}`,
      ...eventTypes
        .filter((type) => events[type].category === category)
        .map((type) =>
          [
            `### ${type}`,
            events[type].summary,
            fieldTable(events[type].data as unknown as Property),
            json(events[type].example),
          ].join('\n\n'),
        ),
    ]),
    '## Names that are refused',
    'Names of other platforms and older versions, and what to use instead.',
    table(
      ['Refused', 'Use'],
      Object.entries(renamedEvents).map(([old, name]) => [code(old), code(name)]),
    ),
  ].join('\n\n')
}

function errorsPage(): string {
  return [
    '# Errors',
    'Every error, made from the contract. On `/v1` paths a reply has `error.code`, `error.type`, `error.number` and `error.message`; on `/api/v1/m2m` paths `error` is the one string of the last column. Rows of one family share a code and differ in type.',
    table(
      ['Name', 'Status', 'code', 'type', 'number', 'Retry', 'Message', 'm2m'],
      Object.entries(errors).map(([name, row]) => [
        code(name),
        String(row.status),
        code(row.code),
        code(row.type),
        row.number === null ? '' : String(row.number),
        row.retryable ? 'yes' : '',
        row.message,
        code(row.m2m),
      ]),
    ),
  ].join('\n\n')
}

function scopesPage(): string {
  const routesOf = (scope: string) =>
    all.filter((route) => route.scope === scope).map((route) => code(`${route.method} ${route.path}`))
  return [
    '# Scopes',
    'What a key may do, made from the contract. `admin` implies every other scope.',
    table(
      ['Scope', 'Allows', 'Routes'],
      allScopes.map((scope) => [code(scope), scopes[scope], routesOf(scope).join(', ')]),
    ),
    '## Aliases',
    'Accepted when a key is made, for programs that were written for other platforms. A key gives back what was asked for, and the canonical scopes beside it.',
    table(
      ['Alias', 'Stands for'],
      Object.entries(scopeAliases).map(([alias, meant]) => [code(alias), meant.map(code).join(', ')]),
    ),
  ].join('\n\n')
}

function statesPage(): string {
  const sections = (Object.keys(stateMachines) as StateMachine[]).map((name) => {
    const { states, moves, allowedFrom } = stateMachines[name]
    const to = moves as Record<string, readonly string[]>
    const actions = Object.entries(allowedFrom as Record<string, readonly string[]>)
    return [
      `## ${name}`,
      table(
        ['From', 'To'],
        states.map((state) => [code(state), (to[state] ?? []).map(code).join(', ') || 'nowhere']),
      ),
      ...(actions.length === 0
        ? []
        : [
            table(
              ['Action', 'Allowed in'],
              actions.map(([action, from]) => [action, from.map(code).join(', ')]),
            ),
          ]),
    ].join('\n\n')
  })
  return [
    '# States',
    'Every state and every move there is, made from the contract. A move that is not listed is refused.',
    ...sections,
  ].join('\n\n')
}

interface Setting {
  readonly default?: string | number | boolean | null
  readonly doc: string
  readonly type?: unknown
}

/** The settings, once the server has their table. */
async function configurationPage(): Promise<string | undefined> {
  const file = join(root, 'packages', 'server', 'src', 'config.ts')
  if (!existsSync(file)) return undefined
  const { settings } = (await import(pathToFileURL(file).href)) as { settings?: Record<string, Setting> }
  if (settings === undefined) return undefined
  return [
    '# Configuration',
    'Every setting, made from the table that the server reads. Settings are environment variables; a wrong value stops the start, with all faults at once.',
    table(
      ['Variable', 'Type', 'Default', 'What'],
      Object.entries(settings).map(([name, setting]) => [
        code(name),
        typeof setting.type === 'string' ? setting.type : '',
        setting.default === undefined || setting.default === null || setting.default === ''
          ? ''
          : code(String(setting.default)),
        setting.doc,
      ]),
    ),
  ].join('\n\n')
}

async function pages(): Promise<Map<string, string>> {
  const found = new Map([
    ['api.md', api()],
    ['events.md', eventsPage()],
    ['errors.md', errorsPage()],
    ['scopes.md', scopesPage()],
    ['states.md', statesPage()],
  ])
  const configuration = await configurationPage()
  if (configuration !== undefined) found.set('configuration.md', configuration)
  const style = await resolveConfig(join(root, 'package.json'))
  for (const [name, text] of found) {
    const marked = `<!-- Made by \`npm run docs\` from the code. Do not edit. -->\n\n${text}\n`
    found.set(name, await format(marked, { ...style, parser: 'markdown' }))
  }
  return found
}

/** Names of the files that differ from what they should be. */
async function outdated(wanted: Map<string, string>): Promise<string[]> {
  const differ: string[] = []
  for (const [name, text] of wanted) {
    const present = await readFile(join(folder, name), 'utf8').catch(() => '')
    if (present !== text) differ.push(name)
  }
  return differ
}

const wanted = await pages()
const differ = await outdated(wanted)
if (process.argv.includes('--check')) {
  if (differ.length > 0) {
    console.error(`docs/reference is behind the code: ${differ.join(', ')}. Run "npm run docs".`)
    process.exitCode = 1
  }
} else {
  await mkdir(folder, { recursive: true })
  for (const name of differ) await writeFile(join(folder, name), wanted.get(name) ?? '')
  console.log(differ.length === 0 ? 'docs/reference is up to date' : `wrote ${differ.join(', ')}`)
}
