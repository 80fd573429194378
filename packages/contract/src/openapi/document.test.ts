import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { codeSamples, errors, errorsOf, eventTypes, openApiDocument, routes, type RouteRow } from '../index.ts'

const document = openApiDocument({ baseUrl: 'http://127.0.0.1:7676', version: '0.1.0' })
const all = Object.values(routes) as RouteRow[]

interface Reply {
  headers: object
  content?: { 'application/json': { examples?: object } }
}
interface Operation {
  operationId: string
  security?: object[]
  parameters: { $ref?: string; name?: string }[]
  responses: Record<string, Reply | { $ref: string }>
  'x-codeSamples': { label: string; source: string }[]
}
const sharedReplies = (document['components'] as { responses: Record<string, Reply> }).responses
const replyOf = (operation: Operation, status: string | number) => {
  const reply = operation.responses[status] ?? assert.fail(`no reply ${status}`)
  return '$ref' in reply ? (sharedReplies[reply.$ref.split('/').at(-1) ?? ''] ?? assert.fail(reply.$ref)) : reply
}
const operationOf = (route: RouteRow) =>
  (document['paths'] as Record<string, Record<string, Operation>>)[route.path]?.[route.method.toLowerCase()] ??
  assert.fail(route.id)

test('it is a valid OpenAPI 3.1 document', async () => {
  const { valid, errors: problems } = await new Validator().validate(structuredClone(document))
  assert.ok(valid, JSON.stringify(problems, null, 2)?.slice(0, 2000))
})

test('every reference in it leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((found) => found[1] ?? '')
  assert.ok(references.length > 100)
  for (const reference of new Set(references)) {
    let at: unknown = document
    for (const step of reference.split('/')) at = (at as Record<string, unknown>)[step]
    assert.ok(at, reference)
  }
})

test('the messages of the error examples are filled in', () => {
  const examples = (document['components'] as { examples: Record<string, { value: object }> }).examples
  for (const [code, { value }] of Object.entries(examples)) assert.doesNotMatch(JSON.stringify(value), /\{\w+\}/, code)
})

test('named objects are written once and referred to', () => {
  const reply = JSON.stringify([document['paths'], sharedReplies])
  for (const name of Object.keys((document['components'] as { schemas: object }).schemas)) {
    assert.ok(reply.includes(`"#/components/schemas/${name}"`), `${name} is never referred to`)
  }
})

test('every route is in it with its scope, its errors and its examples', () => {
  for (const route of all) {
    const operation = operationOf(route)
    assert.equal(operation.operationId, route.id)
    assert.deepEqual(operation.security, route.scope === 'none' ? [] : undefined)
    for (const code of errorsOf(route)) {
      const examples = replyOf(operation, errors[code].status).content?.['application/json'].examples ?? {}
      assert.ok(Object.hasOwn(examples, code), `${route.id} ${code}`)
    }
    const replies = Object.keys(operation.responses).map((status) => replyOf(operation, status))
    const rateLimited = replies.every((reply) => Object.hasOwn(reply.headers, 'X-RateLimit-Remaining'))
    assert.equal(rateLimited, route.scope !== 'none')
    const hasKey = operation.parameters.some((parameter) => parameter.$ref?.endsWith('/IdempotencyKey'))
    assert.equal(hasKey, route.idempotent)
  }
})

test('every event of the catalogue is one of its webhooks', () => {
  assert.deepEqual(Object.keys(document['webhooks'] as object), eventTypes)
})

test('every operation shows curl, JavaScript and Python', () => {
  for (const route of all) {
    assert.deepEqual(
      operationOf(route)['x-codeSamples'].map((sample) => sample.label),
      ['curl', 'JavaScript', 'Python'],
    )
  }
})

const samplesOf = (route: RouteRow) => {
  const [curl, javascript, python] = codeSamples(route, 'http://127.0.0.1:7676')
  return { curl: curl?.source ?? '', javascript: javascript?.source ?? '', python: python?.source ?? '' }
}

test('a shell reads the curl sample as it is meant, quotes included', () => {
  const route: RouteRow = { ...routes['sms.send'], example: { body: { to: '+1', message: "it's $HOME `now`" } } }
  const script = `curl() { printf '%s\\n' "$@"; }; uuidgen() { echo id; }; POSTHORN_API_KEY=key; ${samplesOf(route).curl}`
  assert.deepEqual(
    execFileSync('sh', ['-c', script], { encoding: 'utf8' }),
    [
      '-X',
      'POST',
      'http://127.0.0.1:7676/v1/sms/send',
      '-H',
      'x-api-key: key',
      '-H',
      'Idempotency-Key: id',
      '-H',
      'Content-Type: application/json',
      '-d',
      '{',
      '  "to": "+1",',
      `  "message": "it's $HOME \`now\`"`,
      '}',
      '',
    ].join('\n'),
  )
})

test('the JavaScript sample runs and sends what the example says', async () => {
  for (const route of all) {
    const sent: [string, RequestInit | undefined][] = []
    const fetch = (url: string, options?: RequestInit) => {
      sent.push([url, options])
      return Promise.resolve({ status: 200, text: () => Promise.resolve('') })
    }
    const AsyncFunction = (async () => undefined).constructor as new (
      ...parts: string[]
    ) => (...values: unknown[]) => Promise<void>
    const process = { env: { POSTHORN_API_KEY: 'key' } }
    await new AsyncFunction('fetch', 'process', 'console', samplesOf(route).javascript)(fetch, process, { log() {} })
    const [url, options] = sent[0] ?? assert.fail('nothing was sent')
    assert.ok(!url.includes('{'), url)
    assert.equal(options?.method ?? 'GET', route.method)
    const { file, body } = route.example
    if (route.file && file) {
      const form = options?.body as FormData
      const sent = form.get(route.file.field) as File
      assert.deepEqual([sent.name, await sent.text()], [file.name, file.content])
      for (const [name, value] of Object.entries(body ?? {})) assert.equal(form.get(name), String(value))
    } else assert.equal(options?.body, body && JSON.stringify(body))
  }
})

test('the Python sample writes true, false and null as Python does', () => {
  const route: RouteRow = {
    ...routes['events.publish'],
    example: { body: { data: { a: [true, false, null], b: {} } } },
  }
  assert.match(samplesOf(route).python, /"a": \[True, False, None\],\n\s+"b": \{\},/)
  assert.match(samplesOf(route).python, /requests\.post\(/)
})
