import type { BodyOf } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'

type BulkBody = BodyOf<'sms.sendBulk'> | BodyOf<'whatsapp.sendBulk'> | BodyOf<'email.sendBulk'>
export type Fields = Readonly<Record<string, unknown>>

/** One recipient of a bulk call, as given. */
export interface BulkItem {
  readonly index: number
  readonly to: string | null
  /** What differs from the fields beside the list, `to` included, variables not. */
  readonly own: Fields
  readonly variables: Fields | undefined
}

/** The recipients of a call, which may stand under either name. */
export function readItems(body: BulkBody): BulkItem[] {
  const { messages, recipients } = body
  if (messages !== undefined && recipients !== undefined)
    throw invalid('recipients', 'it is given beside messages; give the one or the other')
  const list: readonly (string | Fields)[] | undefined = messages ?? recipients
  if (list === undefined) throw invalid('messages', 'it is missing; give the recipients as messages or as recipients')
  return list.map((each, index) => {
    const { variables, ...own } = typeof each === 'string' ? { to: each } : each
    const to = own['to']
    return { index, to: typeof to === 'string' ? to : null, own, variables: variables as Fields | undefined }
  })
}

/** Whether texts are templates: for all or for none, so that a recipient without values is refused and not sent braces. */
export function usesVariables(body: BulkBody, items: readonly BulkItem[]): boolean {
  return body.variables !== undefined || items.some(({ variables }) => variables !== undefined)
}

/** What was looked at once for all of them, and so cannot be another for one. */
const SAME_FOR_ALL = ['from', 'callback_url', 'session_id', 'template_id', 'scheduled_at']

/**
 * What one recipient is sent, as the body of a single send. Names of one thing (the text under its several names) are
 * replaced together, or the recipient's own would contradict those for all.
 */
export function merged(shared: Fields, own: Fields, synonyms: readonly string[]): Record<string, unknown> {
  const foreign = SAME_FOR_ALL.find((name) => own[name] !== undefined)
  if (foreign !== undefined) throw invalid(foreign, 'it is the same for all; give it beside the list')
  const replaces = synonyms.some((name) => own[name] !== undefined)
  const kept = replaces ? Object.entries(shared).filter(([name]) => !synonyms.includes(name)) : Object.entries(shared)
  return { ...Object.fromEntries(kept), ...own }
}
