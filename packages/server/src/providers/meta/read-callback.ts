import type { CallbackReading, CarrierCallback, HeardReport, ReceivedMessage } from '../../domain/messages/port.ts'
import type { TemplateNews } from '../../domain/templates/port.ts'
import { hmacSha256, sameText, type SigningKey } from '../../kernel/hmac.ts'
import type { Settings } from './account.ts'
import { type Json, listOf, objectOf, textOf } from './graph.ts'
import { errorWord, wholeOf, wordsOf } from './graph-error.ts'
import { readReceived, timeOf } from './read-received.ts'
import { readTemplateNews } from './read-template-news.ts'

const PREFIX = 'sha256='

/** HMAC-SHA256 of the raw bytes with the app's secret. Written anew, accents and emoji would come out as other bytes. */
export function isSigned({ headers, body }: CarrierCallback, key: SigningKey): boolean {
  const given = headers['x-hub-signature-256']
  if (typeof given !== 'string' || !given.startsWith(PREFIX)) return false
  return sameText(hmacSha256(key, body, 'hex'), given.slice(PREFIX.length))
}

/**
 * What a signed callback says of this channel. One POST may hold several entries with several changes, and be about other
 * numbers and business accounts of the same app, since an app has one address for all of them.
 */
export function readCallback(
  { body }: CarrierCallback,
  { phone_number_id, waba_id }: Pick<Settings, 'phone_number_id' | 'waba_id'>,
): CallbackReading {
  const parsed = parse(body)
  if (!Array.isArray(parsed?.['entry'])) return { kind: 'unreadable', problem: 'it is no JSON with an entry list' }
  const reports: HeardReport[] = []
  const received: ReceivedMessage[] = []
  const templates: TemplateNews[] = []
  let ofOthers = false
  for (const entry of listOf(parsed['entry'])) {
    for (const change of listOf(entry['changes'])) {
      const value = objectOf(change['value'])
      if (change['field'] === 'messages') {
        if (objectOf(value['metadata'])['phone_number_id'] === phone_number_id) {
          reports.push(...readStatuses(value))
          received.push(...readReceived(value))
        } else ofOthers = true
      } else {
        const news = readTemplateNews(change['field'], value, entry['time'])
        if (news !== null && entry['id'] === waba_id) templates.push(news)
        else if (news !== null) ofOthers = true
      }
    }
  }
  return { kind: 'read', reports, received, templates, ofOthers }
}

/** Ids of templates are numbers in Meta's JSON, and may have more digits than a number keeps. */
function parse(body: Buffer): Json | null {
  try {
    const text = body.toString('utf8').replaceAll(/("message_template_id"\s*:\s*)(\d+)/g, '$1"$2"')
    return objectOf(JSON.parse(text))
  } catch {
    return null
  }
}

function readStatuses(value: Json): HeardReport[] {
  return listOf(value['statuses']).flatMap((status) => {
    const change = changeOf(status)
    const providerMessageId = textOf(status['id'])
    if (change === null || providerMessageId === null) return []
    const ours = textOf(status['biz_opaque_callback_data'])
    // Somebody else may send over the same number, with data of his own.
    const messageId = ours !== null && /^msg_[0-9A-Z]{26}$/.test(ours) ? ours : null
    return { messageId, providerMessageId, change, occurredAt: timeOf(status['timestamp']) }
  })
}

/** Null: `played`, `deleted` and what is yet to be invented move nothing. */
function changeOf(status: Json): HeardReport['change'] | null {
  switch (status['status']) {
    case 'sent':
    case 'delivered':
    case 'read': {
      const pricing = pricingOf(status)
      return { status: status['status'], ...(pricing && { pricing }) }
    }
    case 'failed': {
      const [error] = listOf(status['errors'])
      const code = wholeOf(error?.['code'])
      const message = `The carrier reports failed${code === null ? '' : `, code ${code}`}.${wordsOf(error ?? {})}`
      return { status: 'failed', code: code === null ? 'failed' : errorWord(code), message }
    }
    default:
      return null
  }
}

/** What Meta charges for: by the message since 2025, by the conversation before. */
function pricingOf(status: Json): Json | null {
  const { billable, pricing_model, category, type } = objectOf(status['pricing'])
  const conversation = objectOf(status['conversation'])
  const origin = objectOf(conversation['origin'])['type']
  const known = { billable, model: pricing_model, category, type, conversation_id: conversation['id'], origin }
  const said = Object.entries(known).filter(([, value]) => ['string', 'boolean'].includes(typeof value))
  return said.length === 0 ? null : Object.fromEntries(said)
}
