import type { RouteRow } from '@posthorn/contract'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats, { type FormatsPlugin } from 'ajv-formats'

import { ApiError, invalid, notFound } from '../kernel/api-error.ts'
import { refuseSchemaFault } from '../kernel/refuse-schema-fault.ts'
import { isTime } from './is-time.ts'
import { readJson } from './read-json.ts'
import { withoutNul } from './without-nul.ts'

/** Turns what arrived into what a route's row declares, or says which field is wrong and how. */
export interface InputParser {
  params(raw: unknown): unknown
  query(raw: unknown): unknown
  body(raw: Buffer | undefined, contentType: string | undefined): unknown
  /** What stands in the place of `body` where a form was sent. */
  fields(fields: Readonly<Record<string, string>>): unknown
}

// ajv-formats is CommonJS: what the import gives is the module, which is also the function.
const formats = addFormats as unknown as FormatsPlugin
const strict = new Ajv({ strict: false, allErrors: false, useDefaults: false })
const coercing = new Ajv({ strict: false, allErrors: false, coerceTypes: true, useDefaults: false })
for (const ajv of [strict, coercing]) {
  formats(ajv, ['email', 'uri'])
  ajv.addFormat('date-time', isTime)
}

/** What UNSUPPORTED_MEDIA_TYPE says of a row that takes JSON. */
export const JSON_EXPECTED = { kind: 'JSON', content_type: 'application/json' }

/** Numbers of a query are pages and sizes. No list is that long, and its offset stays a number that a database takes. */
const MOST_IN_QUERY = 1_000_000_000

export function createInputParser(row: RouteRow): InputParser {
  const checkParams = row.params && strict.compile(row.params)
  const checkQuery = row.query && coercing.compile(row.query)
  const checkBody = row.body && strict.compile(row.body)
  const checkFields = row.body && row.file && coercing.compile(row.body)
  return {
    params(raw) {
      // An id of the wrong form names nothing.
      if (checkParams && !checkParams(raw)) throw notFound(nameOf(row, checkParams.errors?.[0]?.instancePath ?? ''))
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
        throw new ApiError('UNSUPPORTED_MEDIA_TYPE', { words: JSON_EXPECTED })
      }
      return checked(checkBody, withoutNul(row.body ?? {}, readJson(raw), raw))
    },
    fields(fields) {
      // An empty field of a form is one that nobody filled in.
      const given = Object.entries(fields).filter(([, value]) => value !== '')
      return checkFields ? checked(checkFields, Object.fromEntries(given)) : undefined
    },
  }
}

/** What a path parameter names: on the chat surface, whose clients know the words, by its own name. */
function nameOf({ surface, tag }: RouteRow, instancePath: string): string {
  if (surface === 'v1') return tag.toLowerCase().replace(/s$/, '')
  return instancePath.slice(1).replace(/_id$/, '')
}

function checked(check: ValidateFunction, value: unknown): unknown {
  if (check(value)) return value
  throw refuseSchemaFault(check.errors)
}
