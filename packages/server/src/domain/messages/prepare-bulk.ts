import { setImmediate as turn } from 'node:timers/promises'

import { type BodyOf, routes } from '@posthorn/contract'
import { Ajv, type ValidateFunction } from 'ajv'

import { ApiError, invalid } from '../../kernel/api-error.ts'
import { refuseSchemaFault } from '../../kernel/refuse-schema-fault.ts'
import { type ParsedTexts, parseTexts, type Variables } from '../email-templates/index.ts'
import { fillIn } from './apply-template.ts'
import { type BulkItem, type Fields, merged } from './bulk-items.ts'
import type { MessageContent } from './content.ts'
import { FieldFiller } from './fill-fields.ts'
import { sizeOf } from './message-task.ts'
import type { Prepared } from './new-message.ts'
import { prepareEmail } from './prepare-email.ts'
import { prepareSms } from './prepare-sms.ts'

/** What became of one recipient before anything is written. */
export type ItemOutcome =
  | { readonly kind: 'prepared'; readonly item: BulkItem; readonly prepared: Prepared<MessageContent> }
  | { readonly kind: 'refused'; readonly item: BulkItem; readonly error: ApiError }

/** Makes of one recipient's fields what a single send would. Throws an `ApiError` where that would be refused. */
export type PrepareItem = (item: BulkItem) => Prepared<MessageContent> | Promise<Prepared<MessageContent>>

/** What all of a call's messages say together. It stands in memory, and in one transaction. */
const MOST_BYTES = 16 * 1024 * 1024
/** Recipients between which others get their turn: filling in a long template takes a while. */
const AT_ONCE = 20

/** Prepares each recipient by itself; those that are refused do not keep the others back. */
export async function prepareItems(items: readonly BulkItem[], prepare: PrepareItem): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = []
  let bytes = 0
  for (const item of items) {
    if (item.index % AT_ONCE === AT_ONCE - 1) await turn()
    try {
      const prepared = await prepare(item)
      bytes += sizeOf(prepared.content)
      outcomes.push({ kind: 'prepared', item, prepared })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      outcomes.push({ kind: 'refused', item, error })
    }
    if (bytes > MOST_BYTES)
      throw invalid('messages', `together they say more than ${MOST_BYTES} bytes; send fewer in one call`)
  }
  return outcomes
}

/** `shared`: the fields beside the list. `filled`: whether texts are templates, and the values for all. */
export interface BulkTexts {
  readonly shared: Fields
  readonly filled: boolean
  readonly variables: Variables
}

const SMS_TEXTS = ['message', 'content']
const WHATSAPP_TEXTS = ['text', 'content', 'message', 'caption']
const WHATSAPP_SYNONYMS = ['text', 'content', 'message']

export function smsItems({ shared, filled, variables }: BulkTexts): PrepareItem {
  const filler = new FieldFiller()
  return ({ own, variables: ownVariables }) => {
    const fields = merged(shared, own, SMS_TEXTS)
    const body = filled ? filler.fill(fields, SMS_TEXTS, { ...variables, ...ownVariables }) : fields
    return prepareSms(fit(checks.sms, body))
  }
}

/** The body of a single send for each recipient. */
export function whatsappBodies({ shared, filled, variables }: BulkTexts): (item: BulkItem) => BodyOf<'whatsapp.send'> {
  const filler = new FieldFiller()
  return ({ own, variables: ownVariables }) => {
    const fields = merged(shared, own, WHATSAPP_SYNONYMS)
    const body = filled ? filler.fill(fields, WHATSAPP_TEXTS, { ...variables, ...ownVariables }) : fields
    return fit(checks.whatsapp, body)
  }
}

/** `template`: the stored one that the call names. */
export function emailItems(
  { shared, filled, variables }: BulkTexts,
  { template, defaultFrom }: { readonly template: ParsedTexts | null; readonly defaultFrom: string },
): PrepareItem {
  const inline = new Map<string, ParsedTexts>()
  const parsed = (texts: Pick<BodyOf<'email.send'>, 'subject' | 'html' | 'text'>): ParsedTexts => {
    const key = JSON.stringify([texts.subject, texts.html, texts.text])
    let found = inline.get(key)
    if (!found) inline.set(key, (found = parseTexts(texts)))
    return found
  }
  return ({ own, variables: ownVariables }) => {
    const values = { ...variables, ...ownVariables }
    const body = fit(checks.email, merged(shared, own, []))
    if (Array.isArray(body.to))
      throw invalid('to', 'it must be one address; list the others as recipients of their own')
    if (own['attachments'] !== undefined) throw invalid('attachments', 'there are none in bulk; link to the file')
    if (template !== null) {
      if (body.html !== undefined || body.text !== undefined)
        throw invalid('html', 'it is given beside a template; give the one or the other')
      return prepareEmail(fillIn(body, template, values), defaultFrom)
    }
    if (!filled) return prepareEmail(body, defaultFrom)
    const { subject, html, text, ...rest } = body
    const texts = parsed({ ...(subject && { subject }), ...(html && { html }), ...(text && { text }) })
    return prepareEmail(fillIn(rest, texts, values), defaultFrom)
  }
}

// What a single send is held to when its body arrives; here it is known only once all is put together.
const ajv = new Ajv({ strict: false, allErrors: false, useDefaults: false, validateFormats: false })
const checks = {
  sms: ajv.compile<BodyOf<'sms.send'>>(routes['sms.send'].body),
  whatsapp: ajv.compile<BodyOf<'whatsapp.send'>>(routes['whatsapp.send'].body),
  email: ajv.compile<BodyOf<'email.send'>>(routes['email.send'].body),
}

function fit<Body>(check: ValidateFunction<Body>, body: object): Body {
  if (check(body)) return body
  throw refuseSchemaFault(check.errors)
}
