/** How to call a route, in three languages, made from its row's example. */
import type { RouteRow } from '../route.ts'

export interface CodeSample {
  readonly lang: string
  readonly label: string
  readonly source: string
}

interface Call {
  readonly method: string
  readonly url: string
  readonly key: boolean
  readonly body: object | undefined
  /** The body is then a form with it, and with the fields of `body`. */
  readonly file: { readonly field: string; readonly name: string; readonly content: string } | null
  readonly idempotent: boolean
}

/** curl, JavaScript and Python, in this order. */
export function codeSamples(route: RouteRow, baseUrl: string): CodeSample[] {
  const call: Call = {
    method: route.method,
    url: baseUrl + examplePath(route) + exampleQuery(route),
    key: route.scope !== 'none',
    body: route.example.body,
    file: route.file && route.example.file ? { field: route.file.field, ...route.example.file } : null,
    idempotent: route.idempotent,
  }
  return [
    { lang: 'shell', label: 'curl', source: curl(call) },
    { lang: 'javascript', label: 'JavaScript', source: javascript(call) },
    { lang: 'python', label: 'Python', source: python(call) },
  ]
}

function examplePath(route: RouteRow): string {
  const params = (route.example.params ?? {}) as Record<string, string>
  return route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(params[name] ?? name))
}

function exampleQuery(route: RouteRow): string {
  const query = Object.entries(route.example.query ?? {}).map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
  )
  return query.length === 0 ? '' : `?${query.join('&')}`
}

/** Works in every POSIX shell: whatever stands in single quotes is taken as it is. */
const quoted = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`

function curl(call: Call): string {
  const lines = [`curl${call.method === 'GET' ? '' : ` -X ${call.method}`} ${quoted(call.url)}`]
  if (call.key) lines.push(`-H "x-api-key: $POSTHORN_API_KEY"`)
  if (call.idempotent) lines.push(`-H "Idempotency-Key: $(uuidgen)"`)
  if (call.file) {
    lines.push(`-F ${quoted(`${call.file.field}=@${call.file.name}`)}`)
    for (const [name, value] of formFields(call)) lines.push(`-F ${quoted(`${name}=${value}`)}`)
  } else if (call.body !== undefined) {
    lines.push(`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(call.body, null, 2))}`)
  }
  return lines.join(' \\\n  ')
}

const formFields = (call: Call): [string, string][] =>
  Object.entries(call.body ?? {}).map(([name, value]): [string, string] => [name, String(value)])

function javascript(call: Call): string {
  const headers = [
    ...(call.key ? [`    'x-api-key': process.env.POSTHORN_API_KEY,`] : []),
    ...(call.idempotent ? [`    'Idempotency-Key': crypto.randomUUID(),`] : []),
    ...(call.body === undefined || call.file ? [] : [`    'Content-Type': 'application/json',`]),
  ]
  const options = [
    ...(call.method === 'GET' ? [] : [`  method: '${call.method}',`]),
    ...(headers.length === 0 ? [] : ['  headers: {', ...headers, '  },']),
    ...(call.file ? ['  body: form,'] : []),
    ...(call.body === undefined || call.file
      ? []
      : [`  body: JSON.stringify(${indented(JSON.stringify(call.body, null, 2))}),`]),
  ]
  const url = JSON.stringify(call.url)
  const request = options.length === 0 ? `fetch(${url})` : `fetch(${url}, {\n${options.join('\n')}\n})`
  return `${javascriptForm(call)}const response = await ${request}\nconsole.log(response.status, await response.text())`
}

function javascriptForm(call: Call): string {
  if (!call.file) return ''
  const name = JSON.stringify(call.file.name)
  const lines = [
    'const form = new FormData()',
    `form.set('${call.file.field}', new File([${JSON.stringify(call.file.content)}], ${name}))`,
    ...formFields(call).map(([field, value]) => `form.set('${field}', ${JSON.stringify(value)})`),
  ]
  return `${lines.join('\n')}\n`
}

function python(call: Call): string {
  const imports = [...(call.key ? ['import os'] : []), ...(call.idempotent ? ['import uuid'] : []), 'import requests']
  const headers = [
    ...(call.key ? [`        "x-api-key": os.environ["POSTHORN_API_KEY"],`] : []),
    ...(call.idempotent ? [`        "Idempotency-Key": str(uuid.uuid4()),`] : []),
  ]
  const parts = [
    `    ${JSON.stringify(call.url)},`,
    ...(headers.length === 0 ? [] : ['    headers={', ...headers, '    },']),
    ...(call.file ? [`    files={"${call.file.field}": open(${JSON.stringify(call.file.name)}, "rb")},`] : []),
    ...(call.file && call.body ? [`    data=${indented(pythonLiteral(call.body), '    ')},`] : []),
    ...(call.body === undefined || call.file ? [] : [`    json=${indented(pythonLiteral(call.body), '    ')},`]),
    '    timeout=15,',
  ]
  return [
    ...imports,
    '',
    `response = requests.${call.method.toLowerCase()}(`,
    ...parts,
    ')',
    'print(response.status_code, response.text)',
  ].join('\n')
}

const indented = (text: string, by = '  ') => text.replaceAll('\n', `\n${by}`)

/** JSON as Python writes it: only the three words differ. */
function pythonLiteral(value: unknown, depth = 0): string {
  const inner = '    '.repeat(depth + 1)
  const outer = '    '.repeat(depth)
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (value === null) return 'None'
  if (Array.isArray(value)) return `[${value.map((item) => pythonLiteral(item, depth + 1)).join(', ')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const lines = Object.entries(value).map(
    ([name, item]) => `${inner}${JSON.stringify(name)}: ${pythonLiteral(item, depth + 1)},`,
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${outer}}`
}
