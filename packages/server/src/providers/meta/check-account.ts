import type { CheckResult } from '../../domain/channels/port.ts'
import type { FetchOutcome } from '../../kernel/guarded-fetch/index.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import type { MetaAccount } from './account.ts'
import { createGraph, type Graph, type Json, jsonOf, listOf, type MetaOptions, textOf } from './graph.ts'
import { kindOf, readError } from './graph-error.ts'

const CALL_MS = 10 * SECOND_MS

/** Asks for the phone number, and whether it is one of the business account; sends nothing. */
export async function checkAccount(account: MetaAccount, options: MetaOptions): Promise<CheckResult> {
  const graph = createGraph(account, options)
  const { phone_number_id, waba_id, display_phone_number } = account.settings
  const query = { fields: 'id,display_phone_number,verified_name,quality_rating' }
  const number = await read(graph, phone_number_id, query)
  if (!('body' in number)) return number
  if (number.body['id'] !== phone_number_id) return unexpected()
  const shown = textOf(number.body['display_phone_number'])
  if (display_phone_number !== undefined && shown !== null && digits(shown) !== digits(display_phone_number)) {
    const message = `The number behind phone_number_id is ${shown}, and not the display_phone_number that was given.`
    return { ok: false, code: 'other_number', message }
  }
  const numbers = await read(graph, `${waba_id}/phone_numbers`, { fields: 'id', limit: '500' })
  if (!('body' in numbers)) return numbers
  if (listOf(numbers.body['data']).some(({ id }) => id === phone_number_id)) return { ok: true }
  const message = 'The business account behind waba_id does not have the number behind phone_number_id.'
  return { ok: false, code: 'other_account', message }
}

async function read(
  graph: Graph,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<{ readonly body: Json } | Extract<CheckResult, { ok: false }>> {
  const outcome = await graph({ method: 'GET', path, query, timeoutMs: CALL_MS })
  if (outcome.kind === 'answered' && outcome.httpStatus === 200) return { body: jsonOf(outcome) }
  return readFailure(outcome)
}

function readFailure(outcome: FetchOutcome): Extract<CheckResult, { ok: false }> {
  if (outcome.kind === 'failed') return { ok: false, code: outcome.error, message: `${outcome.detail}.` }
  const error = readError(outcome)
  if (error.code === null) return unexpected()
  const message = error.said
  switch (kindOf(outcome, error)) {
    case 'account':
      return { ok: false, code: 'credentials_refused', message }
    case 'refused':
      return { ok: false, code: 'unknown_account', message }
    default:
      return { ok: false, code: 'carrier_unavailable', message }
  }
}

function unexpected(): Extract<CheckResult, { ok: false }> {
  return { ok: false, code: 'unexpected_answer', message: 'The service did not answer as the Graph API does.' }
}

function digits(number: string): string {
  return number.replaceAll(/\D/g, '')
}
