// Holds replies to the contract: what the table promises is what the server must say.
import assert from 'node:assert/strict'

import { ErrorBody, errorsOf, errors, M2mErrorBody, type RouteRow } from '@posthorn/contract'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** A reply as it came over the wire. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The text parsed; undefined where there is none. */
  readonly body: unknown
}

/** What every refusal on a `/v1` path says. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly type: string
  readonly number: number | null
  readonly message: string
  readonly param: string | null
  readonly retryAfter: number | null
  readonly headers: Headers
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)

/** Asserts that a success is exactly what the row promises: its status, its shape. */
export function checkReply(row: RouteRow, reply: Reply): void {
  const where = `${row.id} answered ${reply.status} ${reply.text.slice(0, 2_000)}`
  checkHeaders(reply, where)
  assert.ok([row.reply.status, row.reply.or?.status].includes(reply.status as 200), where)
  if (row.reply.streamed !== undefined && reply.headers.get('content-type')?.startsWith('text/event-stream'))
    return assert.match(reply.text, /\bevent: (answer|error)\ndata: \{.*\}\n\n$/, where)
  if (row.reply.schema === null) return assert.equal(reply.text, '', where)
  assert.ok(reply.headers.get('content-type')?.startsWith(row.reply.mediaType ?? 'application/json'), where)
  checkSchema(row.reply.schema, row.reply.mediaType === undefined ? reply : { ...reply, body: reply.text }, where)
}

/** Asserts that a refusal has the contract's shape and is one that the row may answer with. */
export function checkRefusal(row: RouteRow | undefined, reply: Reply): Refusal {
  const where = `${row?.id ?? 'no route'} answered ${reply.status} ${reply.text.slice(0, 2_000)}`
  checkHeaders(reply, where)
  if (row?.surface === 'm2m' || typeof (reply.body as { error?: unknown } | undefined)?.error === 'string')
    return checkM2mRefusal(row, reply, where)
  checkSchema(ErrorBody, reply, where)
  const { error, meta } = reply.body as ErrorBody
  assert.equal(meta.request_id, reply.headers.get('x-request-id'), where)
  assert.equal(error.status, reply.status, where)
  const known = Object.entries(errors).find(([, each]) => each.type === error.type)
  assert.ok(known, where)
  const { status, code, number, message } = known[1]
  for (const [word] of message.matchAll(/\{\w+\}/g)) {
    assert.ok(!error.message.includes(word), `${word} is not filled in: ${where}`)
  }
  assert.deepEqual({ status: error.status, code: error.code, number: error.number }, { status, code, number }, where)
  if (row)
    assert.ok(
      errorsOf(row).some((each) => errors[each].type === error.type),
      `not an error of the row: ${where}`,
    )
  assert.equal(reply.headers.get('retry-after'), error.retry_after === null ? null : String(error.retry_after), where)
  return { ...error, retryAfter: error.retry_after, headers: reply.headers }
}

/** The same of the chat surface, whose errors are one string with a sentence. */
function checkM2mRefusal(row: RouteRow | undefined, reply: Reply, where: string): Refusal {
  checkSchema(M2mErrorBody, reply, where)
  const { error, message, request_id } = reply.body as M2mErrorBody
  assert.equal(request_id, reply.headers.get('x-request-id'), where)
  const possible = row ? errorsOf(row) : (Object.keys(errors) as (keyof typeof errors)[])
  const known = possible.find((code) => errors[code].status === reply.status && saysM2m(errors[code].m2m, error))
  assert.ok(known, `not an error of the row: ${where}`)
  assert.doesNotMatch(message, /\{\w+\}/, `a word is not filled in: ${where}`)
  const { status, code, type, number } = errors[known]
  const retryAfter = reply.headers.get('retry-after')
  return {
    ...{ status, code, type, number, message, headers: reply.headers },
    param: known === 'VALIDATION_ERROR' ? (/^([^:\s]+): /.exec(message)?.[1] ?? null) : null,
    retryAfter: retryAfter === null ? null : Number(retryAfter),
  }
}

/** Whether a reply's string is that of a row, which may hold words that are filled in. */
function saysM2m(row: string, error: string): boolean {
  const form = row.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '.+')
  return new RegExp(`^${form}$`, 's').test(error)
}

/** Asserts what every response carries (contract 2.5, 2.6). */
export function checkHeaders({ headers }: Reply, where: string): void {
  assert.match(headers.get('x-request-id') ?? 'none', /^req_[0-9A-Z]{26}$/, where)
  for (const name of ['limit', 'remaining', 'reset']) {
    assert.match(headers.get(`x-ratelimit-${name}`) ?? 'none', /^\d+$/, `x-ratelimit-${name}: ${where}`)
  }
}

function checkSchema(schema: object, { body }: Reply, where: string): void {
  const fits = ajv.validate(schema, body)
  assert.ok(fits, `${ajv.errorsText(ajv.errors, { dataVar: 'reply' })}: ${where}`)
}
