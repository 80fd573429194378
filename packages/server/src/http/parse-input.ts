import type { RouteRow } from '@posthorn/contract'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats, { type FormatsPlugin } from 'ajv-formats'

import { ApiError, invalid, notFound } from '../kernel/api-error.ts'
import { isTime } from './is-time.ts'
import { readJson } from './read-json.ts'
import { withoutNul } from './without-nul.ts'

/** Turns what arrived into what a route's row declares, or says which field is wrong and how. */
export interface InputParser {
  params(raw: unknown): unknown
  query(raw: unknown): unknown
  body(raw: Buffer | undefined, contentType: string | undefined): unknown
}

// ajv-formats is CommonJS: what the import gives is the module, which is also the function.
const formats = addFormats as unknown as FormatsPlugin
const strict = new Ajv({ strict: false, allErrors: false, useDefaults: false })
const coercing = new Ajv({ strict: false, allErrors: false, coerceTypes: true, useDefaults: false })
for (const ajv of [strict, coercing]) {
  formats(ajv, ['email', 'uri'])
  ajv.addFormat('date-time', isTime)
}

/** Numbers of a query are pages and sizes. No list is that long, and its offset stays a number that a database takes. */
const MOST_IN_QUERY = 1_000_000_000

export function createInputParser(row: RouteRow): InputParser {
  const checkParams = row.params && strict.compile(row.params)
  const checkQuery = row.query && coercing.compile(row.query)
  const checkBody = row.body && strict.compile(row.body)
  return {
    params(raw) {
      // An id of the wrong form names nothing.
      if (checkParams && !checkParams(raw)) throw notFound(row.tag.toLowerCase().replace(/s$/, ''))
      return raw
    },
    query(raw) {
      if (!checkQuery) return undefined
      const query = checked(checkQuery, { ...(raw as object) }) as Record<string, unknown>
      for (const [name, value] of Object.entries(query)) {
        if (typeof value === 'number' && value > MOST_IN_QUERY) throw invalid(name, 'it is too large')
      }
      return query
    },
    body(raw, contentType) {
      if (!checkBody) return undefined
      if (raw === undefined || raw.length === 0) {
        if (row.bodyOptional) return {}
        throw new ApiError('VALIDATION_ERROR', { param: 'body', words: { problem: 'it is empty; send a JSON object' } })
      }
      if (contentType === undefined || !/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType)) {
        throw new ApiError('UNSUPPORTED_MEDIA_TYPE')
      }
      return checked(checkBody, withoutNul(row.body ?? {}, readJson(raw), raw))
    },
  }
}

function checked(check: ValidateFunction, value: unknown): unknown {
  if (check(value)) return value
  const error = check.errors?.[0]
  throw error ? refusal(error) : invalid('body', 'it does not fit')
}

/** ajv's first complaint, as the name of the field and a sentence about it. */
function refusal(error: ErrorObject): ApiError {
  const path = error.instancePath.split('/').slice(1).map(unescapePointer)
  if (error.keyword === 'required') path.push((error.params as { missingProperty: string }).missingProperty)
  const param = path.reduce(
    (name, part) => (/^\d+$/.test(part) ? `${name}[${part}]` : name ? `${name}.${part}` : part),
    '',
  )
  return invalid(param === '' ? 'body' : param, problemOf(error))
}

function problemOf(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>
  switch (error.keyword) {
    case 'required':
      return 'it is missing'
    case 'enum':
      return `it must be one of ${(params['allowedValues'] as (string | null)[]).filter((value) => value !== null).join(', ')}`
    case 'type':
      return `it must be of type ${String(params['type']).replace(',', ' or ')}`
    case 'pattern':
      return 'it does not have the right form'
    case 'format':
      return params['format'] === 'date-time'
        ? 'it must be an ISO 8601 time such as 2026-04-19T14:30:00Z'
        : `it is not a valid ${String(params['format'])}`
    default:
      return `it ${error.message ?? 'does not fit'}`
  }
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}
