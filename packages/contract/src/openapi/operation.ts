/** One route as an operation of the document. */
import type { TObject } from 'typebox'
import type { FilePart, RouteRow } from '../route.ts'
import { codeSamples } from './code-samples.ts'
import { headerRefs, headersOf, refer } from './components.ts'
import { failures } from './failures.ts'

/** The operation object of a route. */
export function operation(route: RouteRow, baseUrl: string): object {
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    description: `${route.description}\n\n${scopeSentence(route)}`,
    parameters: [
      ...parameters('path', route.params, route.example.params),
      ...parameters('query', route.query, route.example.query),
      ...(route.idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...(route.body === undefined ? {} : { requestBody: requestBody(route, route.body) }),
    responses: {
      [route.reply.status]: success(route),
      ...(route.reply.or && {
        [route.reply.or.status]: { ...success(route), description: route.reply.or.description },
      }),
      ...failures(route),
    },
    ...(route.scope === 'none' ? { security: [] } : {}),
    'x-scope': route.scope,
    'x-codeSamples': codeSamples(route, baseUrl),
  }
}

function scopeSentence(route: RouteRow): string {
  if (route.scope === 'none') return 'No key is needed.'
  return route.scope === 'any' ? 'Any valid key.' : `Needs the scope \`${route.scope}\`.`
}

function parameters(place: 'path' | 'query', schema: TObject | undefined, example: object = {}): object[] {
  const examples = example as Record<string, unknown>
  const required = (schema?.required ?? []) as readonly string[]
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property as { description?: string }
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: refer(rest),
      ...(examples[name] === undefined ? {} : { example: examples[name] }),
    }
  })
}

function requestBody(route: RouteRow, schema: object): object {
  if (route.file) return multipartBody(route, schema, route.file)
  return {
    required: route.bodyOptional !== true,
    content: {
      'application/json': {
        schema: refer(schema),
        ...(route.example.body === undefined ? {} : { example: route.example.body }),
      },
    },
  }
}

function multipartBody(route: RouteRow, schema: object, { field, description }: FilePart): object {
  const { properties, required = [], ...rest } = refer(schema) as { properties: object; required?: string[] }
  const file = { type: 'string', format: 'binary', description }
  const { file: example, body = {} } = route.example
  return {
    required: true,
    content: {
      'multipart/form-data': {
        schema: { ...rest, required: [field, ...required], properties: { [field]: file, ...properties } },
        ...(example === undefined ? {} : { example: { [field]: example.name, ...body } }),
      },
    },
  }
}

function success(route: RouteRow): object {
  const replayed = route.idempotent ? (['Idempotent-Replayed'] as const) : []
  const reply = { description: route.reply.description, headers: headerRefs([...headersOf(route), ...replayed]) }
  if (route.reply.schema === null) return reply
  return {
    ...reply,
    content: {
      [route.reply.mediaType ?? 'application/json']: {
        schema: refer(route.reply.schema),
        example: route.example.reply,
      },
      ...(route.reply.streamed === undefined
        ? {}
        : { 'text/event-stream': { schema: { type: 'string', description: route.reply.streamed } } }),
    },
  }
}
