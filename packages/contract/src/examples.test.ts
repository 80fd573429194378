import assert from 'node:assert/strict'
import { test } from 'node:test'
import addFormats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { errorsOf, errors, eventTypes, events, isEventType, routes, tags, type RouteRow } from './index.ts'

const ajv = new Ajv2020({ strict: true, allErrors: true, strictTypes: false })
addFormats.default(ajv)
const all = Object.entries(routes) as [string, RouteRow][]

const check = (schema: object, value: unknown, what: string) => {
  assert.ok(ajv.validate(schema, value), `${what}: ${ajv.errorsText()}`)
}

/** Refuses fields that a schema does not name, so that an example cannot show what is not promised. */
const closed = (schema: object): object =>
  JSON.parse(JSON.stringify(schema), (_name, value: unknown) =>
    isObject(value) && isObject(value['properties']) && value['additionalProperties'] !== true
      ? { ...value, additionalProperties: false }
      : value,
  ) as object
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

for (const [id, route] of all) {
  test(`${id}: its examples are what its schemas say`, () => {
    const { params, query, body, reply } = route.example
    if (route.params) check(route.params, params, 'params')
    if (query) check(route.query ?? assert.fail('no query declared'), query, 'query')
    if (route.body) check(route.body, body, 'body')
    if (route.reply.schema) check(closed(route.reply.schema), reply, 'reply')
    else assert.equal(reply, undefined)
  })

  test(`${id}: its row is complete`, () => {
    assert.equal(route.id, id)
    assert.ok(Object.hasOwn(tags, route.tag), `unknown tag ${route.tag}`)
    assert.ok(route.summary.length > 0 && route.description.length > 0)
    assert.match(route.path, route.surface === 'v1' ? /^\/v1\// : /^\/api\/v1\/m2m\//)
    assert.equal(route.idempotent, route.method === 'POST', 'every POST is idempotent, and nothing else')
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1])
    assert.deepEqual(Object.keys(route.params?.properties ?? {}), inPath, 'path and params name the same')
    for (const code of route.errors) assert.ok(Object.hasOwn(errors, code), `unknown error ${code}`)
    assert.ok(errorsOf(route).includes('INTERNAL_ERROR'))
  })
}

test('no two routes share a method and a path', () => {
  const seen = all.map(([, route]) => `${route.method} ${route.path.replaceAll(/\{\w+\}/g, '{}')}`)
  assert.equal(new Set(seen).size, seen.length)
})

test('every route but the health check needs a key', () => {
  assert.deepEqual(
    all.filter(([, route]) => route.scope === 'none').map(([id]) => id),
    ['system.health'],
  )
})

for (const type of eventTypes) {
  test(`${type}: its example is what its schema says, and is marked when it is a test`, () => {
    assert.ok(isEventType(type))
    check({ ...events[type].data, additionalProperties: false }, events[type].example, type)
    check(events[type].data, { ...events[type].example, test: true }, type)
    assert.ok(type.startsWith(`${events[type].category}.`))
  })
}
