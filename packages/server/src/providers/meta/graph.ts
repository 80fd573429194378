import { type FetchOutcome, type OutboundClient, prepareTarget } from '../../kernel/guarded-fetch/index.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import { API_VERSION, type MetaAccount } from './account.ts'

export interface MetaOptions {
  readonly request: OutboundClient['request']
  readonly download: OutboundClient['download']
  /** Of the Graph API, without a slash at the end. */
  readonly graphUrl: string
  readonly userAgent: string
}

export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below the version, without a slash before it. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  readonly timeoutMs: number
}

/** Calls the Graph API for one account. Only an unusable address rejects. */
export type Graph = (call: GraphCall) => Promise<FetchOutcome>

/** A page of templates is the longest answer. */
const MOST_BODY_BYTES = 1024 * 1024

export function createGraph({ settings, credentials }: MetaAccount, options: MetaOptions): Graph {
  const base = `${options.graphUrl}/${settings.api_version ?? API_VERSION}`
  return ({ method, path, query, body, timeoutMs }) => {
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`
    return options.request({
      method,
      target: prepareTarget(`${base}/${path}${search}`),
      headers: {
        authorization: `Bearer ${credentials.access_token}`,
        accept: 'application/json',
        'user-agent': options.userAgent,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs,
      bodyMs: 5 * SECOND_MS,
      maxBodyBytes: MOST_BODY_BYTES,
    })
  }
}

export type Json = Readonly<Record<string, unknown>>

/** The object that an answer holds; an empty one where it holds none. */
export function jsonOf({ body }: { readonly body: Buffer }): Json {
  try {
    return objectOf(JSON.parse(body.toString('utf8')))
  } catch {
    return {}
  }
}

export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : []
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
