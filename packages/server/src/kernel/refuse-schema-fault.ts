import type { ErrorObject } from 'ajv'

import { type ApiError, invalid } from './api-error.ts'

/** ajv's first complaint, as the name of the field and a sentence about it. `within`: what the schema is about. */
export function refuseSchemaFault(errors: readonly ErrorObject[] | null | undefined, within = ''): ApiError {
  const error = errors?.[0]
  if (!error) return invalid(within || 'body', 'it does not fit')
  const path = error.instancePath.split('/').slice(1).map(unescapePointer)
  const params = error.params as Record<string, unknown>
  if (error.keyword === 'required') path.push(String(params['missingProperty']))
  if (error.keyword === 'additionalProperties') path.push(String(params['additionalProperty']))
  const param = path.reduce(
    (name, part) => (/^\d+$/.test(part) ? `${name}[${part}]` : name ? `${name}.${part}` : part),
    within,
  )
  return invalid(param === '' ? 'body' : param, problemOf(error, params))
}

function problemOf(error: ErrorObject, params: Record<string, unknown>): string {
  switch (error.keyword) {
    case 'required':
      return 'it is missing'
    case 'additionalProperties':
      return 'there is no such field'
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
