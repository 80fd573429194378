/** The error replies of the document: one for each status and set of errors, shared by the routes that have the same. */
import { errors, type ErrorCode } from '../errors.ts'
import { errorsOf, type RouteRow } from '../route.ts'
import { headerRefs, headersOf } from './components.ts'

/** `responses` of a route's errors, as references. */
export function failures(route: RouteRow): Record<string, object> {
  return Object.fromEntries(
    byStatus(route).map(([status, codes]) => [status, { $ref: `#/components/responses/${nameOf(route, codes)}` }]),
  )
}

/** What the references of all these routes lead to. */
export function failureComponents(all: readonly RouteRow[]): Record<string, object> {
  const found = all.flatMap((route) =>
    byStatus(route).map(([, codes]) => [nameOf(route, codes), failure(route, codes)]),
  )
  return Object.fromEntries(found) as Record<string, object>
}

function byStatus(route: RouteRow): [number, ErrorCode[]][] {
  const grouped = new Map<number, ErrorCode[]>()
  for (const code of errorsOf(route)) {
    const status = errors[code].status
    grouped.set(status, [...(grouped.get(status) ?? []), code])
  }
  return [...grouped]
}

/** The reply of a route without a key has other headers, and the chat surface's another shape, so they go by other names. */
const nameOf = (route: RouteRow, codes: readonly ErrorCode[]) =>
  `${route.surface === 'm2m' ? 'm2m.' : ''}${route.scope === 'none' ? 'open.' : ''}${codes.join('.')}`

function failure(route: RouteRow, codes: readonly ErrorCode[]): object {
  const m2m = route.surface === 'm2m'
  const waits = codes.some((code) => [429, 503].includes(errors[code].status) || code === 'IDEMPOTENCY_IN_PROGRESS')
  return {
    description: codes
      .map((code) => `\`${errors[code].type}\`: ${errors[code].message.replace(/\{(\w+)\}/g, '‹$1›')}`)
      .join('\n\n'),
    headers: headerRefs([...headersOf(route), ...(waits ? (['Retry-After'] as const) : [])]),
    content: {
      'application/json': {
        schema: { $ref: `#/components/schemas/${m2m ? 'M2mError' : 'Error'}` },
        examples: Object.fromEntries(
          codes.map((code) => [code, { $ref: `#/components/examples/${m2m ? 'm2m.' : ''}${code}` }]),
        ),
      },
    },
  }
}
